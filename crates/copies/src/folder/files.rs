//! Single files of a folder: written, named, read.

use super::Folder;
use crate::error::CopyError;
use crate::hashing::{Digests, Hashing};
use crate::id::{Blake3, ItemId};
use crate::naming;
use crate::place::ReadFrom;
use rustix::fd::{AsFd, AsRawFd, OwnedFd};
use rustix::fs::{Advice, AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A quarter of a megabyte: what was read is still in the processor's cache when it is hashed.
const PIECE: usize = 1 << 18;
/// Where what is read past the system's memory has to begin in ours: at a sector, of whatever disk.
const ALIGNED: usize = 4096;

/// A file in `incoming`, or one without any name. Dropped, it is gone; of a process that is killed one in `incoming` stays,
/// and [`crate::sweep_unfinished`] finds it by its place.
pub(crate) struct Unfinished {
    pub(crate) file: File,
    /// Its name in `incoming`.
    name: Option<String>,
    incoming: Arc<OwnedFd>,
    named: bool,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(name) = self.name.as_ref().filter(|_| !self.named) {
            // Whatever stays is swept later, and is never taken for an item.
            let _ = rustix::fs::unlinkat(&*self.incoming, name, AtFlags::empty());
        }
    }
}

/// Whether a name was given, or something had it.
#[derive(PartialEq, Eq)]
pub(super) enum Naming {
    Given,
    Taken,
}

impl Folder {
    /// A new file without a name that counts, readable by its owner and, once this handle is closed, writable by nobody.
    pub(crate) fn unfinished(&self) -> Result<Unfinished, CopyError> {
        let (handle, count) = &self.begun;
        let count = count.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{count}{}", ItemId(*handle), super::list::TEMPORARY);
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        let file = rustix::fs::openat(&*self.incoming, &name, flags, Mode::RUSR)
            .map_err(self.errno("making a file"))?;
        Ok(Unfinished { file: file.into(), name: Some(name), incoming: self.incoming.clone(), named: false })
    }

    /// The same without any name, where its name is to be: a file system keeps files near the folder that they are made in, and
    /// of one where everything is made it is soon full, and looks long for room. Only where everything is waited for at once:
    /// that a file without a name and a name without its file come to the disk together, every file system promises of its
    /// whole, and not each of a single folder.
    pub(super) fn nameless(&self, leaf: &OwnedFd) -> Result<Unfinished, CopyError> {
        // A folder below that is on another disk is not among what is waited for at once, and renaming refuses it.
        let device = |at: &OwnedFd| rustix::fs::fstat(at).map(|about| about.st_dev).ok();
        if !self.links_nameless() || device(leaf) != device(&self.root) {
            return self.unfinished();
        }
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        match rustix::fs::openat(leaf, ".", flags, Mode::RUSR) {
            Ok(file) => Ok(Unfinished {
                file: file.into(),
                name: None,
                incoming: self.incoming.clone(),
                named: false,
            }),
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => self.unfinished(),
            Err(error) => Err(self.errno("making a file")(error)),
        }
    }

    /// Whether a file without a name can be given one here: not where `/proc` is not ours, or rules of the system forbid links.
    fn links_nameless(&self) -> bool {
        *self.links_nameless.get_or_init(|| {
            let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
            let Ok(file) = rustix::fs::openat(&*self.incoming, ".", flags, Mode::RUSR) else { return false };
            let name = format!("{}-trial{}", ItemId(self.begun.0), super::list::TEMPORARY);
            let opened = format!("/proc/self/fd/{}", file.as_raw_fd());
            let linked =
                rustix::fs::linkat(rustix::fs::CWD, opened, &*self.incoming, &name, AtFlags::SYMLINK_FOLLOW);
            linked.is_ok() && rustix::fs::unlinkat(&*self.incoming, &name, AtFlags::empty()).is_ok()
        })
    }

    /// Gives a file that is on the disk its name, and never another file's.
    pub(super) fn name(
        &self,
        unfinished: &mut Unfinished,
        leaf: &OwnedFd,
        name: &str,
    ) -> Result<Naming, CopyError> {
        let Some(old) = &unfinished.name else {
            let opened = format!("/proc/self/fd/{}", unfinished.file.as_raw_fd());
            return match rustix::fs::linkat(rustix::fs::CWD, opened, leaf, name, AtFlags::SYMLINK_FOLLOW) {
                Ok(()) => Ok(Naming::Given),
                Err(Errno::EXIST) => Ok(Naming::Taken),
                Err(error) => Err(self.errno("naming a file")(error)),
            };
        };
        let from = &*unfinished.incoming;
        match rustix::fs::renameat_with(from, old, leaf, name, RenameFlags::NOREPLACE) {
            Ok(()) => {
                unfinished.named = true;
                Ok(Naming::Given)
            }
            Err(Errno::EXIST) => Ok(Naming::Taken),
            // Some shares cannot rename without replacing; a link never replaces, on any. The other name goes with `Drop`.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                match rustix::fs::linkat(from, old, leaf, name, AtFlags::empty()) {
                    Ok(()) => Ok(Naming::Given),
                    Err(Errno::EXIST) => Ok(Naming::Taken),
                    Err(error) => Err(self.errno("naming a file")(error)),
                }
            }
            Err(error) => Err(self.errno("naming a file")(error)),
        }
    }

    /// The folder of an object, made if need be; see [`Folder::settle`].
    pub(super) fn made_leaf(&self, blake3: &Blake3) -> Result<OwnedFd, CopyError> {
        let (first, second) = naming::folders(blake3);
        let both = format!("{first}/{second}");
        let opened = || match open_folder(&self.root, &both) {
            Err(Errno::NOENT) => Ok(None),
            leaf => leaf.map(Some).map_err(self.errno("opening a folder")),
        };
        // Most often it is there; where it is not, most often the one above is.
        for name in [None, Some(&both), Some(&first), Some(&both)] {
            if let Some(name) = name {
                match rustix::fs::mkdirat(&self.root, name, Mode::RWXU) {
                    Ok(()) | Err(Errno::EXIST | Errno::NOENT) => {}
                    Err(error) => return Err(self.errno("making a folder")(error)),
                }
            }
            if let Some(leaf) = opened()? {
                return Ok(leaf);
            }
        }
        Err(self.errno("making a folder")(Errno::NOENT))
    }

    /// Waits until the folder of an object, and the one above, have their own names on the disk. Once in the life of this
    /// handle even if they were there: whoever made them may have been killed before he saw to it.
    pub(super) fn settle(&self, blake3: &Blake3) -> Result<(), CopyError> {
        let (one, two) = (usize::from(blake3.0[0]), usize::from(blake3.0[1]));
        let waiting = self.errno("waiting for the disk");
        if self.is_settled(one << 8 | two) {
            return Ok(());
        }
        if !self.is_settled(65_536 + one) {
            rustix::fs::fsync(&self.root).map_err(&waiting)?;
            self.settled(65_536 + one);
        }
        let above = open_folder(&self.root, &naming::folders(blake3).0).map_err(&waiting)?;
        rustix::fs::fsync(&above).map_err(&waiting)?;
        self.settled(one << 8 | two);
        Ok(())
    }

    fn is_settled(&self, folder: usize) -> bool {
        let settled = self.settled.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        settled.get(folder / 64).is_some_and(|word| word >> (folder % 64) & 1 == 1)
    }

    fn settled(&self, folder: usize) {
        let mut settled = self.settled.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(word) = settled.get_mut(folder / 64) {
            *word |= 1 << (folder % 64);
        }
    }

    /// An object, opened.
    pub(super) fn object(&self, blake3: &Blake3) -> Result<File, CopyError> {
        self.open_file(&self.root, &path(blake3), "object")
    }

    /// A manifest, by its name from a folder that is held open.
    pub(super) fn read_manifest(&self, at: &OwnedFd, name: &str) -> Result<Vec<u8>, CopyError> {
        let file = self.open_file(at, name, "manifest")?;
        // A manifest has some hundred bytes, for which there is room from the beginning, or it is read in small steps. What
        // is much longer is none, and does not open.
        let mut sealed = Vec::with_capacity(4096);
        file.take(1 << 20).read_to_end(&mut sealed).map_err(self.failed("reading a manifest"))?;
        Ok(sealed)
    }

    pub(super) fn open_file(&self, at: &OwnedFd, name: &str, what: &'static str) -> Result<File, CopyError> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        match rustix::fs::openat(at, name, flags, Mode::empty()) {
            Ok(file) => Ok(file.into()),
            Err(Errno::NOENT) => Err(self.missing(what)),
            Err(error) => Err(self.errno("opening a file")(error)),
        }
    }

    pub(super) fn missing(&self, what: &'static str) -> CopyError {
        CopyError::Missing { name: self.name.clone(), what }
    }
}

/// Where an object lies.
pub(super) fn path(blake3: &Blake3) -> String {
    let (first, second) = naming::folders(blake3);
    format!("{first}/{second}/{}", naming::object(blake3))
}

pub(super) fn open_folder(at: impl AsFd, name: &str) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    rustix::fs::openat(at, name, flags, Mode::empty())
}

/// An object, opened in order to be hashed.
pub(super) struct Object {
    file: File,
    /// The first reading goes past the system's memory.
    is_direct: bool,
    from: ReadFrom,
}

impl Folder {
    /// From the disk, a small file is read past the system's memory altogether: that is less work than to have it forget and
    /// keep the file again, and pushes nothing else out of it. Where a file system does not do that, it is asked to forget.
    pub(super) fn object_at(&self, at: &OwnedFd, name: &str, from: ReadFrom) -> Result<Object, CopyError> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::DIRECT;
        if from == ReadFrom::Disk {
            match rustix::fs::openat(at, name, flags, Mode::empty()) {
                Ok(file) => return Ok(Object { file: file.into(), is_direct: true, from }),
                Err(Errno::NOENT) => return Err(self.missing("object")),
                Err(_) => {}
            }
        }
        Ok(Object { file: self.open_file(at, name, "object")?, is_direct: false, from })
    }
}

/// Asks the system to forget what it keeps of a file, so that the disk answers. It forgets only what is on the disk.
fn forget(file: &File, from: ReadFrom) {
    if from == ReadFrom::Disk {
        // It is advice: a system that does not take it reads from memory, as it may do anyway.
        let _ = rustix::fs::fadvise(file, 0, None, Advice::DontNeed);
    }
}

/// Tells the system to begin to write what it still holds of a file. On a file system with a journal the sync of one file
/// then finds room for all of them, and the syncs after it have little to wait for.
pub(super) fn begin_writing(file: &File) {
    forget(file, ReadFrom::Disk);
}

pub(super) fn blake3(object: Object) -> io::Result<(Blake3, u64)> {
    let (mut hasher, mut size) = (blake3::Hasher::new(), 0);
    pieces(object, |piece| {
        hasher.update(piece);
        size += piece.len() as u64;
    })?;
    Ok((Blake3(hasher.finalize().into()), size))
}

pub(super) fn digests(object: Object) -> io::Result<Digests> {
    let mut hashing = Hashing::default();
    pieces(object, |piece| hashing.update(piece))?;
    Ok(hashing.finish())
}

/// Room for reading, once for each thread: to clear a quarter of a megabyte for a file of a kilobyte costs more than to
/// read it.
fn pieces(object: Object, mut each: impl FnMut(&[u8])) -> io::Result<()> {
    thread_local! {
        static ROOM: std::cell::RefCell<Vec<u8>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    let Object { mut file, mut is_direct, from } = object;
    ROOM.with_borrow_mut(|room| {
        room.resize(PIECE + ALIGNED, 0);
        let start = room.as_ptr().align_offset(ALIGNED).min(ALIGNED);
        let room = &mut room[start..start + PIECE];
        if !is_direct {
            forget(&file, from);
        }
        loop {
            let is_large = match file.read(room) {
                Ok(0) => return Ok(()),
                Ok(read) => {
                    each(&room[..read]);
                    read == PIECE
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // It was opened so, and is not read so after all.
                Err(error) if is_direct && error.kind() == io::ErrorKind::InvalidInput => true,
                Err(error) => return Err(error),
            };
            if is_direct {
                // A large file is read ahead while it is hashed, which the system does only through its memory. The end of a
                // small one, which is nowhere that a disk could begin to read, is asked for in the same way.
                rustix::fs::fcntl_setfl(&file, OFlags::empty())?;
                is_direct = false;
                if is_large {
                    forget(&file, from);
                }
            }
        }
    })
}
