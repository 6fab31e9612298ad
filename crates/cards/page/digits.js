// Six digits that are read out: five at random, and one by Damm's way that finds a slip of the tongue.
const DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017",
  "9438617205", "2581436790"];

const isSlip = (digits) => Array.from(digits).reduce((state, digit) => DAMM[state][digit], 0) !== "0";

// As they are shown and signed: `123 456`.
const inTwo = (digits) => `${digits.slice(0, 3)} ${digits.slice(3)}`;
