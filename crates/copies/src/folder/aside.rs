//! What is not what its name says is moved out of the way of the right copy, and kept.

use super::files::open_folder;
use super::{Folder, files, list};
use crate::aside::Aside;
use crate::error::CopyError;
use crate::id::{Blake3, ItemId, fresh};
use crate::manifest::ItemManifest;
use crate::naming::{self, DAMAGED};
use crate::place::ReadFrom;
use crate::proof::Licence;
use crate::seal::Seal;
use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, Mode, RenameFlags};
use rustix::io::Errno;

const SETTING_ASIDE: &str = "setting a damaged copy aside";

pub(super) fn set_aside(
    folder: &Folder,
    blake3: &Blake3,
    item: &ItemId,
    seal: &dyn Seal,
) -> Result<Aside, CopyError> {
    let (first, second) = naming::folders(blake3);
    let leaf = match open_folder(&folder.root, &format!("{first}/{second}")) {
        Ok(leaf) => leaf,
        Err(Errno::NOENT) => return Ok(Aside::Nothing),
        Err(error) => return Err(folder.errno(SETTING_ASIDE)(error)),
    };
    let is_right = |at: &OwnedFd, name: &str| is_object(folder, at, name, blake3);
    let object = one(folder, &leaf, &naming::object(blake3), is_right)?;
    let opens = |at: &OwnedFd, name: &str| is_manifest(folder, at, name, (blake3, item), seal);
    let manifest = one(folder, &leaf, &naming::manifest(blake3, item), opens)?;
    Ok(object.or(manifest))
}

/// Sets one file aside if it is not right. Whoever put the right one there between the look and the move gets it back.
fn one(
    folder: &Folder,
    leaf: &OwnedFd,
    name: &str,
    is_right: impl Fn(&OwnedFd, &str) -> Result<bool, CopyError>,
) -> Result<Aside, CopyError> {
    match is_right(leaf, name) {
        Ok(true) => return Ok(Aside::Right),
        Ok(false) => {}
        Err(CopyError::Missing { .. }) => return Ok(Aside::Nothing),
        Err(error) => return Err(error),
    }
    let damaged = made(folder)?;
    let kept = format!("{name}.{}", ItemId(fresh()?));
    if !moved(folder, (leaf, name), (&damaged, &kept))? {
        return Ok(Aside::Nothing);
    }
    let put_back = is_right(&damaged, &kept)? && moved(folder, (&damaged, &kept), (leaf, name))?;
    // It has its new name on the disk before it has lost the old one there, where the file system has no journal.
    for inside in [&damaged, leaf] {
        rustix::fs::fsync(inside).map_err(folder.errno(SETTING_ASIDE))?;
    }
    Ok(if put_back { Aside::Right } else { Aside::Moved })
}

fn is_object(folder: &Folder, at: &OwnedFd, name: &str, blake3: &Blake3) -> Result<bool, CopyError> {
    match files::blake3(folder.object_at(at, name, ReadFrom::Disk)?) {
        Ok((found, _)) => Ok(found == *blake3),
        // A disk that cannot give it has not kept it.
        Err(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => Ok(false),
        Err(error) => Err(folder.failed("reading an object")(error)),
    }
}

fn is_manifest(
    folder: &Folder,
    at: &OwnedFd,
    name: &str,
    (blake3, item): (&Blake3, &ItemId),
    seal: &dyn Seal,
) -> Result<bool, CopyError> {
    Ok(ItemManifest::open(&folder.read_manifest(at, name)?, blake3, item, seal).is_ok())
}

/// The folder of what was set aside; made when the first is.
fn made(folder: &Folder) -> Result<OwnedFd, CopyError> {
    match rustix::fs::mkdirat(&folder.root, DAMAGED, Mode::RWXU) {
        Ok(()) => rustix::fs::fsync(&folder.root).map_err(folder.errno(SETTING_ASIDE))?,
        Err(Errno::EXIST) => {}
        Err(error) => return Err(folder.errno(SETTING_ASIDE)(error)),
    }
    open_folder(&folder.root, DAMAGED).map_err(folder.errno(SETTING_ASIDE))
}

/// Gives a file another name, and never another file's; `false`: it is not there any more, or the name is taken.
fn moved(
    folder: &Folder,
    (from, name): (&OwnedFd, &str),
    (to, new): (&OwnedFd, &str),
) -> Result<bool, CopyError> {
    match rustix::fs::renameat_with(from, name, to, new, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(Errno::NOENT | Errno::EXIST) => Ok(false),
        // Some shares cannot rename without replacing; a link never replaces, on any.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            match rustix::fs::linkat(from, name, to, new, AtFlags::empty()) {
                Ok(()) => {}
                Err(Errno::NOENT | Errno::EXIST) => return Ok(false),
                Err(error) => return Err(folder.errno(SETTING_ASIDE)(error)),
            }
            rustix::fs::unlinkat(from, name, AtFlags::empty()).map_err(folder.errno(SETTING_ASIDE))?;
            Ok(true)
        }
        Err(error) => Err(folder.errno(SETTING_ASIDE)(error)),
    }
}

/// Deletes what was set aside of these bytes: they are being destroyed, and what is left of them is theirs too.
pub(super) fn remove(folder: &Folder, _: &Licence, blake3: &Blake3) -> Result<(), CopyError> {
    let damaged = match open_folder(&folder.root, DAMAGED) {
        Ok(damaged) => damaged,
        Err(Errno::NOENT) => return Ok(()),
        Err(error) => return Err(folder.errno(SETTING_ASIDE)(error)),
    };
    let object = naming::object(blake3);
    for name in list::all(folder, &damaged)?.iter().filter(|name| name.starts_with(&object)) {
        match rustix::fs::unlinkat(&damaged, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(error) => return Err(folder.errno("destroying a copy")(error)),
        }
    }
    rustix::fs::fsync(&damaged).map_err(folder.errno("destroying a copy"))
}
