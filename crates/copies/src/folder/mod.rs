//! A replica in a folder of this machine, or of a share that is mounted.

mod aside;
mod destroy;
mod durable;
mod files;
mod list;
mod open;
mod part;
mod put;

pub(crate) use files::Unfinished;

use crate::aside::Aside;
use crate::error::CopyError;
use crate::hashing::Digests;
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::naming;
use crate::place::{Parts, Place, Prepared, ReadFrom, Reads, Shard, Strays};
use crate::proof::Licence;
use crate::seal::Seal;
use jiff::Timestamp;
use rustix::fd::OwnedFd;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock};

/// Everything goes by descriptors that are held from the opening on: if the disk is unmounted meanwhile, nothing is written
/// to the empty folder beneath.
pub(crate) struct Folder {
    name: String,
    path: PathBuf,
    root: OwnedFd,
    incoming: Arc<OwnedFd>,
    /// Names of unfinished files: random bits of this handle, and a count.
    begun: ([u8; 16], AtomicU64),
    /// See [`Folder::links_nameless`].
    links_nameless: OnceLock<bool>,
    destroying: OwnedFd,
    /// Folders whose own names are known to be on the disk: `ab` at 65,536 and above, `ab/cd` below.
    settled: Mutex<Vec<u64>>,
}

impl Folder {
    fn failed(&self, what: &'static str) -> impl Fn(io::Error) -> CopyError + '_ {
        move |source| CopyError::folder(&self.name, what, source)
    }

    fn errno(&self, what: &'static str) -> impl Fn(rustix::io::Errno) -> CopyError + '_ {
        move |source| CopyError::folder(&self.name, what, source.into())
    }
}

impl Reads for Folder {
    fn blake3(&self, blake3: &Blake3, from: ReadFrom) -> Result<(Blake3, u64), CopyError> {
        let object = self.object_at(&self.root, &files::path(blake3), from)?;
        files::blake3(object).map_err(self.failed("reading an object"))
    }

    fn digests(&self, blake3: &Blake3, from: ReadFrom) -> Result<Digests, CopyError> {
        let object = self.object_at(&self.root, &files::path(blake3), from)?;
        files::digests(object).map_err(self.failed("reading an object"))
    }

    fn manifest(&self, blake3: &Blake3, item: &ItemId) -> Result<Vec<u8>, CopyError> {
        let (first, second) = naming::folders(blake3);
        let name = format!("{first}/{second}/{}", naming::manifest(blake3, item));
        self.read_manifest(&self.root, &name)
    }
}

impl Place for Folder {
    fn identity(&self) -> Result<ReplicaId, CopyError> {
        open::identity(&self.name, &self.path)
    }

    fn put(&self, group: Vec<Prepared<'_>>, seal: &dyn Seal) -> Vec<Result<(), CopyError>> {
        put::put(self, group, seal)
    }

    fn open(&self, blake3: &Blake3) -> Result<Box<dyn Read + Send>, CopyError> {
        Ok(Box::new(self.object(blake3)?))
    }

    fn shard(&self, first: u8, sizes: bool) -> Result<Shard, CopyError> {
        list::shard(self, first, sizes)
    }

    fn parts(&self, first: u8) -> Result<Parts<'_>, CopyError> {
        part::parts(self, first)
    }

    fn strays(&self) -> Result<Strays, CopyError> {
        list::strays(self)
    }

    fn sweep_unfinished(&self, before: Timestamp) -> Result<u64, CopyError> {
        list::sweep_unfinished(self, before)
    }

    fn mark(&self, licence: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
        destroy::mark(self, licence, blake3, item)
    }

    fn remove_manifest(
        &self,
        licence: &Licence,
        blake3: &Blake3,
        item: &ItemId,
    ) -> Result<Vec<ItemId>, CopyError> {
        destroy::manifest(self, licence, blake3, item)
    }

    fn remove_object(&self, licence: &Licence, blake3: &Blake3) -> Result<(), CopyError> {
        destroy::object(self, licence, blake3)
    }

    fn unmark(&self, licence: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
        destroy::unmark(self, licence, blake3, item)
    }

    fn set_aside(&self, blake3: &Blake3, item: &ItemId, seal: &dyn Seal) -> Result<Aside, CopyError> {
        aside::set_aside(self, blake3, item, seal)
    }

    fn for_trials(&self) -> crate::canary::Ground<'_> {
        crate::canary::Ground::Folder(&self.path)
    }
}
