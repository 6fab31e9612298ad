use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// Ministry of Justice, prisoner search.
pub(crate) const PRISONER: Identifier = Identifier {
    id: "uk-prisoner-number",
    title: "Prisoner number",
    what: "The number of a person in the prisons of England and Wales.",
    form: "A letter, four digits, two letters.",
    gate: Gate::new((4, 4), (3, 3), SPACED),
    check: |candidate| match candidate.compact() {
        [b'A'..=b'Z', digits @ .., b'A'..=b'Z', b'A'..=b'Z'] if digits.len() == 4 => {
            Verdict::shape(digits.iter().all(u8::is_ascii_digit) && candidate.grouped(&[5, 2]))
        }
        _ => None,
    },
    spelling: |candidate| if candidate.is_upper() && candidate.shape.marks.is_empty() { 0.0 } else { -5.0 },
    prior: -4.0,
    names: &[
        "prisoner number",
        "prisoner no",
        "prison number",
        "nom number",
        "nom id",
        "nom no",
        "nomi number",
        "prison no",
        "offender number",
    ],
    context: &[
        "prison",
        "prisoner",
        "hmp",
        "inmate",
        "remand",
        "sentence",
        "sentenced",
        "released",
        "offender",
        "yoi",
    ],
    vectors: Vectors { good: &["A1234BC", "G4321XY"], bad: &["A123BC", "AB1234C", "A12345B"] },
    source: "MoJ prisoner-offender-search",
    ..Identifier::BASE
};
