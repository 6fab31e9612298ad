// Base45 (RFC 9285): what stands behind the `#` of a card's address.
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function fromBase45(text) {
  const digits = Array.from(text, (letter) => LETTERS.indexOf(letter));
  if (digits.includes(-1) || digits.length % 3 === 1) {
    throw new Refused("damaged");
  }
  const bytes = [];
  for (let at = 0; at < digits.length; at += 3) {
    const [a, b, c] = digits.slice(at, at + 3);
    const number = a + 45 * b + (c === undefined ? 0 : 2025 * c);
    if (number > (c === undefined ? 0xff : 0xffff)) {
      throw new Refused("damaged");
    }
    if (c !== undefined) {
      bytes.push(number >> 8);
    }
    bytes.push(number & 0xff);
  }
  return new Uint8Array(bytes);
}
