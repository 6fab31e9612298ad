// Checks the person in front of you: this page makes up a number, an enrolled telephone signs it. Nothing is kept, here or
// elsewhere, and nothing is believed that the force and the telephone have not signed.

// How often the relay is asked for an answer, and after how long "just now" is not true any more.
const EVERY = 1500;
const JUST_NOW = 120;

const doubt = (here) => `Do not rely on it. In doubt, keep your distance, and: ${here.contact}`;

const VISITOR = {
  "no-answer": () => ({ is: "unknown", title: "No answer in time", text: ["Nobody answered these digits within a minute and a half, so nothing is known. Start again, and read the new digits out."] }),
  gone: () => ({ is: "unknown", title: "Not checked", text: ["The relay that carries answers does not know this check any more. Start again."] }),
  unreachable: () => ({ is: "unknown", title: "Not checked", text: ["The relay that carries answers cannot be reached. Go online and start again."] }),
  relay: () => ({ is: "unknown", title: "Not checked", text: ["The relay that carries answers said something that makes no sense. Start again."] }),
  "too-often": () => ({ is: "unknown", title: "Not checked", text: ["Too many checks were begun from here. Wait a minute, and start again."] }),
  full: () => ({ is: "unknown", title: "Not checked", text: ["Too many checks are going on. Wait a minute, and start again."] }),
  "not-enrolled": (here) => ({ is: "bad", title: `The telephone that answered is not enrolled with ${here.force}`, text: [doubt(here)] }),
  "other-force": (here) => ({ is: "bad", title: "The telephone is enrolled with another force", text: [`It is not one of ${here.force}. Ask the force that the person says they are from.`, doubt(here)] }),
  "not-valid": (here) => ({ is: "bad", title: "The telephone’s enrolment is not valid any more", text: [`${here.force} took it back, or it is over.`, doubt(here)] }),
  "not-by-telephone": (here) => ({ is: "bad", title: "The enrolled telephone did not sign this answer", text: [doubt(here)] }),
  "other-question": (here) => ({ is: "bad", title: "This answer was given to another page or another number", text: ["Start again. If it says so again, the relay or the telephone is not what it should be.", doubt(here)] }),
  "other-time": () => ({ is: "unknown", title: "Not checked", text: ["The answer is from another time than now: it came too late, or a clock is wrong, on this device or on the telephone. Start again."] }),
  "no-list": () => ({ is: "unknown", title: "Not checked", text: ["Whether the telephone’s enrolment was revoked could not be checked: the list of revoked ones cannot be downloaded. Go online and start again."] }),
  "old-list": () => ({ is: "unknown", title: "Not checked", text: ["Whether the telephone’s enrolment was revoked could not be checked: the list of revoked ones is too old. Try again later."] }),
  "future-list": () => ({ is: "unknown", title: "Not checked", text: ["Whether the telephone’s enrolment was revoked could not be checked: by the clock of this device, the list comes from the future. Set the clock and start again."] }),
  "unknown-status": () => ({ is: "unknown", title: "Not checked", text: ["The list says something about this telephone that this page does not know."] }),
  list: () => ({ is: "unknown", title: "Not checked", text: ["The list of revoked enrolments is damaged. Try again later."] }),
  browser: () => ({ is: "unknown", title: "Not checked", text: ["This browser cannot check signatures of this kind, so nothing is known. Update it, or use another one."] }),
};

const STATUS = { 404: "gone", 429: "too-often", 503: "full" };

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const TITLE = document.title;

// Which try this is: whoever starts again has left the one before.
let turn = 0;

async function start(here) {
  turn += 1;
  const mine = turn;
  const isOver = () => mine !== turn;
  for (const id of ["start", "asking"]) {
    byId(id).hidden = true;
  }
  byId("result").className = "";
  byId("result").replaceChildren();
  document.title = TITLE;
  byId("told").textContent = "";
  byId("begin").textContent = "Start again with new digits";
  let result;
  try {
    const question = { nonce: crypto.getRandomValues(new Uint8Array(32)), page: here.page, at: clock() };
    const token = await begin(question, here);
    if (isOver()) {
      return;
    }
    show(question);
    const answer = await waited(question, token, here, isOver);
    if (isOver()) {
      return;
    }
    result = good(await checked(answer, question, here, clock), here);
  } catch (error) {
    result = VISITOR[error instanceof Refused && error.message in VISITOR ? error.message : "browser"](here);
  }
  if (isOver()) {
    return;
  }
  byId("asking").hidden = true;
  byId("told").textContent = "";
  fill(byId("result"), result);
  if (result.is === "good") {
    await pause(JUST_NOW * 1000);
    if (!isOver()) {
      fill(byId("result"), { is: "unknown", title: "This check is over", text: [`It was answered at ${moment(result.at)}. What was true then may not be true now: start again.`] });
    }
  }
}

// Asks the relay for digits.
async function begin(question, here) {
  const { status, said } = await asked(here.relay, "begin", { nonce: toBase64(question.nonce) });
  const digits = String(said?.digits ?? "").replaceAll(" ", "");
  if (status !== 200 || !/^\d{6}$/.test(digits) || isSlip(digits) || typeof said.token !== "string") {
    throw new Refused(STATUS[status] ?? "relay");
  }
  question.digits = digits;
  return said.token;
}

function show(question) {
  byId("digits").textContent = inTwo(question.digits);
  byId("asking").hidden = false;
  byId("told").textContent = `The digits are ${Array.from(question.digits).join(" ")}. They hold for a minute and a half.`;
}

// Asks for the answer until there is one.
async function waited(question, token, here, isOver) {
  let isTold = false;
  let isCut = false;
  while (!isOver()) {
    const left = question.at + LIFE - clock();
    if (left <= 0) {
      throw new Refused(isCut ? "unreachable" : "no-answer");
    }
    byId("left").textContent = `They hold for another ${left} second${left === 1 ? "" : "s"}.`;
    if (left <= 30 && !isTold) {
      isTold = true;
      byId("told").textContent = "The digits hold for another 30 seconds.";
    }
    // Without a network for a moment is no reason to give up.
    const answer = await asked(here.relay, "fetch", { digits: question.digits, token }).catch((error) => {
      if (error.message !== "unreachable") {
        throw error;
      }
      return undefined;
    });
    isCut = answer === undefined;
    if (answer?.status === 200) {
      return { enrolment: part(answer.said?.enrolment), presence: part(answer.said?.presence) };
    }
    if (!isCut && answer.status !== 202) {
      throw new Refused(STATUS[answer.status] ?? "relay");
    }
    await pause(EVERY);
  }
  throw new Refused("no-answer");
}

function part(text) {
  try {
    return fromBase64(text);
  } catch {
    throw new Refused("relay");
  }
}

function good({ kind, issued }, here) {
  const now = clock();
  const who = KINDS[kind];
  return {
    is: "good",
    at: now,
    title: `${who[0].toUpperCase()}${who.slice(1)} of ${here.force} answered this check just now`,
    text: [`Answered at ${moment(now)}. Not revoked as of ${moment(issued)}, ${age(now - issued)} ago.`],
  };
}

const here = site();
byId("begin").addEventListener("click", () => start(here));
// Whoever comes back to a page that the browser has kept does not find an old answer there.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
