//! A whole replica, read.

use crate::error::CopyError;
use crate::id::Blake3;
use crate::readback::Verified;
use crate::replica::Replica;
use crate::seal::Seal;
use jiff::Timestamp;

/// How closely [`verify`] looks.
#[derive(Clone, Copy)]
pub struct Depth<'k> {
    /// Opens manifests and compares the size, too; without it only their names count.
    pub seal: Option<&'k dyn Seal>,
    /// Also SHA-256 against the manifest, at about three times the cost. Needs `seal`.
    pub sha256: bool,
    /// Reads from the disk what the system may still have in memory. Folders only.
    pub from_disk: bool,
    /// Threads that read and hash.
    pub threads: usize,
}

impl Default for Depth<'_> {
    fn default() -> Self {
        Self { seal: None, sha256: false, from_disk: true, threads: 2 }
    }
}

/// What is the matter with what lies there, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The object is what its name says, and has a manifest for each item.
    Good,
    /// A manifest without its object: **a loss**, unless the item is just being taken in or destroyed.
    MissingObject,
    /// An object without any manifest: something was interrupted, or a manifest is lost.
    MissingManifest,
    /// The object is not what its name says.
    Damaged,
    /// A manifest does not open, or says something else than the object.
    ManifestDamaged,
    /// The store does not give it. It may be there, or not: unknown is not good.
    Unreadable,
    /// Nothing of this crate's.
    UnknownFile,
    /// Something begun and not finished; never an item.
    Temporary,
}

/// One finding of [`verify`].
#[derive(Debug)]
pub struct Checked {
    /// What it is.
    pub state: State,
    /// The object, where the name says so.
    pub blake3: Option<Blake3>,
    /// Bytes read, 0 where none could be.
    pub size: u64,
    /// The items whose object this is; each has its manifest.
    pub items: Vec<crate::id::ItemId>,
    /// A token for each item, if it is [`State::Good`].
    pub verified: Vec<Verified>,
    /// BLAKE3 of the name within the replica, for [`State::UnknownFile`]: names that others gave may name people.
    pub name_digest: Option<Blake3>,
}

/// What [`verify`] saw, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Good objects.
    pub good: u64,
    /// Items that they are.
    pub items: u64,
    /// Bytes of good objects.
    pub bytes: u64,
    /// Temporary files.
    pub temporary: u64,
    /// Everything else: each was an alarm or a question.
    pub bad: u64,
}

/// Reads everything in a replica, and hands over each finding. Memory does not grow with the number of items. An error
/// means that the replica could not be listed to its end: then nothing is known of what was not handed over.
pub fn verify(
    replica: &Replica,
    depth: Depth<'_>,
    now: Timestamp,
    each: &mut dyn FnMut(Checked),
) -> Result<Summary, CopyError> {
    let _ = (replica, depth, now, each);
    todo!()
}
