use super::date;
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Strength, Vectors, Verdict};

/// A date that could be of birth. Weakest of all alone: its name, or the spread of its column, decides.
pub(crate) const BIRTH_DATE: Identifier = Identifier {
    id: "date-of-birth",
    title: "Date of birth",
    what: "The day on which a person was born; with sex and postcode district it singles out most people.",
    form: "A date of the calendar that makes an age of 0 to 115 years today.",
    gate: Gate::new(
        (3, 20),
        (0, 13),
        SLASHED.union(Marks::DOT).union(Marks::COMMA).union(Marks::COLON).union(Marks::MAILBOX),
    ),
    check,
    prior: -6.8,
    names: &[
        "dob",
        "d o b",
        "date of birth",
        "birth date",
        "birthdate",
        "born",
        "birthday",
        "birth",
        "dateofbirth",
        "born on",
    ],
    context: &["age", "aged", "born", "birth", "birthday", "dob", "old"],
    negative: &[
        "date",
        "dated",
        "due",
        "deadline",
        "published",
        "meeting",
        "issued",
        "created",
        "modified",
        "expire",
        "expiry",
        "from",
        "between",
        "since",
        "until",
        "arrived",
    ],
    strength: Strength::Shared,
    vectors: Vectors {
        good: &[
            "04/03/1985",
            "4.3.85",
            "1985-03-04",
            "4 March 1985",
            "March 4, 1985",
            "4th Mar 1985",
            "04-MAR-85",
        ],
        bad: &["32/03/1985", "04/13/19851", "1885-03-04", "4 Marsh 1985", "29/02/2023"],
    },
    source: "calendar",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let born = date::parse(candidate.text, candidate.today)?;
    let age = born.age_on(candidate.today)?;
    Verdict::shape(age <= 115)
}
