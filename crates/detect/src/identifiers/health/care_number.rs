use super::PATIENT;
use crate::identifiers::arithmetic::health_check;
use crate::identifiers::identifier::usual_gaps;
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// Health and Social Care in Northern Ireland, Health and Care Number.
pub(crate) const HEALTH_AND_CARE: Identifier = Identifier {
    id: "uk-health-and-care-number",
    title: "Health and care number (Northern Ireland)",
    what: "The number under which the health service of Northern Ireland knows a patient.",
    form: "10 digits, the first nine from 320 000 001 to 399 999 999, the last a check digit.",
    gate: Gate::new((10, 10), (0, 0), GROUPED),
    check: |candidate| {
        if !candidate.grouped(&[3, 3, 4]) {
            return None;
        }
        let digits = candidate.compact();
        Verdict::of(matches!(digits, [b'3', b'2'..=b'9', ..]) && health_check(digits))
    },
    spelling: |candidate| usual_gaps(candidate, &[3, 3, 4], 3.0),
    chance: 0.0073,
    prior: -10.5,
    names: &[
        "health and care number",
        "health and care no",
        "h c number",
        "h c no",
        "hcn",
        "hsc number",
        "h c",
    ],
    context: PATIENT,
    vectors: Vectors {
        good: &["3200000015", "320 000 0015", "3999999993"],
        bad: &["3200000014", "4200000015"],
    },
    source: "Wikipedia, NHS number; the check is that of the NHS number",
    ..Identifier::BASE
};
