use super::NAMES;
use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Strength, Vectors, Verdict};

/// Marks issued before 1963, now mostly bought for their letters. "PC 1234" has the same shape: only its name tells.
pub(crate) const VEHICLE_DATELESS: Identifier = Identifier {
    id: "uk-vehicle-registration-dateless",
    title: "Vehicle registration (before 1963)",
    what: "A mark without a year, on an old vehicle or bought for its letters.",
    form: "One to three letters and one to four digits, or the other way round. Only a header or label of its name tells.",
    gate: Gate::new((1, 4), (1, 3), SPACED),
    check: |candidate| {
        let compact = candidate.compact();
        let (letters, digits) = (candidate.shape.letters as usize, candidate.shape.digits as usize);
        let front = compact.split_at_checked(letters)?;
        let back = compact.split_at_checked(digits)?;
        let fits =
            (all_letters(front.0) && all_digits(front.1)) || (all_digits(back.0) && all_letters(back.1));
        Verdict::shape(
            fits && (candidate.grouped(&[letters, digits]) || candidate.in_groups(&[digits, letters])),
        )
    },
    spelling: |candidate| if candidate.is_upper() { 0.0 } else { -3.0 },
    prior: -12.0,
    names: NAMES,
    strength: Strength::Shared,
    vectors: Vectors { good: &["ABC 123", "1234 A", "AB1"], bad: &["ABCD 123", "A1B2", "AB 12345"] },
    source: "DVLA INF104",
    ..Identifier::BASE
};
