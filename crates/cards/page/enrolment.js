// An enrolment: the force says that a telephone's key belongs to somebody, and to what kind of holder.
const ENROLMENT = "application/tipstaff-enrolment+cwt";

// The longest enrolment, and the longest answer, that is read.
const LONGEST = 1024;

async function enrolled(bytes, here) {
  let claims;
  try {
    claims = await signed(bytes.length > LONGEST ? new Uint8Array() : bytes, here.keys, ENROLMENT);
  } catch (error) {
    throw error.message === "browser" ? error : new Refused("not-enrolled");
  }
  const place = claims.get(65535)?.get?.("status_list");
  const said = {
    issuer: claims.get(1),
    expires: claims.get(4),
    kind: claims.get(-65537),
    list: place?.get?.("uri"),
    index: place?.get?.("idx"),
    key: publicKey(claims.get(8)?.get?.(1)),
  };
  const isWhole = typeof said.issuer === "string" && Number.isInteger(said.expires) && typeof said.list === "string" &&
    Number.isInteger(said.index) && said.index >= 0 && [0, 1, 2, 3].includes(said.kind) && said.key !== undefined;
  if (!isWhole) {
    throw new Refused("not-enrolled");
  }
  return said;
}

// A COSE_Key (RFC 9052, section 7), as browsers take keys.
function publicKey(key) {
  const part = (label) => {
    const bytes = key.get(label);
    return bytes instanceof Uint8Array && bytes.length === 32 ? bytes : undefined;
  };
  const kind = key instanceof Map ? `${key.get(1)} ${key.get(-1)}` : "";
  if (kind === "1 6" && part(-2)) {
    return { algorithm: "Ed25519", bytes: part(-2) };
  }
  if (kind === "2 1" && part(-2) && part(-3)) {
    return { algorithm: "P-256", bytes: joined([[4], part(-2), part(-3)]) };
  }
  return undefined;
}
