//! Sorting more entries than fit into memory, through temporary files.

use crate::error::InventoryError;
use crate::file::{Reader, Writer};
use crate::item::Entry;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Seek};

/// Takes entries in any order. What does not fit goes to temporary files without a name, which end with this process:
/// names of items are in them, in clear.
pub struct Sorter {
    limit: usize,
    entries: Vec<Entry>,
    runs: Vec<File>,
}

impl Default for Sorter {
    /// 500,000 entries in memory, some 200 MB.
    fn default() -> Self {
        Self::new(500_000)
    }
}

impl Sorter {
    /// Holds up to `limit` entries in memory.
    pub fn new(limit: usize) -> Self {
        Self { limit: limit.max(1), entries: Vec::new(), runs: Vec::new() }
    }

    /// Takes an entry.
    pub fn push(&mut self, entry: Entry) -> Result<(), InventoryError> {
        self.entries.push(entry);
        if self.entries.len() >= self.limit {
            self.spill()?;
        }
        Ok(())
    }

    /// All entries in ascending order of keys. A key that came twice is [`InventoryError::Unsorted`], here or from
    /// the iterator.
    pub fn finish(mut self) -> Result<Sorted, InventoryError> {
        if self.runs.is_empty() {
            self.entries.sort_unstable_by(|a, b| a.key.cmp(&b.key));
            if let Some(twice) = self.entries.array_windows().find(|[a, b]| a.key == b.key) {
                return Err(InventoryError::Unsorted { key: twice[0].key.clone() });
            }
            return Ok(Sorted(Source::Memory(self.entries.into_iter())));
        }
        if !self.entries.is_empty() {
            self.spill()?;
        }
        let mut merge = Merge { runs: Vec::new(), heads: BinaryHeap::new() };
        for run in self.runs {
            merge.runs.push(Reader::new(BufReader::with_capacity(128 << 10, run))?);
        }
        for run in 0..merge.runs.len() {
            merge.advance(run)?;
        }
        Ok(Sorted(Source::Files(merge)))
    }

    fn spill(&mut self) -> Result<(), InventoryError> {
        const WHAT: &str = "writing a temporary file";
        self.entries.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        let mut writer = Writer::scratch(tempfile::tempfile().map_err(InventoryError::io(WHAT))?)?;
        for entry in self.entries.drain(..) {
            writer.push(&entry)?;
        }
        let (mut file, _) = writer.finish()?;
        file.rewind().map_err(InventoryError::io(WHAT))?;
        self.runs.push(file);
        Ok(())
    }
}

impl fmt::Debug for Sorter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sorter({} in memory, {} files)", self.entries.len(), self.runs.len())
    }
}

/// What was sorted: an iterator.
pub struct Sorted(Source);

enum Source {
    Memory(std::vec::IntoIter<Entry>),
    Files(Merge),
    Failed,
}

struct Merge {
    runs: Vec<Reader<BufReader<File>>>,
    heads: BinaryHeap<Reverse<Head>>,
}

struct Head {
    entry: Entry,
    run: usize,
}

impl Merge {
    fn advance(&mut self, run: usize) -> Result<(), InventoryError> {
        if let Some(entry) = self.runs.get_mut(run).and_then(Iterator::next) {
            self.heads.push(Reverse(Head { entry: entry?, run }));
        }
        Ok(())
    }

    fn step(&mut self) -> Result<Option<Entry>, InventoryError> {
        let Some(Reverse(Head { entry, run })) = self.heads.pop() else { return Ok(None) };
        self.advance(run)?;
        if self.heads.peek().is_some_and(|Reverse(head)| head.entry.key == entry.key) {
            return Err(InventoryError::Unsorted { key: entry.key });
        }
        Ok(Some(entry))
    }
}

impl Iterator for Sorted {
    type Item = Result<Entry, InventoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = match &mut self.0 {
            Source::Memory(entries) => entries.next().map(Ok),
            Source::Files(merge) => merge.step().transpose(),
            Source::Failed => None,
        };
        if matches!(next, Some(Err(_))) {
            self.0 = Source::Failed;
        }
        next
    }
}

impl fmt::Debug for Sorted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sorted")
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.entry.key.cmp(&other.entry.key).then(self.run.cmp(&other.run))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == std::cmp::Ordering::Equal
    }
}

impl Eq for Head {}
