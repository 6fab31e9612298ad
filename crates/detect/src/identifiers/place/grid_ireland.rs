use super::MAP;
use crate::identifiers::arithmetic::all_digits;
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// Irish Grid, in use in Northern Ireland.
pub(crate) const GRID_IRELAND: Identifier = Identifier {
    id: "irish-grid-reference",
    title: "Grid reference (Ireland)",
    what: "A square of the Irish grid, 100 metres wide or less.",
    form: "A letter, but not I, and 6, 8 or 10 digits.",
    gate: Gate::new((6, 10), (1, 1), SPACED),
    check: |candidate| {
        let [square, digits @ ..] = candidate.compact() else { return None };
        let half = digits.len() / 2;
        let gaps = candidate.grouped(&[1, half, half]) || candidate.in_groups(&[1, digits.len()]);
        let fits = square.is_ascii_uppercase() && *square != b'I' && all_digits(digits);
        Verdict::shape(fits && digits.len().is_multiple_of(2) && gaps)
    },
    spelling: |candidate| if candidate.is_upper() { 0.0 } else { -4.0 },
    prior: -8.0,
    names: &[
        "grid reference",
        "grid ref",
        "irish grid",
        "irish grid reference",
        "irish grid ref",
        "map reference",
        "osni grid",
    ],
    context: MAP,
    strength: Strength::Place,
    vectors: Vectors {
        good: &["J 338 740", "J338740", "H 5123 6123"],
        bad: &["I338740", "J 33 740", "J3387401"],
    },
    source: "Ordnance Survey of Northern Ireland",
    ..Identifier::BASE
};
