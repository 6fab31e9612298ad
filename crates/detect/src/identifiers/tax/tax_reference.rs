use super::PAY;
use crate::identifiers::arithmetic::value;
use crate::identifiers::identifier::usual_gaps;
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Candidate, Identifier, Vectors, Verdict};

/// python-stdnum gb.utr, as an oracle.
pub(crate) const TAX_REFERENCE: Identifier = Identifier {
    id: "uk-unique-taxpayer-reference",
    title: "Unique taxpayer reference",
    what: "The number under which the revenue knows a taxpayer.",
    form: "10 digits, the first a check digit; may end in K.",
    gate: Gate::new((9, 10), (0, 1), SPACED),
    check,
    spelling: |candidate| usual_gaps(candidate, &[5, 5], 2.0),
    chance: 0.1,
    prior: -8.0,
    names: &[
        "utr",
        "utr number",
        "utr no",
        "unique taxpayer reference",
        "unique tax reference",
        "taxpayer reference",
        "tax reference",
        "tax reference number",
        "self assessment reference",
        "unique taxpayer reference number",
    ],
    context: PAY,
    vectors: Vectors {
        good: &["1955839661", "3282497350", "19558 39661", "1955839661K"],
        bad: &["2955839661", "1955839662", "195583966"],
    },
    source: "python-stdnum gb.utr (as an oracle)",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    if !(candidate.grouped(&[5, 5]) || candidate.in_groups(&[3, 3, 4])) {
        return None;
    }
    let digits = match candidate.compact() {
        [digits @ .., b'K'] if digits.len() == 10 => digits.try_into().ok()?,
        _ if candidate.shape.letters == 0 => candidate.ten_digits(1)?,
        _ => return None,
    };
    Verdict::of(first_digit(&digits) == digits[0])
}

/// The check digit of the other nine.
fn first_digit(digits: &[u8; 10]) -> u8 {
    const WEIGHTS: [u32; 9] = [6, 7, 8, 9, 10, 5, 4, 3, 2];
    let sum: u32 = digits[1..].iter().zip(WEIGHTS).map(|(&digit, weight)| value(digit) * weight).sum();
    b"21987654321"[sum as usize % 11]
}
