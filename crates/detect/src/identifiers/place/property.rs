use super::MAP;
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// Unique property reference number: open, and one home each.
pub(crate) const PROPERTY: Identifier = Identifier {
    id: "uk-uprn",
    title: "Property reference (UPRN)",
    what: "The number of one address in Great Britain; anybody can turn it into the address.",
    form: "Up to 12 digits. Only a header or label of its name tells.",
    gate: Gate::new((5, 12), (0, 0), SPACED),
    check: |candidate| Verdict::shape(candidate.shape.marks.is_empty()),
    prior: -10.9,
    names: &[
        "uprn",
        "unique property reference number",
        "unique property reference",
        "property reference",
        "property ref",
    ],
    context: MAP,
    strength: Strength::Place,
    vectors: Vectors { good: &["100023336956", "906700"], bad: &["1000233369561", "1234"] },
    source: "Wikipedia, UPRN",
    ..Identifier::BASE
};
