//! Rows that are not taken, and why. No value is ever part of it.

use crate::field::Field;
use std::fmt;

/// Refused rows that are told one by one; the others are counted.
const TOLD: usize = 1_000;

/// Why a row is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The number that tells people apart is missing.
    NoNumber(Field),
    /// A number that belongs to one person stands in an earlier row too.
    Twice {
        /// The number.
        field: Field,
        /// The earlier row.
        row: u64,
    },
    /// A value has more than 4,000 characters.
    TooLong(Field),
    /// A value holds a character that moves a terminal's cursor and the like.
    Control(Field),
    /// A value is no date.
    NoDate(Field),
    /// A date has not come yet.
    Future(Field),
    /// Its numbers belong to several people of the record.
    TwoPeople(u32, u32),
    /// An earlier row is about the same person of the record.
    SamePerson {
        /// The person.
        person: u32,
        /// The earlier row.
        row: u64,
    },
    /// It could not be read; in the words of who read it.
    NotRead(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |field: &Field| match field.title() {
            title if title.starts_with("National") => title.to_owned(),
            title => title.to_lowercase(),
        };
        match self {
            Self::NoNumber(field) => write!(out, "it has no {}", name(field)),
            Self::Twice { field, row } => write!(out, "its {} stands in row {row} too", name(field)),
            Self::TooLong(field) => write!(out, "the {} has more than 4,000 characters", name(field)),
            Self::Control(field) => write!(out, "the {} holds a control character", name(field)),
            Self::NoDate(field) => write!(out, "the {} is no date", name(field)),
            Self::Future(field) => write!(out, "the {} has not come yet", name(field)),
            Self::TwoPeople(one, other) => write!(
                out,
                "its numbers belong to two people, {one} and {other}: if they are one, merge them first \
                 (tipstaff people merge {other} {one})"
            ),
            Self::SamePerson { person, row } => {
                write!(out, "by its numbers it is about person {person}, as row {row} is")
            }
            Self::NotRead(why) => out.write_str(why),
        }
    }
}

/// A row that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Number of the row in the file.
    pub row: u64,
    /// Why.
    pub why: Refusal,
}

/// The rows that are refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedRows {
    /// The first of them, in the order of the file, a thousand at most.
    pub first: Vec<RefusedRow>,
    /// How many there are.
    pub count: u64,
}

impl RefusedRows {
    pub(super) fn of(mut rows: Vec<RefusedRow>) -> Self {
        let count = rows.len() as u64;
        rows.sort_by_key(|refused| refused.row);
        rows.truncate(TOLD);
        Self { first: rows, count }
    }
}
