//! Where what is there differs from what ought to be there: one pass over two ascending streams, in flat memory.

use crate::error::InventoryError;
use crate::item::{Entry, Listed};
use crate::key::Key;
use crate::sum::{Sum, Totals};

/// What differs between an expected item and the one of the same key that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four properties of an item, each of which can differ")]
pub struct Changes {
    /// Another size.
    pub size: bool,
    /// Another tag, where both sides have one.
    pub tag: bool,
    /// Another version, where both sides have one.
    pub version: bool,
    /// Another time of change, where both sides have one. Alone it may be a touch or a copy: read the item.
    pub modified: bool,
}

impl Changes {
    /// What differs between these two.
    pub fn between(expected: &Entry, observed: &Listed) -> Self {
        fn differ<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            a.zip(b).is_some_and(|(a, b)| a != b)
        }
        Self {
            size: expected.size != observed.size,
            tag: differ(expected.tag.as_ref(), observed.tag.as_ref()),
            version: differ(expected.version.as_ref(), observed.version.as_ref()),
            modified: differ(expected.modified.as_ref(), observed.modified.as_ref()),
        }
    }

    /// Whether anything differs.
    pub fn any(self) -> bool {
        self.size || self.tag || self.version || self.modified
    }
}

/// One difference.
#[derive(Debug, Clone, Copy)]
pub enum Finding<'a> {
    /// Expected, and not there.
    Missing(&'a Entry),
    /// There, and not expected.
    Surplus(&'a Listed),
    /// There, and not as expected.
    Changed {
        /// What ought to be there.
        expected: &'a Entry,
        /// What is there.
        observed: &'a Listed,
        /// What of it differs.
        changes: Changes,
    },
}

/// How two views differ, in numbers. Items of equal key and size are the same here, whatever else changed of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Items that are as expected: how many.
    pub same: u64,
    /// Their bytes.
    pub same_bytes: u64,
    /// Expected, and not there.
    pub missing: Sum,
    /// There, and not expected.
    pub surplus: Sum,
    /// Those that changed, as they were expected.
    pub changed_from: Sum,
    /// Those that changed, as they are.
    pub changed_to: Sum,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.missing.count == 0 && self.surplus.count == 0 && self.changed_from.count == 0
    }

    /// Whether the difference that was found item by item is the one between the two totals: expected − observed =
    /// missing − surplus, in count, bytes and digest. If not, one of the lists was not read as it was written.
    pub fn agrees(&self, expected: &Totals, observed: &Sum) -> bool {
        let from = |sum: &Sum, other: &Sum| {
            (i128::from(sum.count) - i128::from(other.count), i128::from(sum.bytes) - i128::from(other.bytes))
        };
        let (count, bytes) = from(&expected.all, observed);
        let (missing, missing_bytes) = from(&self.missing, &self.surplus);
        let (changed, changed_bytes) = from(&self.changed_from, &self.changed_to);
        let digest = expected.all.digest.clone() - &observed.digest;
        let found = self.missing.digest.clone() - &self.surplus.digest + &self.changed_from.digest
            - &self.changed_to.digest;
        count == missing + changed && bytes == missing_bytes + changed_bytes && digest == found
    }
}

/// Takes differences as they are found, in ascending order of keys. Lists can be as long as the store: write them to a
/// temporary file, or keep the first few ([`Kept`]). An error ends the comparison.
pub trait Sink {
    /// Takes one.
    fn take(&mut self, finding: Finding<'_>) -> Result<(), InventoryError>;
}

impl<F: FnMut(Finding<'_>) -> Result<(), InventoryError>> Sink for F {
    fn take(&mut self, finding: Finding<'_>) -> Result<(), InventoryError> {
        self(finding)
    }
}

/// The first so many differences of each sort. The numbers of all are in [`Difference`].
#[derive(Debug, Clone, Default)]
pub struct Kept {
    limit: usize,
    /// Expected, and not there.
    pub missing: Vec<Entry>,
    /// There, and not expected.
    pub surplus: Vec<Listed>,
    /// There, and not as expected.
    pub changed: Vec<(Entry, Listed, Changes)>,
}

impl Kept {
    /// Keeps up to `limit` of each sort.
    pub fn up_to(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }
}

impl Sink for Kept {
    fn take(&mut self, finding: Finding<'_>) -> Result<(), InventoryError> {
        match finding {
            Finding::Missing(entry) if self.missing.len() < self.limit => self.missing.push(entry.clone()),
            Finding::Surplus(listed) if self.surplus.len() < self.limit => self.surplus.push(listed.clone()),
            Finding::Changed { expected, observed, changes } if self.changed.len() < self.limit => {
                self.changed.push((expected.clone(), observed.clone(), changes));
            }
            _ => {}
        }
        Ok(())
    }
}

/// A comparison that is told what is there as it comes; what is expected it takes itself.
pub struct Comparison<E, S> {
    expected: E,
    next: Option<Entry>,
    last_expected: Option<Key>,
    last_observed: Option<Key>,
    sink: S,
    difference: Difference,
}

impl<E: Iterator<Item = Result<Entry, InventoryError>>, S: Sink> Comparison<E, S> {
    /// Begins. Both sides come in strictly ascending order of keys, or [`InventoryError::Unsorted`] ends it.
    pub fn new(expected: E, sink: S) -> Result<Self, InventoryError> {
        let mut this = Self {
            expected,
            next: None,
            last_expected: None,
            last_observed: None,
            sink,
            difference: Difference::default(),
        };
        this.advance()?;
        Ok(this)
    }

    /// The next item that is there.
    pub fn observe(&mut self, observed: Listed) -> Result<(), InventoryError> {
        if self.last_observed.as_ref().is_some_and(|last| *last >= observed.key) {
            return Err(InventoryError::Unsorted { key: observed.key });
        }
        while let Some(entry) = self.next.take_if(|entry| entry.key < observed.key) {
            self.missing(entry)?;
        }
        if let Some(entry) = self.next.take_if(|entry| entry.key == observed.key) {
            self.both(&entry, &observed)?;
            self.last_expected = Some(entry.key);
            self.advance()?;
        } else {
            self.difference.surplus.add(&observed.key, observed.size);
            self.sink.take(Finding::Surplus(&observed))?;
        }
        self.last_observed = Some(observed.key);
        Ok(())
    }

    /// No more is there: whatever else is expected is missing.
    pub fn finish(mut self) -> Result<(Difference, S), InventoryError> {
        while let Some(entry) = self.next.take() {
            self.missing(entry)?;
        }
        Ok((self.difference, self.sink))
    }

    fn missing(&mut self, entry: Entry) -> Result<(), InventoryError> {
        self.difference.missing.add(&entry.key, entry.size);
        self.sink.take(Finding::Missing(&entry))?;
        self.last_expected = Some(entry.key);
        self.advance()
    }

    fn both(&mut self, expected: &Entry, observed: &Listed) -> Result<(), InventoryError> {
        let changes = Changes::between(expected, observed);
        if changes.any() {
            self.difference.changed_from.add(&expected.key, expected.size);
            self.difference.changed_to.add(&observed.key, observed.size);
            return self.sink.take(Finding::Changed { expected, observed, changes });
        }
        self.difference.same += 1;
        self.difference.same_bytes = self.difference.same_bytes.saturating_add(expected.size);
        Ok(())
    }

    fn advance(&mut self) -> Result<(), InventoryError> {
        self.next = self.expected.next().transpose()?;
        match (&self.next, &self.last_expected) {
            (Some(next), Some(last)) if next.key <= *last => {
                Err(InventoryError::Unsorted { key: next.key.clone() })
            }
            _ => Ok(()),
        }
    }
}

/// Compares two streams.
pub fn compare<S: Sink>(
    expected: impl IntoIterator<Item = Result<Entry, InventoryError>>,
    observed: impl IntoIterator<Item = Result<Listed, InventoryError>>,
    sink: S,
) -> Result<(Difference, S), InventoryError> {
    let mut comparison = Comparison::new(expected.into_iter(), sink)?;
    for listed in observed {
        comparison.observe(listed?)?;
    }
    comparison.finish()
}
