//! Changes of an inventory, in small files of their own, laid over it as it is read.
//!
//! A list of ten million items is not written anew for each item that arrives. Lay the deltas over it with
//! [`Current`]; when there are many, write what comes out as a new list ([`compact`]).

use crate::blocks::{Block, BlockReader, BlockWriter, FULL};
use crate::decode::Decoder;
use crate::encode::Encoder;
use crate::error::InventoryError;
use crate::file::Writer;
use crate::item::Entry;
use crate::key::Key;
use crate::sum::Totals;
use std::fmt;
use std::io::{Read, Write};

const MAGIC: &[u8] = b"tipstaff-inventory-delta/1\n";

const ADDED: u8 = 1;
const CHANGED: u8 = 2;
const REMOVED: u8 = 3;

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

impl Change {
    /// Of which item.
    pub fn key(&self) -> &Key {
        match self {
            Self::Added(entry) | Self::Changed(entry) => &entry.key,
            Self::Removed(key) => key,
        }
    }
}

/// Writes changes, in strictly ascending order of keys.
pub struct DeltaWriter<W: Write> {
    blocks: BlockWriter<W>,
    encoder: Encoder,
    count: u64,
}

impl<W: Write> DeltaWriter<W> {
    /// Begins.
    pub fn new(to: W) -> Result<Self, InventoryError> {
        Ok(Self { blocks: BlockWriter::new(to, MAGIC)?, encoder: Encoder::default(), count: 0 })
    }

    /// Adds a change. One that is refused leaves the list as it was.
    pub fn push(&mut self, change: &Change) -> Result<(), InventoryError> {
        let (sort, entry) = match change {
            Change::Added(entry) => (ADDED, Some(entry)),
            Change::Changed(entry) => (CHANGED, Some(entry)),
            Change::Removed(_) => (REMOVED, None),
        };
        self.encoder.bytes.push(sort);
        let pushed = match entry {
            Some(entry) => self.encoder.entry(entry),
            None => self.encoder.key(change.key()),
        };
        if let Err(error) = pushed {
            self.encoder.bytes.pop();
            return Err(error);
        }
        self.count += 1;
        if self.encoder.bytes.len() >= FULL {
            self.flush()?;
        }
        Ok(())
    }

    /// Ends it; gives back where it was written to, and the number of changes.
    pub fn finish(mut self) -> Result<(W, u64), InventoryError> {
        self.flush()?;
        Ok((self.blocks.end(&self.count.to_le_bytes())?, self.count))
    }

    fn flush(&mut self) -> Result<(), InventoryError> {
        if self.encoder.count > 0 {
            self.blocks.items(self.encoder.count, &self.encoder.bytes)?;
            self.encoder.clear();
        }
        Ok(())
    }
}

/// Reads changes: an iterator, ascending. As of a [`crate::file::Reader`], `None` comes only at a good end.
pub struct DeltaReader<R: Read> {
    blocks: BlockReader<R>,
    decoder: Decoder,
    left: u32,
    count: u64,
    ended: bool,
}

impl<R: Read> DeltaReader<R> {
    /// Begins.
    pub fn new(from: R) -> Result<Self, InventoryError> {
        Ok(Self {
            blocks: BlockReader::new(from, MAGIC)?,
            decoder: Decoder::default(),
            left: 0,
            count: 0,
            ended: false,
        })
    }

    fn step(&mut self) -> Result<Option<Change>, InventoryError> {
        if self.left == 0 {
            match self.blocks.next(&mut self.decoder.bytes)? {
                Block::Items(count) => {
                    self.left = count;
                    self.decoder.begin();
                }
                Block::End if self.decoder.bytes == self.count.to_le_bytes() => return Ok(None),
                Block::End => return Err(InventoryError::Damaged { what: "its totals" }),
            }
        }
        let change = match self.decoder.byte()? {
            ADDED => Change::Added(self.decoder.entry()?),
            CHANGED => Change::Changed(self.decoder.entry()?),
            REMOVED => Change::Removed(self.decoder.key()?),
            _ => return Err(InventoryError::Damaged { what: "the kind of a change" }),
        };
        self.left -= 1;
        self.count += 1;
        if self.left == 0 && !self.decoder.is_done() {
            return Err(InventoryError::Damaged { what: "a block is too long" });
        }
        Ok(Some(change))
    }
}

impl<R: Read> Iterator for DeltaReader<R> {
    type Item = Result<Change, InventoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.step().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

/// A list with deltas laid over it, oldest first: the entries that are expected now, ascending. A delta that adds
/// what is there, or changes or removes what is not, does not belong there: [`InventoryError::DoesNotFit`].
pub struct Current<B, D> {
    base: B,
    next: Option<Entry>,
    deltas: Vec<(D, Option<Change>)>,
    lowest: Option<Key>,
    begun: bool,
    ended: bool,
}

impl<B, D> Current<B, D>
where
    B: Iterator<Item = Result<Entry, InventoryError>>,
    D: Iterator<Item = Result<Change, InventoryError>>,
{
    /// Lays deltas over a list: mostly a [`crate::file::Reader`] and some [`DeltaReader`]s.
    pub fn new(base: B, deltas: Vec<D>) -> Self {
        let deltas = deltas.into_iter().map(|delta| (delta, None)).collect();
        Self { base, next: None, deltas, lowest: None, begun: false, ended: false }
    }

    /// The list below. Once this iterator has ended, its reader knows the totals.
    pub fn base(&self) -> &B {
        &self.base
    }

    fn step(&mut self) -> Result<Option<Entry>, InventoryError> {
        if !self.begun {
            self.begun = true;
            self.next = self.base.next().transpose()?;
            for (delta, change) in &mut self.deltas {
                *change = delta.next().transpose()?;
            }
            self.find_lowest();
        }
        loop {
            let Some(lowest) = self.lowest.as_ref() else { return self.next_of_base() };
            if self.next.as_ref().is_some_and(|entry| entry.key < *lowest) {
                return self.next_of_base();
            }
            let key = lowest.clone();
            if let Some(entry) = self.changed(&key)? {
                return Ok(Some(entry));
            }
        }
    }

    fn next_of_base(&mut self) -> Result<Option<Entry>, InventoryError> {
        let entry = self.next.take();
        if entry.is_some() {
            self.next = self.base.next().transpose()?;
        }
        Ok(entry)
    }

    /// All changes of one key, oldest first.
    fn changed(&mut self, key: &Key) -> Result<Option<Entry>, InventoryError> {
        let mut state = None;
        if self.next.as_ref().is_some_and(|entry| entry.key == *key) {
            state = self.next_of_base()?;
        }
        let unfit = |what| Err(InventoryError::DoesNotFit { what, key: key.clone() });
        for (delta, head) in &mut self.deltas {
            let Some(change) = head.take_if(|change| change.key() == key) else { continue };
            state = match (change, state) {
                (Change::Added(entry), None) | (Change::Changed(entry), Some(_)) => Some(entry),
                (Change::Removed(_), Some(_)) => None,
                (Change::Added(_), Some(_)) => return unfit("it adds an item that is there already"),
                (Change::Changed(_), None) => return unfit("it changes an item that is not there"),
                (Change::Removed(_), None) => return unfit("it removes an item that is not there"),
            };
            *head = delta.next().transpose()?;
        }
        self.find_lowest();
        Ok(state)
    }

    fn find_lowest(&mut self) {
        self.lowest =
            self.deltas.iter().filter_map(|(_, change)| change.as_ref()).map(Change::key).min().cloned();
    }
}

impl<B, D> Iterator for Current<B, D>
where
    B: Iterator<Item = Result<Entry, InventoryError>>,
    D: Iterator<Item = Result<Change, InventoryError>>,
{
    type Item = Result<Entry, InventoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.step().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Writes what is expected now as a new list.
pub fn compact<W: Write>(
    current: impl IntoIterator<Item = Result<Entry, InventoryError>>,
    to: W,
) -> Result<(W, Totals), InventoryError> {
    let mut writer = Writer::new(to)?;
    for entry in current {
        writer.push(&entry?)?;
    }
    writer.finish()
}

impl<W: Write> fmt::Debug for DeltaWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeltaWriter({} changes)", self.count)
    }
}

impl<R: Read> fmt::Debug for DeltaReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeltaReader({} changes read)", self.count)
    }
}

impl<B, D> fmt::Debug for Current<B, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Current({} deltas)", self.deltas.len())
    }
}
