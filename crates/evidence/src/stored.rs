//! Columns of rows, as this crate wants them.

use crate::EvidenceError;
use jiff::Timestamp;
use store::Row;

/// A number of a row, or of what is numbered, as the rest of the program has it.
pub(crate) fn number(row: &Row, column: usize) -> Result<u32, EvidenceError> {
    narrow(row.integer(column)?)
}

/// A number within the range of those that rows have.
pub(crate) fn narrow(number: i64) -> Result<u32, EvidenceError> {
    u32::try_from(number).map_err(|_| EvidenceError::damaged("a number is out of range"))
}

/// A count.
pub(crate) fn count(row: &Row, column: usize) -> Result<u64, EvidenceError> {
    u64::try_from(row.integer(column)?).map_err(|_| EvidenceError::damaged("a count is below nothing"))
}

/// A count as the database takes it.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// An instant.
pub(crate) fn instant(row: &Row, column: usize) -> Result<Timestamp, EvidenceError> {
    Timestamp::from_microsecond(row.integer(column)?)
        .map_err(|_| EvidenceError::damaged("a time is out of range"))
}

/// Hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
