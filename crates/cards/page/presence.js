// What a telephone signs: "I am here, for this page, for this number, now".
const PRESENCE = "application/tipstaff-presence+cwt";

function presence(key, digits, page, nonce, now) {
  return sealed(key, PRESENCE, new Map([[2, inTwo(digits)], [3, page], [6, now], [10, nonce]]));
}
