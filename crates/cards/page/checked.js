// The page's check of an answer, which says what `two_sided::check` says, for the same reasons in the same order.

// `question` is what this page asked; `clock` gives the time, again after what takes time.
async function checked(answer, question, here, clock) {
  const enrolment = await enrolled(answer.enrolment, here);
  if (enrolment.issuer !== here.issuer) {
    throw new Refused("other-force");
  }
  if (clock() >= enrolment.expires || enrolment.kind === 0) {
    throw new Refused("not-valid");
  }
  const seen = await list(enrolment.list, here, "no-store");
  if (seen === null) {
    throw new Refused("no-list");
  }
  if (seen.issued - clock() > SKEW) {
    throw new Refused("future-list");
  }
  if (isTooOld(seen, clock())) {
    throw new Refused("old-list");
  }
  const standing = status(seen, enrolment.index);
  if (standing === 1 || standing === 2) {
    throw new Refused("not-valid");
  }
  if (standing !== 0) {
    throw new Refused("unknown-status");
  }
  await isAnswered(answer.presence, enrolment.key, question, clock);
  return { kind: enrolment.kind, issued: seen.issued };
}

async function isAnswered(bytes, key, question, clock) {
  let claims;
  try {
    claims = await signed(bytes.length > LONGEST ? new Uint8Array() : bytes, [key], PRESENCE);
  } catch (error) {
    throw error.message === "browser" ? error : new Refused("not-by-telephone");
  }
  const [digits, page, at, nonce] = [2, 3, 6, 10].map((label) => claims.get(label));
  const isWhole = typeof digits === "string" && typeof page === "string" && Number.isInteger(at) && nonce instanceof Uint8Array;
  if (!isWhole) {
    throw new Refused("not-by-telephone");
  }
  if (page !== question.page || digits.replaceAll(" ", "") !== question.digits || !isSame(nonce, question.nonce)) {
    throw new Refused("other-question");
  }
  // The number that this page made up says that the answer is no older than the question; a telephone's clock may be wrong
  // by minutes.
  if (clock() - question.at > LIFE || Math.abs(at - question.at) > SKEW) {
    throw new Refused("other-time");
  }
}
