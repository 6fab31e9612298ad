use super::{CONTEXT, NAMES, capitals};
use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// Marks issued from 1983 to 2001; Q for vehicles of unknown age.
pub(crate) const VEHICLE_PREFIX: Identifier = Identifier {
    id: "uk-vehicle-registration-prefix",
    title: "Vehicle registration (1983 to 2001)",
    what: "The mark on the plates of a vehicle of 1983 to 2001.",
    form: "A letter of the year, one to three digits, three letters: A123 BCD.",
    gate: Gate::new((1, 3), (4, 4), SPACED),
    check: |candidate| {
        let [year, rest @ ..] = candidate.compact() else { return None };
        let (digits, last) = rest.split_at_checked(candidate.shape.digits as usize)?;
        let letters = all_letters(last) && !last.iter().any(|letter| b"IQZ".contains(letter));
        let fits = year.is_ascii_uppercase() && !b"IOUZ".contains(year) && letters && all_digits(digits);
        Verdict::shape(fits && digits.first() != Some(&b'0') && candidate.grouped(&[1 + digits.len(), 3]))
    },
    spelling: |candidate| capitals(candidate, 1.0),
    prior: -5.0,
    names: NAMES,
    context: CONTEXT,
    strength: Strength::Shared,
    vectors: Vectors {
        good: &["A123 BCD", "Y1BCD", "Q12 ABC"],
        bad: &["I123 BCD", "A1234 BCD", "A123 BCI", "A012 BCD"],
    },
    source: "DVLA INF104",
    ..Identifier::BASE
};
