use super::PAY;
use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Candidate, Identifier, Vectors, Verdict};

/// HMRC NIM39110; the CJS data standard allows a blank suffix.
pub(crate) const NATIONAL_INSURANCE: Identifier = Identifier {
    id: "uk-national-insurance",
    title: "National Insurance number",
    what: "The number that ties a person to their tax, pay and benefits for life.",
    form: "Two letters, six digits, and a letter A to D that may be missing. Some pairs of letters are never issued.",
    gate: Gate::new((6, 6), (2, 3), GROUPED),
    check,
    spelling,
    chance: 0.085,
    prior: -1.0,
    names: &[
        "national insurance number",
        "national insurance no",
        "national insurance",
        "ni number",
        "ni no",
        "nino",
        "nin",
        "n i number",
        "ni",
        "nat ins no",
        "nat ins",
    ],
    context: PAY,
    vectors: Vectors {
        good: &["AB123456C", "AB 12 34 56 C", "OO123456A", "ab123456c", "AB123456"],
        bad: &["QQ123456C", "BG123456A", "AO123456A", "AB123456E", "GB123456A", "DA123456A"],
    },
    source: "HMRC NIM39110; CJS data standards",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let (prefix, rest) = candidate.compact().split_at_checked(2)?;
    let (digits, suffix) = rest.split_at_checked(6)?;
    if !all_letters(prefix) || !all_digits(digits) || !gaps_are_usual(candidate) {
        return None;
    }
    Verdict::of(may_begin(prefix) && matches!(suffix, [] | [b'A'..=b'D']))
}

fn may_begin(prefix: &[u8]) -> bool {
    let &[first, second] = prefix else { return false };
    // Issued before the rules: administrative prefixes and the Isle of Man, in old data.
    if matches!(prefix, b"OO" | b"CR" | b"FY" | b"MW" | b"NC" | b"PP" | b"PY" | b"PZ") {
        return true;
    }
    !b"DFIQUV".contains(&first)
        && !b"DFIQUVO".contains(&second)
        && !matches!(prefix, b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ")
}

/// In one piece, in pairs, or with gaps only around the six digits.
fn gaps_are_usual(candidate: &Candidate<'_>) -> bool {
    const GAPS: &[&[usize]] = &[
        &[2, 2, 2, 2, 1],
        &[2, 2, 2, 2],
        &[2, 6, 1],
        &[2, 6],
        &[8, 1],
        &[2, 7],
        &[2, 3, 3, 1],
        &[2, 2, 2, 3],
    ];
    candidate.shape.marks.is_empty() || GAPS.iter().any(|gaps| candidate.in_groups(gaps))
}

fn spelling(candidate: &Candidate<'_>) -> f32 {
    let mut bits = if candidate.in_groups(&[2, 2, 2, 2, 1]) { 4.0 } else { 0.0 };
    if candidate.compact().len() == 8 {
        bits -= 5.0;
    }
    if !candidate.is_upper() {
        bits -= 1.0;
    }
    bits
}
