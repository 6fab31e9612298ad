use super::PAY;
use crate::identifiers::arithmetic::all_digits;
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// HMRC NIM39110: stands in for a National Insurance number until one is known.
pub(crate) const TEMPORARY_REFERENCE: Identifier = Identifier {
    id: "uk-temporary-reference",
    title: "Temporary reference number",
    what: "Stands in for a National Insurance number until one is known.",
    form: "Two digits, a letter, five digits.",
    gate: Gate::new((7, 7), (1, 1), GROUPED),
    check: |candidate| match candidate.compact() {
        [year @ .., b'A'..=b'Z', _, _, _, _, _] if year.len() == 2 && all_digits(year) => {
            Verdict::shape(candidate.grouped(&[2, 1, 5]) || candidate.in_groups(&[2, 1, 2, 2, 1]))
        }
        _ => None,
    },
    prior: -7.0,
    names: &[
        "trn",
        "temporary reference number",
        "temporary reference",
        "temporary number",
        "temporary nino",
    ],
    context: PAY,
    vectors: Vectors { good: &["11A12345", "63 T 12345"], bad: &["1A123456", "111A2345"] },
    source: "HMRC NIM39110",
    ..Identifier::BASE
};
