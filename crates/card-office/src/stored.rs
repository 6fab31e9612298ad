//! Columns of rows, as this crate wants them.

use crate::CardError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use roaring::RoaringBitmap;
use store::Row;
use zeroize::Zeroizing;

/// A number of a row, or of what is numbered, as the rest of the program has it.
pub(crate) fn number(row: &Row, column: usize) -> Result<u32, CardError> {
    narrow(row.integer(column)?)
}

/// The same, where there may be none.
pub(crate) fn optional_number(row: &Row, column: usize) -> Result<Option<u32>, CardError> {
    row.optional_integer(column)?.map(narrow).transpose()
}

/// A number within the range of those that rows have.
pub(crate) fn narrow(number: i64) -> Result<u32, CardError> {
    u32::try_from(number).map_err(|_| CardError::damaged("a number is out of range"))
}

/// An instant.
pub(crate) fn instant(row: &Row, column: usize) -> Result<Timestamp, CardError> {
    Timestamp::from_microsecond(row.integer(column)?)
        .map_err(|_| CardError::damaged("a time is out of range"))
}

/// A bitmap as it is stored in clear.
pub(crate) fn bitmap(bytes: &[u8]) -> Result<RoaringBitmap, CardError> {
    RoaringBitmap::deserialize_from(bytes).map_err(|_| CardError::damaged("a set of people cannot be read"))
}

/// The bytes of a bitmap.
pub(crate) fn bytes_of(bitmap: &RoaringBitmap) -> Result<Vec<u8>, CardError> {
    let mut bytes = Vec::with_capacity(bitmap.serialized_size());
    bitmap.serialize_into(&mut bytes).map_err(|_| CardError::damaged("a set cannot be written"))?;
    Ok(bytes)
}

/// As a text, for a sealed column.
pub(crate) fn to_text(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(BASE64.encode(bytes))
}

/// From such a text.
pub(crate) fn from_text(text: &str) -> Result<Zeroizing<Vec<u8>>, CardError> {
    BASE64.decode(text).map(Zeroizing::new).map_err(|_| CardError::damaged("a sealed value cannot be read"))
}

/// Who did an act, from its leaf in the log.
pub(crate) fn actor(row: &Row, column: usize) -> Result<u32, CardError> {
    Ok(record::Leaf::parse(row.bytes(column)?)?.actor)
}
