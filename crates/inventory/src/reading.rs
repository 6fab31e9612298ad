//! Reading an item: both hashes in one pass, and whether it is what it ought to be.

use crate::error::Trouble;
use crate::folder::{self, Opened};
use crate::item::{Entry, Listed};
use crate::key::Key;
use crate::location::{At, Location};
use crate::store;
use bytes::Bytes;
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore};
use rustix::fs::Advice;
use sha2::{Digest, Sha256};
use std::fmt;
use std::num::NonZeroU64;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// Bytes of a piece. A bucket is asked for one piece at a time: a request for a whole film would run into time limits, which count
/// until the last byte.
const PIECE: u64 = 8 << 20;
/// Bytes read from a file at a time, between the hashes: they stay in the processor's cache.
const READ: usize = 256 << 10;
/// Pieces of an object that are asked for ahead.
const AHEAD: usize = 2;

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
    /// Its size, its time of change or its tag is not the expected one, or changed while it was read. There are no hashes: list it
    /// again, and then read it as it is now.
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

/// The bytes of an item, piece by piece, as it was when it was opened: if it changes meanwhile, the error is
/// [`Trouble::Changed`].
pub struct Pieces {
    about: About,
    from: From_,
}

enum From_ {
    File { opened: Arc<Opened>, at: u64 },
    Store(BoxStream<'static, Result<Bytes, Trouble>>),
}

/// What an item was when it was opened.
struct About {
    size: u64,
    modified: Option<Timestamp>,
    tag: Option<Box<str>>,
}

impl About {
    fn is(&self, expected: &Expected, whole_seconds: bool) -> bool {
        let time = |expected: Timestamp| match self.modified {
            Some(modified) if whole_seconds => {
                modified.duration_since(expected).abs() < SignedDuration::from_secs(1)
            }
            modified => modified == Some(expected),
        };
        expected.size.is_none_or(|size| size == self.size)
            && expected.modified.is_none_or(time)
            && (self.tag.is_none() || expected.tag.is_none() || self.tag == expected.tag)
    }
}

impl Pieces {
    /// The next piece, of at most 8 MiB and never empty; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Trouble> {
        match &mut self.from {
            From_::Store(pieces) => pieces.try_next().await,
            From_::File { opened, at } => {
                let (file, from) = (Arc::clone(opened), *at);
                let piece = folder::blocking(move || piece(&file, from)).await?;
                *at += piece.len() as u64;
                Ok((!piece.is_empty()).then_some(piece))
            }
        }
    }

    /// Bytes that the item has.
    pub fn size(&self) -> u64 {
        self.about.size
    }

    /// When it was last changed.
    pub fn modified(&self) -> Option<Timestamp> {
        self.about.modified
    }

    /// Whether what was opened is what is expected.
    pub fn is(&self, expected: &Expected) -> bool {
        self.about.is(expected, matches!(self.from, From_::Store(_)))
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pieces({} bytes)", self.about.size)
    }
}

fn piece(opened: &Opened, from: u64) -> Result<Bytes, Trouble> {
    let left = opened.size().saturating_sub(from).min(PIECE);
    if left == 0 {
        return if opened.is_unchanged()? { Ok(Bytes::new()) } else { Err(Trouble::Changed) };
    }
    let mut bytes = vec![0; left as usize];
    opened.file.read_exact_at(&mut bytes, from).map_err(|error| short(opened, &error))?;
    Ok(bytes.into())
}

/// A file that ends early was cut while it was read, or its medium gives less than it promised.
fn short(opened: &Opened, error: &std::io::Error) -> Trouble {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof if opened.is_unchanged() == Ok(false) => Trouble::Changed,
        _ => Trouble::of_io(error),
    }
}

pub(crate) async fn open(location: &Location, key: &Key) -> Result<Pieces, Trouble> {
    match &location.at {
        At::Folder(path) => {
            let (path, key) = (Arc::clone(path), key.clone());
            let opened = folder::blocking(move || folder::open(&path, &key)).await?;
            let about = About { size: opened.size(), modified: folder::modified(&opened.stat), tag: None };
            Ok(Pieces { about, from: From_::File { opened: Arc::new(opened), at: 0 } })
        }
        At::Store { store, prefix } => object(store, store::path(prefix, key)?).await,
    }
}

async fn object(store: &Arc<dyn ObjectStore>, path: Path) -> Result<Pieces, Trouble> {
    let (meta, first) = match get(store, &path, 0..PIECE, None).await {
        // Of an empty object there are no first bytes, and servers call the question wrong.
        Err(Trouble::Failing) => match store::about(store, &path).await? {
            meta if meta.size == 0 => (meta, Bytes::new()),
            _ => return Err(Trouble::Failing),
        },
        got => got?,
    };
    let modified = store::time(meta.last_modified.timestamp(), meta.last_modified.timestamp_subsec_nanos());
    let about = About { size: meta.size, modified, tag: meta.e_tag.clone().map(Into::into) };
    let (size, tag, store) = (meta.size, meta.e_tag, Arc::clone(store));
    let starts = stream::iter((PIECE..size).step_by(PIECE as usize));
    let rest = starts.map(move |at| {
        let (store, path, tag) = (Arc::clone(&store), path.clone(), tag.clone());
        async move {
            let (meta, bytes) = get(&store, &path, at..size.min(at + PIECE), tag.as_deref()).await?;
            if meta.size != size || meta.e_tag != tag { Err(Trouble::Changed) } else { Ok(bytes) }
        }
    });
    let first = stream::iter((!first.is_empty()).then_some(Ok(first)));
    Ok(Pieces { about, from: From_::Store(first.chain(rest.buffered(AHEAD)).boxed()) })
}

/// Some bytes of an object, all of those that there must be.
async fn get(
    store: &Arc<dyn ObjectStore>,
    path: &Path,
    range: Range<u64>,
    tag: Option<&str>,
) -> Result<(ObjectMeta, Bytes), Trouble> {
    let of_store = |error| Trouble::of_store(&error);
    let options = GetOptions {
        range: Some(GetRange::Bounded(range.clone())),
        if_match: tag.map(ToOwned::to_owned),
        ..GetOptions::default()
    };
    let got = store.get_opts(path, options).await.map_err(of_store)?;
    let meta = got.meta.clone();
    let bytes = got.bytes().await.map_err(of_store)?;
    if bytes.len() as u64 != range.end.min(meta.size).saturating_sub(range.start) {
        return Err(Trouble::Failing);
    }
    Ok((meta, bytes))
}

pub(crate) async fn range(location: &Location, key: &Key, range: Range<u64>) -> Result<Bytes, Trouble> {
    if range.is_empty() {
        return Ok(Bytes::new());
    }
    match &location.at {
        At::Folder(path) => {
            let (path, key) = (Arc::clone(path), key.clone());
            folder::blocking(move || {
                let opened = folder::open(&path, &key)?;
                let length = range.end.min(opened.size()).saturating_sub(range.start);
                let mut bytes = vec![0; usize::try_from(length).map_err(|_| Trouble::Ourselves)?];
                opened.file.read_exact_at(&mut bytes, range.start).map_err(|error| short(&opened, &error))?;
                Ok(bytes.into())
            })
            .await
        }
        At::Store { store, prefix } => Ok(get(store, &store::path(prefix, key)?, range, None).await?.1),
    }
}

#[derive(Clone, Default)]
struct Hashes {
    sha256: Sha256,
    blake3: blake3::Hasher,
}

impl Hashes {
    fn update(&mut self, bytes: &[u8]) {
        // Both take what is still in the cache; 256 KiB at once is what BLAKE3 needs to use the whole width of the processor.
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
    let mut pieces = match open(location, key).await {
        Ok(pieces) if pieces.is(expected) => pieces,
        Ok(_) => return Reading::Changed,
        Err(trouble) => return trouble.into(),
    };
    let mut hashes = Hashes::default();
    let mut size = 0;
    loop {
        let step = match &mut pieces.from {
            From_::File { opened, at } => {
                let (file, from, state) = (Arc::clone(opened), *at, std::mem::take(&mut hashes));
                folder::blocking(move || hash(&file, from, state)).await.map(|(state, taken)| {
                    hashes = state;
                    *at += taken;
                    taken
                })
            }
            From_::Store(objects) => match objects.try_next().await {
                Ok(Some(bytes)) => {
                    let mut state = std::mem::take(&mut hashes);
                    let taken = bytes.len() as u64;
                    let hashed = folder::blocking(move || {
                        state.update(&bytes);
                        Ok(state)
                    });
                    hashed.await.map(|state| {
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
    if size != pieces.about.size {
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
        opened.file.read_exact_at(some, from + at).map_err(|error| short(opened, &error))?;
        hashes.update(some);
        at += some.len() as u64;
    }
    // What was read is not needed again soon: it shall not push out what the owner of the store works with, and the next round shall
    // read the medium and not our memory of it. A file system that cannot do so says no, which does not matter.
    let _ = rustix::fs::fadvise(&opened.file, from, NonZeroU64::new(left), Advice::DontNeed);
    Ok((hashes, left))
}
