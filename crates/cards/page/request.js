// Asks the force to enrol this telephone: public keys, each with a proof that its private half is here.
const REQUEST = "tipstaff.telephone-request/1";
const ANSWER = "tipstaff.telephone-enrolments/1";
const POSSESSION = "application/tipstaff-possession+cwt";

// How many keys a telephone makes: each answers once.
const KEYS = 8;

// Letters and digits that are not taken for each other when they are read out.
const READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

// New keys, and the request as a text.
async function requested(issuer, now) {
  const keys = [];
  for (let made = 0; made < KEYS; made += 1) {
    const pair = await crypto.subtle.generateKey(ALGORITHMS["-7"].import, false, ["sign", "verify"]);
    // Without the byte that says "both coordinates follow".
    const bytes = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)).subarray(1).slice();
    keys.push({ key: pair.privateKey, public: bytes });
  }
  const lines = keys.map((key) => `ES256 ${toBase64(key.public)}\n`).join("");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${REQUEST}\n${lines}`)));
  const said = [];
  for (const key of keys) {
    const proof = await sealed(key.key, POSSESSION, new Map([[3, issuer], [6, now], [10, digest]]));
    said.push({ algorithm: "ES256", key: toBase64(key.public), proof: toBase64(proof) });
  }
  return { keys, request: { text: `${JSON.stringify({ schema: REQUEST, keys: said }, undefined, 1)}\n`, number: readable(digest), made: now } };
}

// The number by which the card office knows that a request is the one that this telephone shows.
function readable(digest) {
  const bits = Array.from(digest.subarray(0, 10), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = bits.match(/.{5}/g).map((five) => READABLE[parseInt(five, 2)]).join("");
  return letters.match(/.{4}/g).join("-");
}

// The enrolments in an answer: a file, a link, or what stands behind the `#` of one.
async function answered(text, here) {
  const parts = partsOf(text.trim());
  if (parts.length === 0 || parts.length > 64) {
    throw new Refused("no-answer");
  }
  const enrolments = [];
  for (const part of parts) {
    let bytes;
    try {
      bytes = fromBase64(part);
    } catch {
      throw new Refused("no-answer");
    }
    const said = await enrolled(bytes, here);
    if (said.issuer !== here.issuer) {
      throw new Refused("other-force");
    }
    enrolments.push({ bytes, expires: said.expires, kind: said.kind, key: said.key.bytes.subarray(1) });
  }
  return enrolments;
}

function partsOf(text) {
  if (text === "") {
    return [];
  }
  if (!text.startsWith("{")) {
    return text.slice(text.lastIndexOf("#") + 1).split(".");
  }
  try {
    const { schema, enrolments } = JSON.parse(text);
    return schema === ANSWER && Array.isArray(enrolments) ? enrolments : [];
  } catch {
    return [];
  }
}
