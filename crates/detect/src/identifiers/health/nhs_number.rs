use super::PATIENT;
use crate::identifiers::arithmetic::health_check;
use crate::identifiers::identifier::usual_gaps;
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Candidate, Identifier, Vectors, Verdict};

/// NHS Data Dictionary, NHS NUMBER.
pub(crate) const NHS_NUMBER: Identifier = Identifier {
    id: "uk-nhs-number",
    title: "NHS number",
    what: "The number under which the health service of England and Wales knows a patient.",
    form: "10 digits, shown 3-3-4; the last is a check digit. 999 begins the numbers kept for tests.",
    gate: Gate::new((10, 10), (0, 0), GROUPED),
    check,
    spelling,
    chance: 0.0909,
    prior: -7.0,
    names: &["nhs number", "nhs no", "nhs num", "nhs", "nhsno", "nhs id", "national health service number"],
    context: PATIENT,
    vectors: Vectors {
        good: &["943 476 5919", "943 476 5870", "9434765919"],
        bad: &["943 476 5871", "9434765918", "943 476 591"],
    },
    source: "NHS Data Dictionary; python-stdnum (as an oracle)",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    if !candidate.grouped(&[3, 3, 4]) {
        return None;
    }
    Verdict::of(health_check(candidate.compact()))
}

/// Ranges in issue are not published in one place, so they weigh and do not decide: in range, a pass is worth 5.1 bits
/// in place of 3.5.
fn spelling(candidate: &Candidate<'_>) -> f32 {
    let in_issue = match candidate.compact() {
        [b'4' | b'6' | b'7', ..] | [b'9', b'9', b'9', ..] | [b'3', b'0' | b'1', ..] => 1.6,
        [b'9', b'4', b'3', ..] => 0.0,
        _ => -2.0,
    };
    in_issue + usual_gaps(candidate, &[3, 3, 4], 4.0)
}
