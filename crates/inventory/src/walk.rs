//! Listing a folder: sorted, by descriptors, one open folder for each level.
//!
//! Byte order of whole keys is not the order of names: what is in the folder `a` is named `a/…`, and `a-b` comes
//! before it. So folders are sorted with their slash. Memory is that of the names in the folders that are open; of
//! more than a million in one folder, the rest waits in a temporary file.
//!
//! A folder that is moved from a part not yet listed into one that is done is in neither; as long as the place is in
//! use no list can rule that out. It is there in the next.

use crate::coverage::{Kind, ListOptions, Reason};
use crate::error::{InventoryError, Trouble};
use crate::folder::{self, Place, below, modified, stat};
use crate::identity::Sameness;
use crate::item::{Entry, Listed};
use crate::key::{Key, MAX_KEY, escape, unescape};
use crate::listing::{Lister, Listing, Unheard};
use crate::sort::{Sorted, Sorter};
use jiff::Timestamp;
use rustix::fs::{FileType, RawDir};
use rustix::io::Errno;
use std::collections::HashSet;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Batches that wait for whoever listens.
const WAITING: usize = 4;
/// Bytes of names read at a time.
const READ: usize = 64 << 10;

pub(crate) fn list(place: Arc<Place>, options: ListOptions) -> Listing {
    let (to, messages) = mpsc::channel(WAITING);
    // A thread of its own, not one of the runtime's: a share that hangs would keep the runtime from ending.
    let walk = move || {
        let mut walker = Walker::new(Lister::new(to, &options), &options);
        if walker.walk(&place).is_ok() {
            walker.lister.blocking_done();
        }
    };
    // Without a thread the channel closes, and the listing is incomplete.
    let _ = std::thread::Builder::new().name("listing".into()).spawn(walk);
    Listing::new(messages)
}

struct Walker<'a> {
    lister: Lister,
    options: &'a ListOptions,
    leave_out: HashSet<&'a str>,
    /// The key so far; of a folder, with its slash.
    path: String,
    device: u64,
    buffer: Vec<u8>,
}

/// A folder that is open.
struct Open {
    fd: OwnedFd,
    inode: u64,
    device: u64,
    names: Names,
    /// Length of the path of the folder that it is in.
    above: usize,
}

/// Names in a folder, sorted; those of folders end in a slash.
enum Names {
    Memory(std::vec::IntoIter<Name>),
    Files(Sorted),
}

struct Name {
    text: Box<str>,
    kind: FileType,
}

impl Iterator for Names {
    type Item = Result<Name, InventoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Memory(names) => names.next().map(Ok),
            Self::Files(sorted) => Some(sorted.next()?.map(|entry| Name {
                text: entry.key.as_str().into(),
                kind: FileType::from_raw_mode(entry.size as u32),
            })),
        }
    }
}

impl<'a> Walker<'a> {
    fn new(lister: Lister, options: &'a ListOptions) -> Self {
        let leave_out = options.leave_out.iter().map(Key::as_str).collect();
        Self { lister, options, leave_out, path: String::new(), device: 0, buffer: Vec::with_capacity(READ) }
    }

    fn walk(&mut self, place: &Place) -> Result<(), Unheard> {
        let (fd, identity) = match folder::root(place).and_then(|fd| Ok((folder::identity_of(&fd)?, fd))) {
            Ok((identity, fd)) => (fd, identity),
            Err(trouble) => {
                self.lister.because(match trouble {
                    Trouble::NotSamePlace => Reason::NotSamePlace,
                    trouble => Reason::Place { trouble },
                });
                return Ok(());
            }
        };
        self.lister.identity = Some(identity.clone());
        let expected = self.options.expected.as_ref();
        if expected.is_some_and(|expected| expected.compare(&identity) == Sameness::Other) {
            self.lister.because(Reason::NotSamePlace);
            return Ok(());
        }
        let mut open = Vec::new();
        match self.enter(fd, 0) {
            Ok(folder) => {
                self.device = folder.device;
                open.push(folder);
            }
            Err(trouble) => self.lister.because(Reason::Place { trouble }),
        }
        while let Some(folder) = open.last_mut() {
            match folder.names.next() {
                Some(Ok(name)) => {
                    let depth = open.len();
                    // Taken apart so that the folder can be used while another one is opened.
                    let Some(folder) = open.last() else { break };
                    if let Some(deeper) = self.name(folder, &name, depth)? {
                        open.push(deeper);
                    }
                }
                Some(Err(_)) => {
                    self.because_here(|key| Reason::Replaced { key });
                    folder.names = Names::Memory(Vec::new().into_iter());
                }
                None => {
                    let done = open.pop();
                    if let (Some(done), Some(above)) = (done, open.last()) {
                        self.leave(&done, above);
                    }
                }
            }
        }
        if folder::identity(&place.path).is_ok_and(|now| now == identity) {
            return Ok(());
        }
        self.lister.because(Reason::Replaced { key: None });
        Ok(())
    }

    /// One name of a folder: an item, a folder to go into, or something else.
    fn name(&mut self, folder: &Open, name: &Name, depth: usize) -> Result<Option<Open>, Unheard> {
        let above = self.path.len();
        if above + name.text.len() > MAX_KEY {
            self.because_here(|key| Reason::TooLong { key });
            return Ok(None);
        }
        self.path.push_str(&name.text);
        let deeper = match name.kind {
            _ if self.leave_out.contains(self.path.trim_end_matches('/')) => {
                self.aside(Kind::LeftOut);
                None
            }
            FileType::RegularFile => {
                self.file(folder, name)?;
                None
            }
            FileType::Directory => self.folder(folder, name, depth, above),
            other => {
                self.aside(kind(other));
                None
            }
        };
        if deeper.is_none() {
            self.path.truncate(above);
        }
        Ok(deeper)
    }

    fn file(&mut self, folder: &Open, name: &Name) -> Result<(), Unheard> {
        let key = Key::checked(&self.path);
        match stat(&folder.fd, &raw(&name.text)) {
            Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile => {
                let size = stat.st_size.unsigned_abs();
                let item = Listed { key, size, modified: modified(&stat), tag: None, version: None };
                if self.lister.item(item) {
                    self.lister.blocking_send()?;
                }
            }
            Ok(stat) => self.lister.aside(key, kind(FileType::from_raw_mode(stat.st_mode))),
            Err(Errno::NOENT) => self.lister.went += 1,
            Err(error) => self.lister.because(Reason::Size { key, trouble: error.into() }),
        }
        Ok(())
    }

    fn folder(&mut self, folder: &Open, name: &Name, depth: usize, above: usize) -> Option<Open> {
        let key = Key::checked(self.path.trim_end_matches('/'));
        let reason = if depth > self.options.depth {
            Reason::TooDeep { key }
        } else {
            match below(&folder.fd, &raw(&name.text)) {
                Ok(fd) => match self.enter(fd, above) {
                    Ok(open) if self.is_elsewhere(open.device) => Reason::OtherFileSystem { key },
                    Ok(open) => return Some(open),
                    Err(trouble) => Reason::Folder { key, trouble },
                },
                // It was a folder when it was listed a moment ago.
                Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Reason::Replaced { key: Some(key) },
                Err(error) => Reason::Folder { key, trouble: error.into() },
            }
        };
        self.lister.because(reason);
        None
    }

    /// Reads the names of a folder.
    fn enter(&mut self, fd: OwnedFd, above: usize) -> Result<Open, Trouble> {
        let about = rustix::fs::fstat(&fd)?;
        let (inode, device) = (about.st_ino, about.st_dev);
        let names = if !self.path.is_empty() && self.is_elsewhere(device) {
            Names::Memory(Vec::new().into_iter())
        } else {
            self.names(&fd)?
        };
        Ok(Open { fd, inode, device, names, above })
    }

    fn is_elsewhere(&self, device: u64) -> bool {
        device != self.device && !self.options.across_file_systems
    }

    fn names(&mut self, fd: &OwnedFd) -> Result<Names, Trouble> {
        let mut names: Vec<Name> = Vec::new();
        let mut sorter: Option<Sorter> = None;
        let in_memory = self.options.in_memory.max(1);
        let mut read = RawDir::new(fd, self.buffer.spare_capacity_mut());
        while let Some(entry) = read.next() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if matches!(name, b"." | b"..") {
                continue;
            }
            let mut kind = entry.file_type();
            if kind == FileType::Unknown {
                match stat(fd, name) {
                    Ok(stat) => kind = FileType::from_raw_mode(stat.st_mode),
                    Err(Errno::NOENT) => continue,
                    Err(error) => return Err(error.into()),
                }
            }
            let mut text = String::with_capacity(name.len() + 1);
            escape(name, &mut text);
            if kind == FileType::Directory {
                text.push('/');
            }
            names.push(Name { text: text.into(), kind });
            if names.len() >= in_memory {
                // What is sorted through files takes about four times the room in memory.
                spill(&mut names, sorter.get_or_insert_with(|| Sorter::new(in_memory / 4)))?;
            }
        }
        if let Some(mut sorter) = sorter {
            spill(&mut names, &mut sorter)?;
            return Ok(Names::Files(sorter.finish().map_err(|_| Trouble::Ourselves)?));
        }
        names.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        // A folder that changes while it is read can show a name twice.
        names.dedup_by(|a, b| a.text == b.text);
        Ok(Names::Memory(names.into_iter()))
    }

    /// A folder is done: is it still where it was?
    fn leave(&mut self, done: &Open, above: &Open) {
        let name = self.path.get(done.above..).unwrap_or_default().trim_end_matches('/');
        let is_there = stat(&above.fd, &raw(name))
            .is_ok_and(|stat| stat.st_ino == done.inode && stat.st_dev == done.device);
        if !is_there {
            self.because_here(|key| Reason::Replaced { key });
        }
        self.path.truncate(done.above);
    }

    fn aside(&mut self, kind: Kind) {
        self.lister.aside(Key::checked(self.path.trim_end_matches('/')), kind);
    }

    fn because_here(&mut self, reason: impl FnOnce(Option<Key>) -> Reason) {
        let path = self.path.trim_end_matches('/');
        let key = (!path.is_empty()).then(|| Key::checked(path));
        self.lister.because(reason(key));
    }
}

/// The name that the system knows.
fn raw(text: &str) -> Vec<u8> {
    let text = text.trim_end_matches('/');
    unescape(text).unwrap_or_else(|| text.as_bytes().to_vec())
}

fn spill(names: &mut Vec<Name>, sorter: &mut Sorter) -> Result<(), Trouble> {
    for Name { text, kind } in names.drain(..) {
        let size = u64::from(kind.as_raw_mode());
        let listed = Listed { key: Key::checked(&text), size, modified: None, tag: None, version: None };
        sorter.push(Entry::named(listed, Timestamp::UNIX_EPOCH)).map_err(|_| Trouble::Ourselves)?;
    }
    Ok(())
}

fn kind(of: FileType) -> Kind {
    match of {
        FileType::Symlink => Kind::Link,
        FileType::Socket => Kind::Socket,
        FileType::Fifo => Kind::Pipe,
        FileType::CharacterDevice | FileType::BlockDevice => Kind::Device,
        _ => Kind::Unknown,
    }
}
