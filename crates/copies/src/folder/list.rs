//! What lies in a folder.

use super::Folder;
use super::files::open_folder;
use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::naming::{self, CANARY, DAMAGED, DESTROYING, IDENTITY, INCOMING};
use crate::place::{Entry, Shard, Strays};
use jiff::Timestamp;
use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, FileType, RawDir};
use rustix::io::Errno;
use std::mem::MaybeUninit;

const LISTING: &str = "listing it";
/// How names of unfinished files end.
pub(super) const TEMPORARY: &str = ".tmp";
/// Bytes of names that are asked for at once: some 100 of them.
const ROOM: usize = 16 << 10;

pub(super) fn shard(folder: &Folder, first: u8, sizes: bool) -> Result<Shard, CopyError> {
    let first = format!("{first:02x}");
    let mut found = Shard::default();
    let above = match open_folder(&folder.root, &first) {
        Err(Errno::NOENT) => return Ok(found),
        above => above.map_err(folder.errno(LISTING))?,
    };
    names_in(folder, &above, |second, kind| {
        if kind != FileType::Directory || naming::shard(second).is_none() {
            found.unknown.push(unknown(&[&first, second]));
            return Ok(());
        }
        let inside = open_folder(&above, second).map_err(folder.errno(LISTING))?;
        leaf(folder, &inside, (&first, second), sizes, &mut found)
    })?;
    Ok(found)
}

/// The folders in a shard, and what else is there.
pub(super) fn leaves(folder: &Folder, first: &str) -> Result<(Vec<String>, Vec<Blake3>), CopyError> {
    let (mut leaves, mut strangers) = (Vec::new(), Vec::new());
    let above = match open_folder(&folder.root, first) {
        Err(Errno::NOENT) => return Ok((leaves, strangers)),
        above => above.map_err(folder.errno(LISTING))?,
    };
    names_in(folder, &above, |second, kind| {
        if kind == FileType::Directory && naming::shard(second).is_some() {
            leaves.push(second.to_owned());
        } else {
            strangers.push(unknown(&[first, second]));
        }
        Ok(())
    })?;
    Ok((leaves, strangers))
}

/// Objects and manifests of a folder that was just opened.
pub(super) fn leaf(
    folder: &Folder,
    inside: &OwnedFd,
    (first, second): (&str, &str),
    sizes: bool,
    found: &mut Shard,
) -> Result<(), CopyError> {
    let both = format!("{first}{second}");
    names_in(folder, inside, |name, kind| {
        match naming::parse(&both, name).filter(|_| kind == FileType::RegularFile) {
            Some(named) => {
                let size = if sizes { size(folder, inside, name)? } else { 0 };
                found.entries.push(Entry { named, size });
            }
            None => found.unknown.push(unknown(&[first, second, name])),
        }
        Ok(())
    })
}

pub(super) fn strays(folder: &Folder) -> Result<Strays, CopyError> {
    let mut found = Strays::default();
    names(folder, &folder.root, |name, kind| {
        let ours = match kind {
            FileType::Directory => {
                let shard = naming::shard(name);
                found.shards.extend(shard);
                shard.is_some() || matches!(name, INCOMING | DESTROYING | CANARY | DAMAGED)
            }
            FileType::RegularFile => name == IDENTITY,
            _ => false,
        };
        if !ours {
            found.unknown.push(unknown(&[name]));
        }
        Ok(())
    })?;
    found.shards.sort_unstable();
    for inside in [&*folder.incoming, &folder.destroying] {
        names(folder, inside, |_, _| {
            found.temporary += 1;
            Ok(())
        })?;
    }
    Ok(found)
}

/// Destructions that are under way, or were interrupted.
pub(super) fn marks(folder: &Folder) -> Result<Vec<(Blake3, ItemId)>, CopyError> {
    let mut marks = Vec::new();
    names(folder, &folder.destroying, |name, _| {
        marks.extend(naming::parse_mark(name));
        Ok(())
    })?;
    Ok(marks)
}

/// The items whose manifests lie beside an object.
pub(super) fn manifests(folder: &Folder, leaf: &OwnedFd, blake3: &Blake3) -> Result<Vec<ItemId>, CopyError> {
    let both = blake3.to_string();
    let mut items = Vec::new();
    names(folder, leaf, |name, _| {
        if let Some(naming::Named::Manifest(of, item)) = naming::parse(&both[..4], name)
            && of == *blake3
        {
            items.push(item);
        }
        Ok(())
    })?;
    Ok(items)
}

/// The names in a folder.
pub(super) fn all(folder: &Folder, inside: &OwnedFd) -> Result<Vec<String>, CopyError> {
    let mut all = Vec::new();
    names(folder, inside, |name, _| {
        all.push(name.to_owned());
        Ok(())
    })?;
    Ok(all)
}

pub(super) fn sweep_unfinished(folder: &Folder, before: Timestamp) -> Result<u64, CopyError> {
    let mut swept = 0;
    let mut old = Vec::new();
    names(folder, &folder.incoming, |name, kind| {
        if kind == FileType::RegularFile && name.ends_with(TEMPORARY) {
            match rustix::fs::statat(&*folder.incoming, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(about) if about.st_mtime < before.as_second() => old.push(name.to_owned()),
                Ok(_) | Err(Errno::NOENT) => {}
                Err(error) => return Err(folder.errno("sweeping it")(error)),
            }
        }
        Ok(())
    })?;
    for name in old {
        match rustix::fs::unlinkat(&*folder.incoming, &name, AtFlags::empty()) {
            Ok(()) => swept += 1,
            Err(Errno::NOENT) => {}
            Err(error) => return Err(folder.errno("sweeping it")(error)),
        }
    }
    Ok(swept)
}

/// Every name in a folder that is held open, with what it is. A name that is no text is handed over as an empty one, which
/// is nobody's.
fn names(
    folder: &Folder,
    inside: &OwnedFd,
    each: impl FnMut(&str, FileType) -> Result<(), CopyError>,
) -> Result<(), CopyError> {
    // A descriptor has a place in the listing, which goes on where somebody else's ended.
    let afresh = open_folder(inside, ".").map_err(folder.errno(LISTING))?;
    names_in(folder, &afresh, each)
}

/// The same of a folder that was just opened, and is listed this once.
fn names_in(
    folder: &Folder,
    inside: &OwnedFd,
    mut each: impl FnMut(&str, FileType) -> Result<(), CopyError>,
) -> Result<(), CopyError> {
    let listing = folder.errno(LISTING);
    let mut room = [const { MaybeUninit::uninit() }; ROOM];
    let mut entries = RawDir::new(inside, &mut room);
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Err(Errno::INTR) => continue,
            entry => entry.map_err(&listing)?,
        };
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        let kind = match entry.file_type() {
            // Some file systems do not say.
            FileType::Unknown => match rustix::fs::statat(inside, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(about) => FileType::from_raw_mode(about.st_mode),
                Err(Errno::NOENT) => continue,
                Err(error) => return Err(listing(error)),
            },
            kind => kind,
        };
        each(name.to_str().unwrap_or_default(), kind)?;
    }
    Ok(())
}

fn size(folder: &Folder, leaf: &OwnedFd, name: &str) -> Result<u64, CopyError> {
    match rustix::fs::statat(leaf, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(about) => Ok(u64::try_from(about.st_size).unwrap_or(0)),
        Err(error) => Err(folder.errno(LISTING)(error)),
    }
}

fn unknown(path: &[&str]) -> Blake3 {
    Blake3::of(path.join("/").as_bytes())
}
