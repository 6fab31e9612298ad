//! The stored form of what ought to be there: sorted by key, streamed.

use crate::error::InventoryError;
use crate::item::Entry;
use crate::sum::Totals;
use std::io::{Read, Write};

/// Writes an inventory, entry by entry, in strictly ascending order of keys.
pub struct Writer<W: Write> { to: W, totals: Totals }

impl<W: Write> Writer<W> {
    /// Begins.
    pub fn new(to: W) -> Result<Self, InventoryError> { Ok(Self { to, totals: Totals::default() }) }
    /// Adds an entry.
    pub fn push(&mut self, entry: &Entry) -> Result<(), InventoryError> { self.totals.add(entry); Ok(()) }
    /// Ends it. Without this it does not read back.
    pub fn finish(mut self) -> Result<(W, Totals), InventoryError> { self.to.flush().map_err(InventoryError::io("writing a list"))?; Ok((self.to, self.totals)) }
}

/// Reads an inventory: an iterator of its entries. Its end is only reached where every byte makes sense.
pub struct Reader<R: Read> { _from: R, totals: Option<Totals> }

impl<R: Read> Reader<R> {
    /// Begins.
    pub fn new(from: R) -> Result<Self, InventoryError> { Ok(Self { _from: from, totals: None }) }
    /// What it holds in all, as its writer counted; `None` before its end was read.
    pub fn totals(&self) -> Option<&Totals> { self.totals.as_ref() }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Entry, InventoryError>;
    fn next(&mut self) -> Option<Self::Item> { None }
}
