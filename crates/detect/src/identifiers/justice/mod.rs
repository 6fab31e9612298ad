//! Numbers of police records, courts and prisons, which no other detector knows. Most end in the same check letter.

mod arrest_summons;
mod court_case;
mod criminal_record;
mod police_computer;
mod prisoner;
mod prosecution;

pub(crate) use arrest_summons::ARREST_SUMMONS;
pub(crate) use court_case::COURT_CASE;
pub(crate) use criminal_record::CRIMINAL_RECORD;
pub(crate) use police_computer::POLICE_COMPUTER;
pub(crate) use prisoner::PRISONER;
pub(crate) use prosecution::PROSECUTION;

use super::Day;
use super::arithmetic::number;

/// Words about people who were arrested or charged.
const OFFENDER: &[&str] = &[
    "arrest",
    "arrested",
    "charged",
    "offender",
    "suspect",
    "defendant",
    "nominal",
    "conviction",
    "convicted",
    "offence",
    "custody",
    "court",
    "prosecution",
    "cps",
    "warrant",
    "police",
    "detained",
    "bail",
    "accused",
];

/// Numbers of the police forces of England and Wales and of those that act there, as file references use them: the
/// territorial forces by their Home Office numbers, and the British Transport Police among the higher ones.
const FORCES: &[u8] = &[
    1, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 16, 17, 20, 21, 22, 23, 30, 31, 32, 33, 34, 35, 36, 37, 40, 41, 42,
    43, 44, 45, 46, 47, 48, 50, 52, 53, 54, 55, 60, 61, 62, 63, 88, 89, 93, 94,
];

/// Whether a force has this number.
fn is_force(digits: &[u8]) -> bool {
    digits.len() == 2 && FORCES.contains(&(number(digits) as u8))
}

/// Whether a year of two digits has come: any has, in some century, but those just ahead are unlikely in a number.
fn year_has_come(two_digits: &[u8], today: Day) -> bool {
    let year = number(two_digits) as u16;
    year <= today.year() % 100 || year >= 60
}
