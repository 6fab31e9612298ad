//! Reading an item: both hashes in one pass, and whether it is what it ought to be.

use crate::error::Trouble;
use crate::key::Key;
use crate::location::Location;
use bytes::Bytes;
use jiff::Timestamp;
use std::ops::Range;

/// What an item is expected to be. What is `None` is not compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Expected {
    /// In bytes.
    pub size: Option<u64>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
}

/// What reading an item gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// All of it.
    Read {
        /// SHA-256 of its bytes, for courts.
        sha256: [u8; 32],
        /// BLAKE3 of its bytes, for speed.
        blake3: [u8; 32],
        /// Bytes.
        size: u64,
    },
    /// It is not there.
    Gone,
    /// Its size or its time of change is not the expected one, or changed while it was read. Nothing was hashed to the end.
    Changed,
    /// It could not be read to its end. Bytes may be lost.
    Unreadable(Trouble),
}

/// The bytes of an item, piece by piece.
pub struct Pieces {}

impl Pieces {
    /// The next piece, never empty; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Trouble> { Err(Trouble::Ourselves) }
    /// Bytes that the item has, as it was when it was opened.
    pub fn size(&self) -> u64 { 0 }
}
pub(crate) async fn range(_: &Location, _: &Key, _: Range<u64>) -> Result<Bytes, Trouble> { Err(Trouble::Ourselves) }
pub(crate) async fn open(_: &Location, _: &Key) -> Result<Pieces, Trouble> { Err(Trouble::Ourselves) }
pub(crate) async fn read(_: &Location, _: &Key, _: &Expected, _: impl FnMut(u64) + Send) -> Reading { Reading::Unreadable(Trouble::Ourselves) }
