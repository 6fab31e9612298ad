//! Folders: opened step by step from the root, following no link, so that nothing outside is ever looked at.

use crate::error::Trouble;
use crate::identity::{Identity, Sameness};
use crate::key::{Key, unescape};
use jiff::Timestamp;
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat};
use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Runs what waits for a disk on a thread that may wait.
pub(crate) async fn blocking<T: Send + 'static>(
    what: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(what).await.unwrap_or(Err(Trouble::Ourselves))
}

/// Where a folder is, and what it was when it was first seen.
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    pub(crate) identity: Option<Identity>,
}

/// The folder itself. It may be a link: whoever runs Tipstaff chose it.
pub(crate) fn root(place: &Place) -> Result<OwnedFd, Trouble> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let root = rustix::fs::openat(CWD, &place.path, flags, Mode::empty())?;
    if let Some(identity) = &place.identity {
        // Most of the time this is enough, and asks no server anything.
        let stat = rustix::fs::fstat(&root)?;
        if !identity.is_of(stat.st_ino, stat.st_dev)
            && identity.compare(&identity_of(&root)?) == Sameness::Other
        {
            return Err(Trouble::NotSamePlace);
        }
    }
    Ok(root)
}

/// A folder in a folder, if it is one, and no link to one.
pub(crate) fn below(folder: &impl AsFd, name: &[u8]) -> Result<OwnedFd, rustix::io::Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    rustix::fs::openat(folder, name, flags, Mode::empty())
}

/// What something in a folder is; of a link, the link.
pub(crate) fn stat(folder: &impl AsFd, name: &[u8]) -> Result<Stat, rustix::io::Errno> {
    rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)
}

/// When a file was last changed; `None` for what cannot be a time.
pub(crate) fn modified(stat: &Stat) -> Option<Timestamp> {
    let nanoseconds = i32::try_from(stat.st_mtime_nsec).ok()?;
    Timestamp::new(stat.st_mtime, nanoseconds).ok()
}

/// What the place is.
pub(crate) fn identity(path: &Path) -> Result<Identity, Trouble> {
    identity_of(&root(&Place { path: path.to_owned(), identity: None })?)
}

#[allow(clippy::unnecessary_cast, clippy::cast_sign_loss)] // width and sign of these numbers are the machine's
pub(crate) fn identity_of(root: &impl AsFd) -> Result<Identity, Trouble> {
    let stat = rustix::fs::fstat(root)?;
    Ok(Identity::Folder {
        inode: stat.st_ino as u64,
        device: stat.st_dev as u64,
        kind: rustix::fs::fstatfs(root)?.f_type as u64,
        file_system: rustix::fs::fstatvfs(root)?.f_fsid as u64,
    })
}

/// An open file, and what it was when it was opened.
pub(crate) struct Opened {
    pub(crate) file: File,
    pub(crate) stat: Stat,
}

impl Opened {
    pub(crate) fn size(&self) -> u64 {
        self.stat.st_size.unsigned_abs()
    }

    /// Whether it still is what it was.
    pub(crate) fn is_unchanged(&self) -> Result<bool, Trouble> {
        let now = rustix::fs::fstat(&self.file)?;
        // The time of the last change of anything about it cannot be set back, as that of its bytes can.
        let times = |stat: &Stat| (stat.st_mtime, stat.st_mtime_nsec, stat.st_ctime, stat.st_ctime_nsec);
        Ok(now.st_size == self.stat.st_size && times(&now) == times(&self.stat))
    }
}

/// Opens the file of a key. What is no plain file is not opened: a pipe would wait, a device might do something.
pub(crate) fn open(place: &Place, key: &Key) -> Result<Opened, Trouble> {
    let mut folder = root(place)?;
    let mut parts = key.as_str().split('/').peekable();
    while let Some(part) = parts.next() {
        let name = unescape(part).ok_or(Trouble::Gone)?;
        if matches!(&name[..], b"" | b"." | b"..") || name.contains(&b'/') || name.contains(&0) {
            return Err(Trouble::Gone);
        }
        if parts.peek().is_some() {
            folder = below(&folder, &name)?;
            continue;
        }
        if FileType::from_raw_mode(stat(&folder, &name)?.st_mode) != FileType::RegularFile {
            return Err(Trouble::NotAFile);
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::openat(&folder, &name[..], flags, Mode::empty())?);
        let stat = rustix::fs::fstat(&file)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(Trouble::NotAFile);
        }
        return Ok(Opened { file, stat });
    }
    Err(Trouble::Gone)
}

/// Whether a file is there: its size, once its first byte could be read.
pub(crate) fn probe(place: &Place, key: &Key) -> Result<u64, Trouble> {
    let opened = open(place, key)?;
    if opened.size() > 0 {
        let read = opened.file.read_at(&mut [0], 0).map_err(|error| Trouble::of_io(&error))?;
        if read == 0 {
            return Err(Trouble::Failing);
        }
    }
    Ok(opened.size())
}
