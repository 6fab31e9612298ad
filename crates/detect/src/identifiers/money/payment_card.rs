use crate::identifiers::arithmetic::{luhn, number};
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Candidate, Identifier, Vectors, Verdict};

/// ISO/IEC 7812, with the leading digits that the card schemes have.
pub(crate) const PAYMENT_CARD: Identifier = Identifier {
    id: "payment-card",
    title: "Payment card number",
    what: "The number of a debit or credit card.",
    form: "12 to 19 digits that begin as a scheme's cards do; the last is a check digit.",
    gate: Gate::new((12, 19), (0, 0), GROUPED),
    check,
    spelling,
    chance: 0.1,
    prior: -3.0,
    names: &[
        "card number",
        "card no",
        "card",
        "credit card",
        "debit card",
        "pan",
        "credit card number",
        "payment card",
        "visa",
        "mastercard",
        "amex",
        "cc",
        "bank card",
        "debit card number",
        "maestro",
        "cardnumber",
    ],
    context: &[
        "card",
        "visa",
        "mastercard",
        "amex",
        "expiry",
        "cvv",
        "payment",
        "debit",
        "credit",
        "bank",
        "charge",
        "billing",
    ],
    vectors: Vectors {
        good: &["4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"],
        bad: &["4111111111111112", "4111 1111 1111 1110"],
    },
    source: "ISO/IEC 7812-1",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let digits = candidate.compact();
    if !is_scheme(digits) || !gaps_are_usual(candidate) {
        return None;
    }
    Verdict::of(luhn(digits))
}

/// Leading digits and lengths of the schemes whose cards are met in Britain.
fn is_scheme(digits: &[u8]) -> bool {
    let lead = |width: usize| digits.get(..width).map_or(0, number);
    match digits.len() {
        13 => lead(1) == 4,
        14 => matches!(lead(2), 36 | 38 | 39) || matches!(lead(3), 300..=305),
        15 => matches!(lead(2), 34 | 37) || matches!(lead(4), 1800 | 2131),
        16 => lead(1) == 4 || matches!(lead(2), 35 | 36 | 38 | 50..=69) || matches!(lead(4), 2221..=2720),
        12 | 17..=19 => lead(1) == 4 && digits.len() == 19 || matches!(lead(2), 50 | 56..=69),
        _ => false,
    }
}

fn gaps_are_usual(candidate: &Candidate<'_>) -> bool {
    const GAPS: &[&[usize]] = &[
        &[4, 4, 4, 4],
        &[4, 6, 5],
        &[4, 6, 4],
        &[4, 4, 4, 1],
        &[4, 4, 4, 4, 3],
        &[4, 4, 4, 3],
        &[6, 10],
        &[4, 4, 4],
    ];
    candidate.shape.marks.is_empty() || GAPS.iter().any(|gaps| candidate.in_groups(gaps))
}

fn spelling(candidate: &Candidate<'_>) -> f32 {
    let gaps = if candidate.shape.marks.is_empty() { 0.0 } else { 3.0 };
    // Sixteen digits are what most people carry; twelve are a product code as often.
    gaps + match candidate.shape.digits {
        16 => 0.0,
        15 => -0.5,
        _ => -2.5,
    }
}
