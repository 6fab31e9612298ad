//! One copy, read again from its store.

use crate::error::CopyError;
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::place::{ReadFrom, Reads};
use crate::replica::Replica;
use jiff::Timestamp;

/// One item in one replica was read from end to end, and is what its name says; its manifest is there. Only reading makes
/// one of these.
///
/// ```compile_fail,E0451
/// # fn made(item: copies::ItemId, blake3: copies::Blake3, replica: copies::ReplicaId, at: jiff::Timestamp) {
/// let forged = copies::Verified { item, blake3, size: 0, replica, at };
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    item: ItemId,
    blake3: Blake3,
    size: u64,
    replica: ReplicaId,
    at: Timestamp,
}

impl Verified {
    /// Given by whoever has just read it.
    pub(crate) fn new(item: ItemId, blake3: Blake3, size: u64, replica: ReplicaId, at: Timestamp) -> Self {
        Self { item, blake3, size, replica, at }
    }

    /// The item.
    pub fn item(&self) -> ItemId {
        self.item
    }

    /// What was read, hashed.
    pub fn blake3(&self) -> Blake3 {
        self.blake3
    }

    /// What was read, in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Where.
    pub fn replica(&self) -> ReplicaId {
        self.replica
    }

    /// When the reading began, so that its age is never understated.
    pub fn at(&self) -> Timestamp {
        self.at
    }
}

/// Reads one item again from its store and compares. For a folder the system is first asked to forget what it keeps of the
/// file in memory, so that the disk answers and not the memory.
pub fn read_back(
    replica: &Replica,
    item: &ItemId,
    blake3: &Blake3,
    now: Timestamp,
) -> Result<Verified, CopyError> {
    let place = replica.place();
    // A replica that was exchanged for another under the same name must not answer for it.
    if place.identity()? != replica.id() {
        return Err(CopyError::NoReplica { name: replica.name().to_owned() });
    }
    place.manifest(blake3, item)?;
    let size = read_at(&place, replica.name(), blake3)?;
    Ok(Verified::new(*item, *blake3, size, replica.id(), now))
}

/// Reads an object and gives its size, if it is what its name says.
pub(crate) fn read_at(reads: &impl Reads, name: &str, blake3: &Blake3) -> Result<u64, CopyError> {
    let (found, size) = reads.blake3(blake3, ReadFrom::Disk)?;
    if found == *blake3 {
        Ok(size)
    } else {
        Err(CopyError::Corrupt { name: name.to_owned(), blake3: *blake3 })
    }
}
