use super::{CONTEXT, NAMES, capitals};
use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// Marks issued from 1963 to 1983.
pub(crate) const VEHICLE_SUFFIX: Identifier = Identifier {
    id: "uk-vehicle-registration-suffix",
    title: "Vehicle registration (1963 to 1983)",
    what: "The mark on the plates of a vehicle of 1963 to 1983.",
    form: "Three letters, one to three digits, a letter of the year: ABC 123D.",
    gate: Gate::new((1, 3), (4, 4), SPACED),
    check: |candidate| {
        let (area, rest) = candidate.compact().split_at_checked(3)?;
        let (year, digits) = rest.split_last()?;
        let letters = all_letters(area) && !area.iter().any(|letter| b"IQZ".contains(letter));
        let fits = letters && all_digits(digits) && year.is_ascii_uppercase() && !b"IOQUZ".contains(year);
        Verdict::shape(fits && digits.first() != Some(&b'0') && candidate.grouped(&[3, rest.len()]))
    },
    spelling: |candidate| capitals(candidate, 1.0),
    prior: -6.0,
    names: NAMES,
    context: CONTEXT,
    strength: Strength::Shared,
    vectors: Vectors { good: &["ABC 123D", "ABC1Y"], bad: &["ABI 123D", "ABC 1234D", "ABC 123Q"] },
    source: "DVLA INF104",
    ..Identifier::BASE
};
