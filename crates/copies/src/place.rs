//! What a folder and a bucket have in common.

use crate::aside::Aside;
use crate::error::CopyError;
use crate::hashing::Digests;
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::manifest::ItemManifest;
use crate::proof::Licence;
use crate::seal::Seal;
use jiff::Timestamp;
use std::fs::File;
use std::io::Read;
use std::sync::Arc;

/// Bytes up to here are held in memory as one piece; larger items stream.
pub(crate) const SMALL: usize = 1 << 20;

/// An item of which everything is known, on its way into one replica.
pub(crate) struct Prepared<'i> {
    pub(crate) manifest: &'i ItemManifest,
    /// The manifest, sealed.
    pub(crate) sealed: &'i [u8],
    pub(crate) body: Body<'i>,
}

/// Where the bytes are.
pub(crate) enum Body<'i> {
    /// In memory.
    Small(&'i [u8]),
    /// In this very folder already, on the disk, without a name.
    Written(crate::folder::Unfinished),
    /// In a file, for a bucket.
    File(Arc<File>),
}

/// Whether the disk must answer, or may the system's memory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadFrom {
    Disk,
    Memory,
}

/// An object or a manifest as a listing has it.
pub(crate) struct Entry {
    pub(crate) named: crate::naming::Named,
    /// 0 where sizes were not asked for.
    pub(crate) size: u64,
}

/// The part of a replica whose names begin with the same two digits.
#[derive(Default)]
pub(crate) struct Shard {
    /// In no order.
    pub(crate) entries: Vec<Entry>,
    /// BLAKE3 of the names of what is not ours.
    pub(crate) unknown: Vec<Blake3>,
}

/// The shards, and what lies outside them.
#[derive(Default)]
pub(crate) struct Strays {
    /// The shards that there are, in order.
    pub(crate) shards: Vec<u8>,
    pub(crate) temporary: u64,
    pub(crate) unknown: Vec<Blake3>,
}

/// What can be read, of a whole place or of a part of it that is held open. Every method blocks.
pub(crate) trait Reads {
    /// The digest of an object as it is read now.
    fn blake3(&self, blake3: &Blake3, from: ReadFrom) -> Result<(Blake3, u64), CopyError>;

    /// Both digests of an object as it is read now.
    fn digests(&self, blake3: &Blake3, from: ReadFrom) -> Result<Digests, CopyError>;

    /// A sealed manifest.
    fn manifest(&self, blake3: &Blake3, item: &ItemId) -> Result<Vec<u8>, CopyError>;
}

impl<R: Reads + ?Sized> Reads for &R {
    fn blake3(&self, blake3: &Blake3, from: ReadFrom) -> Result<(Blake3, u64), CopyError> {
        (**self).blake3(blake3, from)
    }

    fn digests(&self, blake3: &Blake3, from: ReadFrom) -> Result<Digests, CopyError> {
        (**self).digests(blake3, from)
    }

    fn manifest(&self, blake3: &Blake3, item: &ItemId) -> Result<Vec<u8>, CopyError> {
        (**self).manifest(blake3, item)
    }
}

/// What is listed at once, and read next: of a bucket a shard, of a folder the files in one folder within, which stays
/// open meanwhile, so that the way to each file is short.
pub(crate) trait Part: Send {
    /// Lists it without sizes, and opens it.
    fn list(&self) -> Result<(Shard, Box<dyn Reads + '_>), CopyError>;
}

/// The parts of a shard, and BLAKE3 of the names of what is none.
pub(crate) type Parts<'p> = (Vec<Box<dyn Part + 'p>>, Vec<Blake3>);

/// A folder or a bucket. Every method blocks.
pub(crate) trait Place: Reads + Send + Sync {
    /// What `replica-id` says now.
    fn identity(&self) -> Result<ReplicaId, CopyError>;

    /// Puts a group there, durably, and reads it back: bytes, then names, then manifests, then a look at the marks of
    /// destruction, then the reading. For each item of the group what became of it. `Ok` means that it was read.
    fn put(&self, group: Vec<Prepared<'_>>, seal: &dyn Seal) -> Vec<Result<(), CopyError>>;

    /// The bytes of an object.
    fn open(&self, blake3: &Blake3) -> Result<Box<dyn Read + Send>, CopyError>;

    /// Lists one of the 256 shards.
    fn shard(&self, first: u8, sizes: bool) -> Result<Shard, CopyError>;

    /// The parts of one of the 256 shards, not listed yet.
    fn parts(&self, first: u8) -> Result<Parts<'_>, CopyError>;

    /// Lists which shards there are, and what lies outside them.
    fn strays(&self) -> Result<Strays, CopyError>;

    /// Deletes temporary files that nobody has written to since.
    fn sweep_unfinished(&self, before: Timestamp) -> Result<u64, CopyError>;

    /// Marks that this is being destroyed.
    fn mark(&self, licence: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError>;

    /// Deletes the manifest, if it is there, and says which items' manifests are left beside the object.
    fn remove_manifest(
        &self,
        licence: &Licence,
        blake3: &Blake3,
        item: &ItemId,
    ) -> Result<Vec<ItemId>, CopyError>;

    /// Deletes the object, if it is there.
    fn remove_object(&self, licence: &Licence, blake3: &Blake3) -> Result<(), CopyError>;

    /// Takes the mark away.
    fn unmark(&self, licence: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError>;

    /// Moves the object and the manifest out of the way, each only if it is read and wrong: see [`crate::set_aside`].
    fn set_aside(&self, blake3: &Blake3, item: &ItemId, seal: &dyn Seal) -> Result<Aside, CopyError>;

    /// Where [`crate::grade`] tries things.
    fn for_trials(&self) -> crate::canary::Ground<'_>;
}
