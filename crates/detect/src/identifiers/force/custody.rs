use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// There is no public standard: only the name beside it tells.
pub(crate) const CUSTODY: Identifier = Identifier {
    id: "uk-custody-number",
    title: "Custody record number",
    what: "The number of one detention of one person at a police station.",
    form: "No standard: four to twelve digits and up to four letters. Only a header or label of its name tells.",
    gate: Gate::new((4, 12), (0, 4), SLASHED),
    check: |_| Some(Verdict::Shape),
    prior: -11.0,
    names: &[
        "custody number",
        "custody no",
        "custody ref",
        "custody reference",
        "custody record",
        "custody record number",
        "custody record no",
        "detention number",
        "detained person number",
    ],
    context: &["custody", "detained", "detention", "arrest", "sergeant"],
    strength: Strength::Event,
    vectors: Vectors { good: &["01ZD/1234/23", "NS1234/23", "123456"], bad: &["123", "ABCDE1234"] },
    source: "none is published",
    ..Identifier::BASE
};
