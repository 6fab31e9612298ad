use super::PATIENT;
use crate::identifiers::arithmetic::{health_check, number};
use crate::identifiers::identifier::usual_gaps;
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Candidate, Day, Identifier, Vectors, Verdict};

/// NHS Scotland, Community Health Index.
pub(crate) const COMMUNITY_HEALTH: Identifier = Identifier {
    id: "uk-chi-number",
    title: "CHI number (Scotland)",
    what: "The number under which the health service of Scotland knows a patient; it begins with the date of birth.",
    form: "10 digits: day, month, year of birth, three digits of which the last is even for women, a check digit.",
    gate: Gate::new((9, 10), (0, 0), GROUPED),
    check,
    spelling: |candidate| usual_gaps(candidate, &[6, 4], 3.0) + usual_gaps(candidate, &[3, 3, 4], 1.0),
    chance: 0.0033,
    prior: -10.5,
    names: &["chi number", "chi no", "chi", "community health index", "community health index number"],
    context: PATIENT,
    vectors: Vectors {
        good: &["0101011237", "010101 1237"],
        bad: &["0101011236", "3201011236", "0113011236"],
    },
    source: "docs.rs heidi, after ndc.scot.nhs.uk",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    if !candidate.grouped(&[6, 4]) && !candidate.grouped(&[3, 3, 4]) {
        return None;
    }
    let digits = candidate.ten_digits(1)?;
    Verdict::of(birth_date(&digits, candidate.today).is_some() && health_check(&digits))
}

/// The date of birth that the number carries. The century is not in it: the latest that has come is taken.
fn birth_date(digits: &[u8; 10], today: Day) -> Option<Day> {
    let [day, month, year] = [0, 2, 4].map(|at| number(digits.get(at..at + 2).unwrap_or_default()) as u8);
    let full = Day::full_year(year, today);
    Day::new(full, month, day).or_else(|| Day::new(full.checked_sub(100)?, month, day))
}
