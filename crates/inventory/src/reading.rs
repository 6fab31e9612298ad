//! Reading an item: both hashes in one pass, and whether it is what it ought to be.

use crate::error::Trouble;
use crate::folder::{self, Opened};
use crate::item::{Entry, Listed};
use crate::key::Key;
use crate::location::Location;
use crate::pieces::{self, PIECE, Source};
use futures::TryStreamExt;
use jiff::Timestamp;
use rustix::fs::Advice;
use sha2::{Digest, Sha256};
use std::num::NonZeroU64;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

pub use crate::pieces::Pieces;

/// Bytes read from a file at a time, between the hashes: they stay in the processor's cache.
const READ: usize = 256 << 10;

/// What an item is expected to be. What is `None` is not compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    /// In bytes.
    pub size: Option<u64>,
    /// When it was last changed. A bucket that is read gives whole seconds: of its times only those are compared.
    pub modified: Option<Timestamp>,
    /// The tag of an object. Files have none.
    pub tag: Option<Box<str>>,
}

impl From<&Entry> for Expected {
    fn from(entry: &Entry) -> Self {
        Self { size: Some(entry.size), modified: entry.modified, tag: entry.tag.clone() }
    }
}

impl From<&Listed> for Expected {
    fn from(listed: &Listed) -> Self {
        Self { size: Some(listed.size), modified: listed.modified, tag: listed.tag.clone() }
    }
}

/// What reading an item gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// All of it.
    Read {
        /// SHA-256 of its bytes, for courts.
        sha256: [u8; 32],
        /// BLAKE3 of its bytes, for speed.
        blake3: [u8; 32],
        /// Bytes.
        size: u64,
    },
    /// It is not there.
    Gone,
    /// Its size, its time of change or its tag is not the expected one, or changed while it was read. There are no
    /// hashes: list it again, and then read it as it is now.
    Changed,
    /// It could not be read to its end. Bytes may be lost.
    Unreadable(Trouble),
}

impl From<Trouble> for Reading {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Gone => Self::Gone,
            Trouble::Changed => Self::Changed,
            other => Self::Unreadable(other),
        }
    }
}

#[derive(Clone, Default)]
struct Hashes {
    sha256: Sha256,
    blake3: blake3::Hasher,
}

impl Hashes {
    fn update(&mut self, bytes: &[u8]) {
        // Both take what is still in the cache; 256 KiB at once is what BLAKE3 needs to use the whole width of the
        // processor.
        for some in bytes.chunks(READ) {
            self.sha256.update(some);
            self.blake3.update(some);
        }
    }
}

pub(crate) async fn read(
    location: &Location,
    key: &Key,
    expected: &Expected,
    mut progress: impl FnMut(u64) + Send,
) -> Reading {
    let mut pieces = match pieces::open(location, key).await {
        Ok(pieces) if pieces.is(expected) => pieces,
        Ok(_) => return Reading::Changed,
        Err(trouble) => return trouble.into(),
    };
    let mut hashes = Hashes::default();
    let mut size = 0;
    loop {
        let step = match &mut pieces.from {
            Source::File { opened, at } => {
                let (file, from, state) = (Arc::clone(opened), *at, std::mem::take(&mut hashes));
                folder::blocking(move || hash(&file, from, state)).await.map(|(state, taken)| {
                    hashes = state;
                    *at += taken;
                    taken
                })
            }
            Source::Store(objects) => match objects.try_next().await {
                Ok(Some(bytes)) => {
                    let mut state = std::mem::take(&mut hashes);
                    let taken = bytes.len() as u64;
                    let update = folder::blocking(move || {
                        state.update(&bytes);
                        Ok(state)
                    });
                    update.await.map(|state| {
                        hashes = state;
                        taken
                    })
                }
                Ok(None) => Ok(0),
                Err(trouble) => Err(trouble),
            },
        };
        match step {
            Ok(0) => break,
            Ok(taken) => {
                size += taken;
                progress(taken);
            }
            Err(trouble) => return trouble.into(),
        }
    }
    if size != pieces.size() {
        return Reading::Unreadable(Trouble::Failing);
    }
    Reading::Read {
        sha256: hashes.sha256.finalize().into(),
        blake3: *hashes.blake3.finalize().as_bytes(),
        size,
    }
}

/// Hashes the next piece of a file without keeping it.
fn hash(opened: &Opened, from: u64, mut hashes: Hashes) -> Result<(Hashes, u64), Trouble> {
    let left = opened.size().saturating_sub(from).min(PIECE);
    if left == 0 {
        return if opened.is_unchanged()? { Ok((hashes, 0)) } else { Err(Trouble::Changed) };
    }
    let mut buffer = vec![0; READ.min(left as usize)];
    let mut at = 0;
    while at < left {
        let some = &mut buffer[..(left - at).min(READ as u64) as usize];
        opened.file.read_exact_at(some, from + at).map_err(|error| pieces::short(opened, &error))?;
        hashes.update(some);
        at += some.len() as u64;
    }
    // What was read is not needed again soon: it shall not push out what the owner of the store works with, and the
    // next round shall read the medium and not our memory of it. A file system that cannot do so says no, which does
    // not matter.
    let _ = rustix::fs::fadvise(&opened.file, from, NonZeroU64::new(left), Advice::DontNeed);
    Ok((hashes, left))
}
