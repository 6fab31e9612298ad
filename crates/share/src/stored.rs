//! Columns of rows, as this crate wants them.

use crate::ShareError;
use record::RecordError;
use store::Row;

pub(crate) fn integer(row: &Row, column: usize) -> Result<i64, ShareError> {
    Ok(row.integer(column).map_err(RecordError::from)?)
}

pub(crate) fn optional(row: &Row, column: usize) -> Result<Option<i64>, ShareError> {
    Ok(row.optional_integer(column).map_err(RecordError::from)?)
}

pub(crate) fn bytes(row: &Row, column: usize) -> Result<&[u8], ShareError> {
    Ok(row.bytes(column).map_err(RecordError::from)?)
}

pub(crate) fn text(row: &Row, column: usize) -> Result<&str, ShareError> {
    Ok(row.text(column).map_err(RecordError::from)?)
}

/// A number of a row, or of what is numbered, as the rest of the program has it.
pub(crate) fn narrow(number: i64) -> Result<u32, ShareError> {
    u32::try_from(number).map_err(|_| ShareError::damaged("a number is out of range"))
}

/// An instant.
pub(crate) fn instant(micros: i64) -> Result<jiff::Timestamp, ShareError> {
    jiff::Timestamp::from_microsecond(micros).map_err(|_| ShareError::damaged("a time is out of range"))
}

/// A digest.
pub(crate) fn digest(bytes: &[u8]) -> Result<[u8; 32], ShareError> {
    bytes.try_into().map_err(|_| ShareError::damaged("a digest has another length"))
}
