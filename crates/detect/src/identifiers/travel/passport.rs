use super::TRAVEL;
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// CJS data standards; NHS Data Dictionary, PASSPORT NUMBER.
pub(crate) const PASSPORT: Identifier = Identifier {
    id: "uk-passport",
    title: "Passport number",
    what: "The number of a British passport in use today.",
    form: "Nine digits.",
    gate: Gate::new((9, 9), (0, 0), GROUPED),
    check: |candidate| Verdict::shape(candidate.grouped(&[3, 3, 3])),
    prior: -9.0,
    names: &[
        "passport number",
        "passport no",
        "passport",
        "passport num",
        "ppt no",
        "travel document number",
        "uk passport",
        "uk passport number",
        "british passport",
        "ppt",
    ],
    context: TRAVEL,
    vectors: Vectors { good: &["123456789"], bad: &["12345678", "1234567890"] },
    source: "CJS data standards; NHS Data Dictionary",
    ..Identifier::BASE
};
