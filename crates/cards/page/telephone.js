// The telephone's side: answers six digits that somebody reads out. No name is told, to the relay or to anybody else.

// With so few answers left it is time to enrol anew.
const FEW = 2;

const TELEPHONE = {
  digits: { is: "unknown", title: "These are not the six digits of a check", text: ["Have them read out again."] },
  gone: { is: "unknown", title: "There is no such check, or it is over", text: ["Have the digits read out again. They hold for a minute and a half."] },
  "answered-already": { is: "bad", title: "Somebody else answered these digits", text: ["Ask the other person to start again with new digits."] },
  "too-often": { is: "unknown", title: "Too many digits were typed from here", text: ["Wait a minute, and try again."] },
  full: { is: "unknown", title: "Too many checks are going on", text: ["Wait a minute, and try again."] },
  unreachable: { is: "unknown", title: "The relay cannot be reached", text: ["Go online and try again."] },
  relay: { is: "unknown", title: "The relay said something that makes no sense", text: ["Try again. If it stays so, tell the card office."] },
  none: { is: "unknown", title: "No answers are left on this telephone", text: ["Enrol it anew."] },
  storage: { is: "unknown", title: "This browser keeps nothing", text: ["It has no room, or is in a private window. Open the page in an ordinary window, and install it."] },
  browser: { is: "unknown", title: "This browser cannot sign", text: ["Update it, or use another one."] },
  "not-enrolled": { is: "bad", title: "This is not an answer of the card office", text: ["It was not signed by this force, or was changed. Nothing was taken from it. Ask for it again."] },
  "other-force": { is: "bad", title: "This is an answer of another force", text: ["Nothing was taken from it."] },
  "no-answer": { is: "unknown", title: "This is not an answer of the card office", text: ["It is damaged or something else. Choose the file that the card office gave you, or open its link."] },
  "other-request": { is: "bad", title: "This answer is for another request", text: ["It is for another telephone, for a request that this one made before, or was taken already. Nothing was taken from it."] },
};

const STATUS = { 400: "digits", 404: "gone", 409: "answered-already", 429: "too-often", 503: "full" };

const TITLE = document.title;

const failed = (error) => TELEPHONE[error instanceof Refused && error.message in TELEPHONE ? error.message : "browser"];

const times = (number) => (number === 1 ? "1 answer" : `${number} answers`);

// What is there, shown.
async function refresh(purse) {
  const { left, until, request } = await purse.look(clock());
  byId("answering").hidden = left === 0;
  const anew = left === 0 ? "" : left <= FEW ? " Enrol this telephone anew before they are used up." : "";
  byId("count").textContent = left === 0
    ? "This telephone has no answers. It has to be enrolled before it can answer a check."
    : `${times(left)} left on this telephone, valid until ${day(until - 1)}.${anew}`;
  byId("count").className = left > 0 && left <= FEW ? "few" : "";
  if (left <= FEW || request !== undefined) {
    byId("enrolling").open = true;
  }
  byId("requested").hidden = request === undefined;
  if (request !== undefined) {
    byId("number").textContent = request.number;
    byId("text").value = request.text;
    const file = byId("file");
    URL.revokeObjectURL(file.href);
    file.href = URL.createObjectURL(new Blob([request.text], { type: "application/json" }));
    file.download = `telephone-request-${request.number.slice(0, 4)}.json`;
  }
}

const typed = () => byId("digits").value.replace(/[\s-]/g, "");

// Says what is wrong with what was typed as soon as that is certain; nothing while it is only unfinished.
function judge(isFinished) {
  const digits = typed();
  const isWrong = /\D/.test(digits) || digits.length > 6 || (digits.length === 6 && isSlip(digits)) || (isFinished && digits.length < 6);
  const words = digits.length < 6 && !/\D/.test(digits) ? "There have to be six digits." : "These are not the digits of a check. Have them read out again.";
  byId("slip").textContent = isWrong ? words : "";
  byId("digits").setAttribute("aria-invalid", String(isWrong));
  return isWrong ? undefined : digits;
}

// Asks for the question before an enrolment is taken: digits of no check use none up.
async function answerTo(digits, purse, here) {
  const question = await asked(here.relay, "question", { digits });
  if (question.status !== 200) {
    throw new Refused(STATUS[question.status] ?? "relay");
  }
  let nonce;
  try {
    nonce = fromBase64(question.said?.nonce);
  } catch {
    throw new Refused("relay");
  }
  if (nonce.length !== 32) {
    throw new Refused("relay");
  }
  const one = await purse.use(clock());
  if (one === undefined) {
    throw new Refused("none");
  }
  const signature = await presence(one.key, digits, here.page, nonce, clock());
  const { status } = await asked(here.relay, "answer", { digits, enrolment: toBase64(one.enrolment), presence: toBase64(signature) });
  if (status !== 204) {
    throw new Refused(STATUS[status] ?? "relay");
  }
  return { is: "good", title: "Answered", text: [`The page in front of the other person now says that ${KINDS[one.kind] ?? "somebody"} of ${here.force} answered. It does not say your name.`] };
}

// Does one thing at a time, and shows how it ended.
async function busy(button, region, purse, work) {
  // Not `disabled`, which would take the focus away.
  if (button.ariaDisabled === "true") {
    return;
  }
  button.ariaDisabled = "true";
  region.className = "";
  region.replaceChildren();
  document.title = TITLE;
  let result;
  try {
    result = await work();
  } catch (error) {
    result = failed(error);
  }
  button.ariaDisabled = null;
  await refresh(purse).catch(() => {});
  if (result !== undefined) {
    fill(region, result);
  }
}

async function makeRequest(purse, here) {
  // So that the browser does not clear the keys away when it wants room.
  await navigator.storage?.persist?.().catch(() => false);
  const { keys, request } = await requested(here.issuer, clock());
  await purse.ask(keys, request);
}

async function takeAnswer(text, purse, here) {
  const enrolments = await answered(text, here);
  const taken = await purse.take(enrolments);
  if (taken === 0) {
    throw new Refused("other-request");
  }
  byId("given").value = "";
  byId("chosen").value = "";
  return { is: "good", title: "This telephone is enrolled", text: [`It can answer ${taken} more checks. Delete the file or the message that the answer came in.`] };
}

async function begin() {
  const here = site();
  let purse;
  try {
    purse = await Purse.open(here.issuer);
    await refresh(purse);
  } catch (error) {
    fill(byId("outcome"), failed(error));
    return;
  }
  byId("digits").addEventListener("input", () => judge(false));
  byId("answer").addEventListener("submit", (event) => {
    event.preventDefault();
    const digits = judge(true);
    if (digits === undefined) {
      byId("digits").focus();
      return;
    }
    busy(byId("send"), byId("outcome"), purse, async () => {
      const result = await answerTo(digits, purse, here);
      byId("digits").value = "";
      return result;
    });
  });
  byId("ask").addEventListener("click", () => busy(byId("ask"), byId("enrolled"), purse, () => makeRequest(purse, here)));
  byId("copy").addEventListener("click", async () => {
    await navigator.clipboard.writeText(byId("text").value).then(
      () => (byId("copied").textContent = "Copied."),
      () => byId("text").select(),
    );
  });
  const take = (text) => busy(byId("take"), byId("enrolled"), purse, async () => takeAnswer(await text(), purse, here));
  byId("handed").addEventListener("submit", (event) => {
    event.preventDefault();
    const [file] = byId("chosen").files;
    // A film that was chosen by mistake is not read to its end.
    take(() => (file === undefined ? byId("given").value : file.slice(0, 200_000).text()));
  });
  byId("forget").addEventListener("click", () => busy(byId("forget"), byId("forgotten"), purse, async () => {
    await purse.forget();
    return { is: "good", title: "Everything was forgotten", text: ["Tell the card office, which revokes what was left."] };
  }));
  const link = () => {
    if (location.hash.length > 1) {
      const text = location.hash;
      history.replaceState(null, "", location.pathname);
      byId("enrolling").open = true;
      take(() => text);
    }
  };
  window.addEventListener("hashchange", link);
  link();
  // Keeps the page for a telephone that is without a network for a moment. Of the relay it keeps nothing.
  navigator.serviceWorker?.register("keep.js").catch(() => {});
}

begin();
