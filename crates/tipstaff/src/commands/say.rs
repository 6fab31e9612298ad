//! Fields and times as they are given on the command line; counts, times and holders in the record's own words.

use crate::exit::Failure;
use jiff::{Timestamp, ToSpan};
use record::time::Moment;
pub use record::words::{count, counted, csv_cell, holder, lifetime, plain, subjects, titles};
use record::{FIELDS, FieldSet, RecordError};
use std::fmt::Write;

/// Fields by their identifiers, with commas.
pub fn fields(list: &str) -> Result<FieldSet, Failure> {
    let ids = list.split(',').map(str::trim).filter(|id| !id.is_empty());
    FieldSet::named(ids).map_err(|strange| {
        let known: Vec<&str> = FIELDS.iter().map(|row| row.id).collect();
        RecordError::NoField { text: strange.chars().take(40).collect(), known: known.join(", ") }.into()
    })
}

/// Hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What was known on a day is what was known when it ended.
pub fn known_on(text: &str) -> Result<Timestamp, Failure> {
    let moment = Moment::parse(text)?;
    Ok(moment.after.checked_sub(1.microsecond()).unwrap_or(moment.first))
}
