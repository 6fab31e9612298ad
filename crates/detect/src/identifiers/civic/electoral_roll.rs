use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// The number of an elector: the letters of a polling district, and a number in it.
pub(crate) const ELECTORAL_ROLL: Identifier = Identifier {
    id: "uk-electoral-roll",
    title: "Electoral roll number",
    what: "The number of a voter on the register of a polling district.",
    form: "Two or three letters and one to four digits. Only a header or label of its name tells.",
    gate: Gate::new((1, 4), (2, 3), GROUPED),
    check: |candidate| {
        let (district, number) = candidate.compact().split_at_checked(candidate.shape.letters as usize)?;
        Verdict::shape(
            all_letters(district) && all_digits(number) && candidate.grouped(&[district.len(), number.len()]),
        )
    },
    prior: -13.0,
    names: &[
        "electoral number",
        "electoral roll number",
        "electoral no",
        "elector number",
        "electoral roll",
        "elector no",
        "roll number",
        "voter number",
    ],
    context: &["elector", "electoral", "register", "polling", "voter", "vote", "ward"],
    vectors: Vectors { good: &["AB123", "ABC-1"], bad: &["A123", "AB12345"] },
    source: "Trellix",
    ..Identifier::BASE
};
