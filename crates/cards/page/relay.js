// The relay carries between two devices. Nothing that comes from it is believed before it is checked.

// More than any of its answers has.
const LONGEST_ANSWER = 8 * 1024;

// For how many seconds a check can be answered.
const LIFE = 90;

// What it answers: a status, and an object where there is one.
async function asked(relay, what, body) {
  let answer;
  try {
    answer = await fetch(relay + what, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(10_000),
    });
    return { status: answer.status, said: answer.status === 200 ? JSON.parse(await textOf(answer)) : undefined };
  } catch {
    throw new Refused(answer?.ok ? "relay" : "unreachable");
  }
}

async function textOf(answer) {
  const reader = answer.body.getReader();
  const parts = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) {
      return new TextDecoder("utf-8", { fatal: true }).decode(joined(parts));
    }
    length += value.length;
    if (length > LONGEST_ANSWER) {
      reader.cancel();
      throw new Refused("relay");
    }
    parts.push(value);
  }
}
