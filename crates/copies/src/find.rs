//! What was lost, looked for anywhere: see [`find`].

use crate::hashing::Hashing;
use crate::id::{Blake3, Sha256};
use crate::place::SMALL;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What is looked for.
#[derive(Clone, Copy)]
pub enum Wanted<'w> {
    /// Any of these, sorted.
    Blake3(&'w [Blake3]),
    /// Any of these, sorted.
    Sha256(&'w [Sha256]),
}

/// A file that is one of the wanted.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it lies; of an object in a bucket its key. Either may name people: keep it out of logs.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Its BLAKE3.
    pub blake3: Blake3,
    /// Its SHA-256, where that was looked for.
    pub sha256: Option<Sha256>,
}

/// What was looked at, in numbers; of files that are not ours nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passed {
    /// Files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Files and folders that could not be read. Each may be what is looked for.
    pub unreadable: u64,
    /// Files that were wanted.
    pub found: u64,
}

impl std::fmt::Debug for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Found({} bytes, {})", self.size, self.blake3)
    }
}

/// Hashes every file under a folder and hands over those that are wanted. Links are not followed, so it comes to an end.
/// What cannot be read is counted, and the rest goes on. An error means that the folder itself could not be read.
pub fn find(folder: &Path, wanted: Wanted<'_>, each: &mut dyn FnMut(Found)) -> io::Result<Passed> {
    let mut passed = Passed::default();
    // Folders yet to be read: as many as are open in an explorer's tree, not as many as there are.
    let mut open = vec![fs::read_dir(folder)?];
    let mut room = Vec::new();
    while let Some(entries) = open.last_mut() {
        let Some(entry) = entries.next() else {
            open.pop();
            continue;
        };
        let kind = entry.and_then(|entry| entry.file_type().map(|kind| (entry, kind)));
        let Ok((entry, kind)) = kind else {
            passed.unreadable += 1;
            continue;
        };
        if kind.is_dir() {
            match fs::read_dir(entry.path()) {
                Ok(entries) => open.push(entries),
                Err(_) => passed.unreadable += 1,
            }
        } else if kind.is_file() {
            match digest(&entry.path(), wanted, &mut room) {
                Ok((found, is_wanted)) => {
                    passed.files += 1;
                    passed.bytes += found.size;
                    if is_wanted {
                        passed.found += 1;
                        each(found);
                    }
                }
                Err(_) => passed.unreadable += 1,
            }
        }
    }
    Ok(passed)
}

fn digest(path: &Path, wanted: Wanted<'_>, room: &mut Vec<u8>) -> io::Result<(Found, bool)> {
    let mut file = fs::File::open(path)?;
    room.resize(SMALL / 4, 0);
    let mut looking = Looking::new(wanted);
    loop {
        match file.read(room) {
            Ok(0) => return Ok(looking.finish(path.to_owned())),
            Ok(read) => looking.update(&room[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A file on its way through the digests that are asked for.
pub(crate) struct Looking<'w> {
    wanted: Wanted<'w>,
    both: Hashing,
    one: blake3::Hasher,
    size: u64,
}

impl<'w> Looking<'w> {
    pub(crate) fn new(wanted: Wanted<'w>) -> Self {
        Self { wanted, both: Hashing::default(), one: blake3::Hasher::new(), size: 0 }
    }

    pub(crate) fn update(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        match self.wanted {
            Wanted::Blake3(_) => drop(self.one.update(piece)),
            Wanted::Sha256(_) => self.both.update(piece),
        }
    }

    /// What it is, and whether it is wanted.
    pub(crate) fn finish(self, path: PathBuf) -> (Found, bool) {
        let size = self.size;
        match self.wanted {
            Wanted::Blake3(sorted) => {
                let blake3 = Blake3(self.one.finalize().into());
                (Found { path, size, blake3, sha256: None }, sorted.binary_search(&blake3).is_ok())
            }
            Wanted::Sha256(sorted) => {
                let digests = self.both.finish();
                let sha256 = Some(digests.sha256);
                let is_wanted = sorted.binary_search(&digests.sha256).is_ok();
                (Found { path, size, blake3: digests.blake3, sha256 }, is_wanted)
            }
        }
    }
}
