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
    /// Where it lies. Paths may name people: keep it out of logs.
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
    let (mut both, mut one, mut size) = (Hashing::default(), blake3::Hasher::new(), 0);
    loop {
        let piece = match file.read(room) {
            Ok(0) => break,
            Ok(read) => &room[..read],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        size += piece.len() as u64;
        match wanted {
            Wanted::Blake3(_) => drop(one.update(piece)),
            Wanted::Sha256(_) => both.update(piece),
        }
    }
    let path = path.to_owned();
    Ok(match wanted {
        Wanted::Blake3(sorted) => {
            let blake3 = Blake3(one.finalize().into());
            (Found { path, size, blake3, sha256: None }, sorted.binary_search(&blake3).is_ok())
        }
        Wanted::Sha256(sorted) => {
            let digests = both.finish();
            let found = Found { path, size, blake3: digests.blake3, sha256: Some(digests.sha256) };
            (found, sorted.binary_search(&digests.sha256).is_ok())
        }
    })
}
