use super::TRAVEL;
use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// Numbers of passports before 1988, and of other documents that the police note as passports.
pub(crate) const PASSPORT_OLD: Identifier = Identifier {
    id: "uk-passport-old",
    title: "Passport number (older forms)",
    what: "The number of an older British passport, or of one issued abroad.",
    form: "A letter and six digits, six digits and a letter, or two letters and seven digits.",
    gate: Gate::new((6, 7), (1, 2), SPACED),
    check: |candidate| {
        let compact = candidate.compact();
        let split = |at: usize| compact.split_at_checked(at).unwrap_or_default();
        let fits = match compact.len() {
            7 => {
                let (first, last) = (split(1), split(6));
                (all_letters(first.0) && all_digits(first.1)) || (all_digits(last.0) && all_letters(last.1))
            }
            9 => all_letters(split(2).0) && all_digits(split(2).1),
            _ => false,
        };
        let gaps = candidate.grouped(&[1, 6]) || candidate.in_groups(&[6, 1]) || candidate.in_groups(&[2, 7]);
        Verdict::shape(fits && gaps)
    },
    spelling: |candidate| if candidate.is_upper() && candidate.shape.marks.is_empty() { 0.0 } else { -2.0 },
    prior: -8.0,
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
    vectors: Vectors { good: &["C123456", "123456C", "PA1234567"], bad: &["1C23456", "CC12345"] },
    source: "CJS data standards; Presidio (the last form)",
    ..Identifier::BASE
};
