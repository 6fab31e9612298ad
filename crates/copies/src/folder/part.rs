//! A folder within, held open while what lies in it is read.

use super::files::{self, open_folder};
use super::{Folder, list};
use crate::error::CopyError;
use crate::hashing::Digests;
use crate::id::{Blake3, ItemId};
use crate::naming;
use crate::place::{Part, Parts, ReadFrom, Reads, Shard};
use rustix::fd::OwnedFd;

/// `ab/cd`, not opened yet: there are 65,536, and most systems allow 1,024 open files.
struct Closed<'f> {
    folder: &'f Folder,
    first: String,
    second: String,
}

struct Opened<'f> {
    folder: &'f Folder,
    leaf: OwnedFd,
}

pub(super) fn parts(folder: &Folder, first: u8) -> Result<Parts<'_>, CopyError> {
    let first = format!("{first:02x}");
    let (leaves, strangers) = list::leaves(folder, &first)?;
    let parts = leaves.into_iter().map(|second| {
        let closed = Closed { folder, first: first.clone(), second };
        Box::new(closed) as Box<dyn Part>
    });
    Ok((parts.collect(), strangers))
}

impl Part for Closed<'_> {
    fn list(&self) -> Result<(Shard, Box<dyn Reads + '_>), CopyError> {
        let (folder, first, second) = (self.folder, &*self.first, &*self.second);
        let leaf =
            open_folder(&folder.root, &format!("{first}/{second}")).map_err(folder.errno("listing it"))?;
        let mut listed = Shard::default();
        list::leaf(folder, &leaf, (first, second), false, &mut listed)?;
        Ok((listed, Box::new(Opened { folder, leaf })))
    }
}

impl Reads for Opened<'_> {
    fn blake3(&self, blake3: &Blake3, from: ReadFrom) -> Result<(Blake3, u64), CopyError> {
        let object = self.folder.object_at(&self.leaf, &naming::object(blake3), from)?;
        files::blake3(object).map_err(self.folder.failed("reading an object"))
    }

    fn digests(&self, blake3: &Blake3, from: ReadFrom) -> Result<Digests, CopyError> {
        let object = self.folder.object_at(&self.leaf, &naming::object(blake3), from)?;
        files::digests(object).map_err(self.folder.failed("reading an object"))
    }

    fn manifest(&self, blake3: &Blake3, item: &ItemId) -> Result<Vec<u8>, CopyError> {
        self.folder.read_manifest(&self.leaf, &naming::manifest(blake3, item))
    }
}
