//! What ought to be there, from the list of an evidence system or of a camera dock. Strict: nothing is guessed.

use crate::error::InventoryError;
use crate::item::Entry;
use crate::key::Key;
use jiff::Timestamp;
use std::io::Read;

/// Which column holds what, by its heading.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The name of the item in its store. The one column that must be.
    pub key: String,
    /// What stands before every name, such as `bwv/`.
    pub before_key: String,
    /// Size in bytes.
    pub size: Option<String>,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: Option<String>,
    /// Retention class.
    pub class: Option<String>,
    /// Camera or account it came from.
    pub source: Option<String>,
    /// The number that its source gave it.
    pub sequence: Option<String>,
    /// When it was recorded: RFC 3339, with its offset.
    pub recorded_at: Option<String>,
    /// The reference of its case.
    pub case: Option<String>,
}

/// A row.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Line it began on, from 1, headings counted.
    pub line: u64,
    /// Name of the item.
    pub key: Key,
    /// In bytes.
    pub size: Option<u64>,
    /// As the list claims.
    pub sha256: Option<[u8; 32]>,
    /// Retention class.
    pub class: Option<String>,
    /// Camera or account.
    pub source: Option<String>,
    /// Number at its source.
    pub sequence: Option<u64>,
    /// When it was recorded.
    pub recorded_at: Option<Timestamp>,
    /// Reference of its case.
    pub case: Option<String>,
}

impl Row {
    /// As an entry that is expected since a time. Refused without a size.
    pub fn entry(&self, since: Timestamp) -> Result<Entry, InventoryError> {
        let _ = since;
        Err(InventoryError::Damaged { what: "stub" })
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row(line {}, {:?})", self.line, self.key)
    }
}

/// Rows of a list, in its order.
pub struct Rows<R: Read> { _from: R }

impl<R: Read> Rows<R> {
    /// Begins. Refused where a named column is not there, or there twice.
    pub fn new(from: R, columns: &Columns) -> Result<Self, InventoryError> { let _ = columns; Ok(Self { _from: from }) }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Row, InventoryError>;
    fn next(&mut self) -> Option<Self::Item> { None }
}
