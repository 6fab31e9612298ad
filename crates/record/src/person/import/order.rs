//! What is to be imported, and whether it can be.

use crate::field::{Field, FieldSet, Lookup};
use crate::{RecordError, time};
use jiff::Timestamp;

/// Most rows of one extract.
pub const MOST_ROWS: usize = 1_000_000;
/// Most columns of an extract that are taken.
pub const MOST_COLUMNS: usize = 200;

/// Numbers by which people are told apart, the best first.
const KEYS: [&str; 5] =
    ["service-number", "pay-number", "warrant-number", "collar-number", "national-insurance"];
/// A number that is given to somebody else once its bearer is gone: it tells nobody apart unless it is the only one.
const GIVEN_AGAIN: &str = "collar-number";

/// A column of an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// What it says about people; none: it is left out.
    pub field: Option<Field>,
}

/// How much an extract says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// Everybody is in it, with everything: who is missing has left, what is empty is no longer so.
    Complete,
    /// What is in it is so; it says nothing about anything else.
    Partial,
}

/// An extract of people.
#[derive(Debug, Clone)]
pub struct ImportOrder {
    /// Name of the extract: small letters, digits and hyphens, 40 at most. An extract of the same name is a newer state of
    /// the same people.
    pub source: String,
    /// When it was true.
    pub as_of: Timestamp,
    /// How much it says.
    pub completeness: Completeness,
    /// SHA-256 of the file.
    pub file: [u8; 32],
    /// The columns, in the order of the values of each row.
    pub columns: Vec<Column>,
    /// The number that tells people apart; none: the best of those that are there.
    pub key: Option<Field>,
    /// Whether it is right that more than a tenth have left.
    pub leavers_expected: bool,
    /// Whether rows that are refused are left out, instead of nothing being written.
    pub without_refused: bool,
}

/// An order that can be carried out.
pub(super) struct Sound<'o> {
    pub(super) order: &'o ImportOrder,
    /// Columns that are taken: place in a row, and field.
    pub(super) columns: Vec<(usize, Field)>,
    pub(super) key: Field,
    pub(super) as_of: i64,
    /// It is only asked what would change.
    pub(super) is_trial: bool,
}

impl Sound<'_> {
    /// Columns of numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (usize, Field)> {
        self.columns.iter().copied().filter(|(_, field)| field.row().lookup == Lookup::Number)
    }

    /// Whether a number belongs to one person for good.
    pub(super) fn is_for_good(&self, field: Field) -> bool {
        field == self.key || field.id() != GIVEN_AGAIN
    }

    pub(super) fn fields(&self) -> FieldSet {
        self.columns.iter().map(|(_, field)| *field).collect()
    }
}

impl ImportOrder {
    /// The field that tells people apart, if a column has one.
    pub fn key(&self) -> Option<Field> {
        let is_there = |field: &Field| self.columns.iter().any(|column| column.field == Some(*field));
        match self.key {
            Some(key) => Some(key).filter(is_there).filter(|key| key.row().lookup == Lookup::Number),
            None => KEYS.into_iter().filter_map(Field::named).find(is_there),
        }
    }

    /// Checks everything that can be told without looking at rows.
    pub(super) fn sound(&self, now: Timestamp) -> Result<Sound<'_>, RecordError> {
        let refused = |what: String, fix: &str| Err(RecordError::Refused { what, fix: fix.into() });
        let is_name = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
        if !(1..=40).contains(&self.source.len()) || !self.source.bytes().all(is_name) {
            return refused(
                "the name of an extract is 1 to 40 small letters, digits and hyphens".into(),
                "Choose a name such as people, with --source",
            );
        }
        if self.as_of > now {
            return refused(
                format!(
                    "the extract would be true only on {}, which has not come yet",
                    time::spoken(self.as_of)
                ),
                "Give the time at which it was made, with --as-of",
            );
        }
        let columns: Vec<(usize, Field)> =
            self.columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.field?))).collect();
        if columns.len() > MOST_COLUMNS {
            return Err(RecordError::Limit {
                what: "columns of an extract".into(),
                limit: MOST_COLUMNS as u64,
                fix: "Leave some out in the mapping".into(),
            });
        }
        for (index, (_, field)) in columns.iter().enumerate() {
            if columns.iter().take(index).any(|(_, other)| other == field) {
                return refused(
                    format!("two columns are taken for the {}", field.title().to_lowercase()),
                    "Leave one of them out in the mapping (--mapping FILE)",
                );
            }
        }
        let is_covert = |column: &&Column| {
            let heading = column.heading.to_lowercase();
            column.field.is_some() && ["covert", "undercover"].iter().any(|word| heading.contains(word))
        };
        if self.columns.iter().any(|column| is_covert(&column)) {
            return refused(
                "a column says who works under cover, which is never stored here".into(),
                "Leave it out in the mapping; the liaison unit matches its own list blind, under its own key",
            );
        }
        let Some(key) = self.key() else {
            return refused(
                match self.key {
                    Some(field) if field.row().lookup == Lookup::Number => {
                        format!("no column is taken for the {}", field.title().to_lowercase())
                    }
                    Some(field) => format!("the {} tells nobody apart", field.title().to_lowercase()),
                    None => "no column holds a number by which people are told apart".into(),
                },
                "Map a column to service-number, pay-number, warrant-number or collar-number (--mapping FILE)",
            );
        };
        Ok(Sound { order: self, columns, key, as_of: self.as_of.as_microsecond(), is_trial: false })
    }
}
