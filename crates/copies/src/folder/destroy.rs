//! What only a proof may do in a folder. Each deletion is on the disk before the next step.

use super::files::{Naming, open_folder};
use super::{Folder, list};
use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::naming::{self, DAMAGED};
use crate::proof::Licence;
use rustix::fd::OwnedFd;
use rustix::fs::AtFlags;
use rustix::io::Errno;

const DESTROYING: &str = "destroying a copy";

pub(super) fn mark(folder: &Folder, _: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
    let mut mark = folder.unfinished()?;
    mark.file.sync_all().map_err(folder.failed(DESTROYING))?;
    // One that is there is of an earlier attempt of the same destruction, which this one finishes.
    match folder.name(&mut mark, &folder.destroying, &naming::mark(blake3, item))? {
        Naming::Given | Naming::Taken => sync(folder, &folder.destroying),
    }
}

pub(super) fn manifest(
    folder: &Folder,
    _: &Licence,
    blake3: &Blake3,
    item: &ItemId,
) -> Result<Vec<ItemId>, CopyError> {
    let Some(leaf) = leaf(folder, blake3)? else { return Ok(Vec::new()) };
    remove(folder, &leaf, &naming::manifest(blake3, item))?;
    list::manifests(folder, &leaf, blake3)
}

pub(super) fn object(folder: &Folder, _: &Licence, blake3: &Blake3) -> Result<(), CopyError> {
    if let Some(leaf) = leaf(folder, blake3)? {
        remove(folder, &leaf, &naming::object(blake3))?;
    }
    // After the object: what is set aside meanwhile is seen.
    set_aside(folder, blake3)
}

/// What was set aside of these bytes: it is what is left of them, and theirs too.
fn set_aside(folder: &Folder, blake3: &Blake3) -> Result<(), CopyError> {
    let damaged = match open_folder(&folder.root, DAMAGED) {
        Ok(damaged) => damaged,
        Err(Errno::NOENT) => return Ok(()),
        Err(error) => return Err(folder.errno(DESTROYING)(error)),
    };
    let object = naming::object(blake3);
    for name in list::all(folder, &damaged)?.iter().filter(|name| name.starts_with(&object)) {
        remove(folder, &damaged, name)?;
    }
    Ok(())
}

pub(super) fn unmark(folder: &Folder, _: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
    remove(folder, &folder.destroying, &naming::mark(blake3, item))
}

fn leaf(folder: &Folder, blake3: &Blake3) -> Result<Option<OwnedFd>, CopyError> {
    let (first, second) = naming::folders(blake3);
    match open_folder(&folder.root, &format!("{first}/{second}")) {
        Ok(leaf) => Ok(Some(leaf)),
        Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(folder.errno(DESTROYING)(error)),
    }
}

/// Deletes a file, if it is there, and waits for the disk. It is not looked for afterwards: somebody may just be taking in
/// equal bytes again, and what a folder deletes is deleted.
fn remove(folder: &Folder, inside: &OwnedFd, name: &str) -> Result<(), CopyError> {
    match rustix::fs::unlinkat(inside, name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => sync(folder, inside),
        Err(error) => Err(folder.errno(DESTROYING)(error)),
    }
}

fn sync(folder: &Folder, inside: &OwnedFd) -> Result<(), CopyError> {
    rustix::fs::fsync(inside).map_err(folder.errno(DESTROYING))
}
