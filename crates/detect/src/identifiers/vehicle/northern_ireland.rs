use super::{CONTEXT, NAMES, capitals};
use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// Marks of Northern Ireland, which carry no year.
pub(crate) const VEHICLE_NI: Identifier = Identifier {
    id: "uk-vehicle-registration-ni",
    title: "Vehicle registration (Northern Ireland)",
    what: "The mark on the plates of a vehicle registered in Northern Ireland.",
    form: "Three letters with an I or Z among the last two, one to four digits: ABZ 1234.",
    gate: Gate::new((1, 4), (3, 3), SPACED),
    check: |candidate| {
        let (area, digits) = candidate.compact().split_at_checked(3)?;
        let local = area.get(1..).is_some_and(|county| county.iter().any(|letter| b"IZ".contains(letter)));
        let fits = all_letters(area) && all_digits(digits) && digits.first() != Some(&b'0');
        Verdict::shape(fits && local && candidate.grouped(&[3, digits.len()]))
    },
    spelling: |candidate| capitals(candidate, 1.0),
    prior: -4.0,
    names: NAMES,
    context: CONTEXT,
    strength: Strength::Shared,
    vectors: Vectors { good: &["ABZ 1234", "OIA1"], bad: &["ABC 1234", "ABZ 12345", "ABZ 0123"] },
    source: "DVLA INF104",
    ..Identifier::BASE
};
