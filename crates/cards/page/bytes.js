// Bytes as texts.
function fromHex(hex) {
  return new Uint8Array(Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
}

// Base64 for addresses, without padding (RFC 4648, section 5).
function fromBase64(text) {
  if (typeof text !== "string" || !/^[\w-]*$/.test(text)) {
    throw new Refused("damaged");
  }
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Refused("damaged");
  }
}

function toBase64(bytes) {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function isSame(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
