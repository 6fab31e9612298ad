use super::MAP;
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// Unique street reference number.
pub(crate) const STREET: Identifier = Identifier {
    id: "uk-usrn",
    title: "Street reference (USRN)",
    what: "The number of one street in Great Britain.",
    form: "Up to eight digits. Only a header or label of its name tells.",
    gate: Gate::new((6, 8), (0, 0), SPACED),
    check: |candidate| Verdict::shape(candidate.shape.marks.is_empty()),
    prior: -13.0,
    names: &["usrn", "unique street reference number", "unique street reference", "street reference"],
    context: MAP,
    strength: Strength::Place,
    vectors: Vectors { good: &["33909869"], bad: &["339098691"] },
    source: "unverified",
    ..Identifier::BASE
};
