//! Columns of rows, as this crate wants them.

use crate::DisposalError;
use jiff::Timestamp;
use roaring::RoaringTreemap;
use store::Row;

/// A number of a row, or of what is numbered.
pub(crate) fn number(row: &Row, column: usize) -> Result<u32, DisposalError> {
    narrow(row.integer(column)?)
}

/// A number within the range of those that rows have.
pub(crate) fn narrow(number: i64) -> Result<u32, DisposalError> {
    u32::try_from(number).map_err(|_| DisposalError::damaged("a number is out of range"))
}

/// A count.
pub(crate) fn count(row: &Row, column: usize) -> Result<u64, DisposalError> {
    u64::try_from(row.integer(column)?).map_err(|_| DisposalError::damaged("a count is below nothing"))
}

/// A count as the database takes it.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// An instant.
pub(crate) fn instant(row: &Row, column: usize) -> Result<Timestamp, DisposalError> {
    Timestamp::from_microsecond(row.integer(column)?)
        .map_err(|_| DisposalError::damaged("a time is out of range"))
}

/// A set of items.
pub(crate) fn items(bytes: &[u8]) -> Result<RoaringTreemap, DisposalError> {
    RoaringTreemap::deserialize_from(bytes)
        .map_err(|_| DisposalError::damaged("a set of items cannot be read"))
}

/// A set of items, as the database keeps it.
pub(crate) fn items_stored(items: &RoaringTreemap) -> Result<Vec<u8>, DisposalError> {
    let mut bytes = Vec::with_capacity(items.serialized_size());
    items.serialize_into(&mut bytes).map_err(|_| DisposalError::Stopped)?;
    Ok(bytes)
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
