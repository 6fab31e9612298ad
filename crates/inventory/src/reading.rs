//! Reading an item: both hashes in one pass, and whether it is what it ought to be.

use crate::error::Trouble;
use crate::folder::{self, Opened, Place};
use crate::item::{Entry, Listed};
use crate::key::Key;
use crate::location::{At, Location};
use crate::pieces::{self, About, PIECE};
use jiff::Timestamp;
use rustix::fs::Advice;
use sha2::{Digest, Sha256};
use std::num::NonZeroU64;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

pub use crate::pieces::Pieces;

/// Bytes from which on the system is asked to forget what was read.
const FORGET: u64 = 1 << 20;
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
    progress: impl FnMut(u64) + Send,
) -> Reading {
    let read = match &location.at {
        At::Folder(place) => file(place, key, expected, progress).await,
        At::Store { .. } => object(location, key, expected, progress).await,
    };
    Reading::of(read)
}

/// A file, on a thread that may wait.
pub(crate) fn whole_file(place: &Place, key: &Key, expected: &Expected) -> Reading {
    let read = begin(place, key, expected).and_then(|(opened, mut state)| {
        while state.at < opened.size() {
            state = piece(&opened, state)?;
        }
        Ok(state)
    });
    Reading::of(read)
}

impl Reading {
    fn of(read: Result<State, Trouble>) -> Self {
        match read {
            Ok(State { hashes, at: size }) => Self::Read {
                sha256: hashes.sha256.finalize().into(),
                blake3: *hashes.blake3.finalize().as_bytes(),
                size,
            },
            Err(trouble) => trouble.into(),
        }
    }
}

/// How far reading is.
#[derive(Default)]
struct State {
    hashes: Hashes,
    at: u64,
}

/// A file is opened, and its first piece hashed, in one go: most of the time of a small one is spent going to and fro.
async fn file(
    place: &Arc<Place>,
    key: &Key,
    expected: &Expected,
    mut progress: impl FnMut(u64) + Send,
) -> Result<State, Trouble> {
    let (place, key, expected) = (Arc::clone(place), key.clone(), expected.clone());
    let (opened, mut state) = folder::blocking(move || begin(&place, &key, &expected)).await?;
    let (opened, size) = (Arc::new(opened), state.at);
    if size > 0 {
        progress(size);
    }
    while state.at < opened.size() {
        let (file, before) = (Arc::clone(&opened), state.at);
        state = folder::blocking(move || piece(&file, state)).await?;
        progress(state.at - before);
    }
    Ok(state)
}

/// Opens a file that is as expected, and hashes its first piece.
fn begin(place: &Place, key: &Key, expected: &Expected) -> Result<(Opened, State), Trouble> {
    let opened = folder::open(place, key)?;
    if !About::of(&opened).is(expected, false) {
        return Err(Trouble::Changed);
    }
    let state = piece(&opened, State::default())?;
    Ok((opened, state))
}

/// Hashes the next piece of a file without keeping it; after the last, looks whether the file still is what it was.
fn piece(opened: &Opened, mut state: State) -> Result<State, Trouble> {
    let from = state.at;
    let end = opened.size().min(from + PIECE);
    let mut buffer = vec![0; READ.min((end - from) as usize)];
    while state.at < end {
        let some = &mut buffer[..(end - state.at).min(READ as u64) as usize];
        opened.file.read_exact_at(some, state.at).map_err(|error| pieces::short(opened, &error))?;
        state.hashes.update(some);
        state.at += some.len() as u64;
    }
    // What was read is not needed again soon: it shall not push out what the owner of the store works with, and the
    // next round shall read the medium and not our memory of it. A file system that cannot do so says no, which does
    // not matter. For small files the call takes longer than reading them.
    if end - from >= FORGET {
        let _ = rustix::fs::fadvise(&opened.file, from, NonZeroU64::new(end - from), Advice::DontNeed);
    }
    if end == opened.size() && !opened.is_unchanged()? {
        return Err(Trouble::Changed);
    }
    Ok(state)
}

async fn object(
    location: &Location,
    key: &Key,
    expected: &Expected,
    mut progress: impl FnMut(u64) + Send,
) -> Result<State, Trouble> {
    let mut pieces = pieces::open(location, key).await?;
    if !pieces.is(expected) {
        return Err(Trouble::Changed);
    }
    let mut state = State::default();
    while let Some(bytes) = pieces.next().await? {
        let taken = bytes.len() as u64;
        state = folder::blocking(move || {
            state.hashes.update(&bytes);
            state.at += taken;
            Ok(state)
        })
        .await?;
        progress(taken);
    }
    if state.at == pieces.size() { Ok(state) } else { Err(Trouble::Failing) }
}
