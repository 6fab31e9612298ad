//! What is not what its name says is moved out of the way of the right copy, and kept.

use super::files::open_folder;
use super::{Folder, files};
use crate::aside::Aside;
use crate::error::CopyError;
use crate::id::{Blake3, ItemId, fresh};
use crate::manifest::ItemManifest;
use crate::naming::{self, DAMAGED};
use crate::place::ReadFrom;
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
    let aside = format!("{name}.{}", ItemId(fresh()?));
    // The name is a new one, and replaces none.
    match rustix::fs::renameat(leaf, name, &damaged, &aside) {
        Ok(()) => {}
        Err(Errno::NOENT) => return Ok(Aside::Nothing),
        Err(error) => return Err(folder.errno(SETTING_ASIDE)(error)),
    }
    let is_back = is_right(&damaged, &aside)? && put_back(folder, &damaged, &aside, leaf, name)?;
    // It has its new name on the disk before it has lost the old one there, where the file system has no journal.
    for inside in [&damaged, leaf] {
        rustix::fs::fsync(inside).map_err(folder.errno(SETTING_ASIDE))?;
    }
    Ok(if is_back { Aside::Right } else { Aside::Moved })
}

fn is_object(folder: &Folder, at: &OwnedFd, name: &str, blake3: &Blake3) -> Result<bool, CopyError> {
    let read = folder
        .object_at(at, name, ReadFrom::Disk)
        .and_then(|object| files::blake3(object).map_err(folder.failed("reading an object")));
    kept(read).map(|read| read.is_some_and(|(found, _)| found == *blake3))
}

/// What was read; nothing, if the disk cannot give it: what it cannot give it has not kept.
fn kept<T>(read: Result<T, CopyError>) -> Result<Option<T>, CopyError> {
    // What ext4, XFS and Btrfs answer for a sector that cannot be read, or whose checksum is wrong.
    const LOST: [Errno; 4] = [Errno::IO, Errno::NODATA, Errno::UCLEAN, Errno::BADMSG];
    match read {
        Ok(read) => Ok(Some(read)),
        Err(CopyError::Folder { source, .. })
            if LOST.iter().any(|lost| source.raw_os_error() == Some(lost.raw_os_error())) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn is_manifest(
    folder: &Folder,
    at: &OwnedFd,
    name: &str,
    (blake3, item): (&Blake3, &ItemId),
    seal: &dyn Seal,
) -> Result<bool, CopyError> {
    let read = kept(folder.read_manifest(at, name))?;
    Ok(read.is_some_and(|sealed| ItemManifest::open(&sealed, blake3, item, seal).is_ok()))
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

/// Puts a file back under its name, and never over another file; `false`: the name is taken.
fn put_back(
    folder: &Folder,
    damaged: &OwnedFd,
    kept: &str,
    leaf: &OwnedFd,
    name: &str,
) -> Result<bool, CopyError> {
    match rustix::fs::renameat_with(damaged, kept, leaf, name, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        // Some shares cannot rename without replacing; a link never replaces, on any. That it has two names then is no harm.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            match rustix::fs::linkat(damaged, kept, leaf, name, AtFlags::empty()) {
                Ok(()) => Ok(true),
                Err(Errno::EXIST) => Ok(false),
                Err(error) => Err(folder.errno(SETTING_ASIDE)(error)),
            }
        }
        Err(error) => Err(folder.errno(SETTING_ASIDE)(error)),
    }
}
