//! The bytes of an item, piece by piece.

use crate::error::Trouble;
use crate::folder::{self, Opened};
use crate::key::Key;
use crate::location::{At, Location};
use crate::reading::Expected;
use crate::store;
use bytes::Bytes;
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore};
use std::fmt;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// Bytes of a piece. A bucket is asked for one piece at a time: a request for a whole film would run into time
/// limits, which count until the last byte.
pub(crate) const PIECE: u64 = 8 << 20;
/// Pieces of an object that are asked for ahead.
const AHEAD: usize = 2;

/// The bytes of an item, piece by piece, as it was when it was opened: if it changes meanwhile, the error is
/// [`Trouble::Changed`].
pub struct Pieces {
    about: About,
    from: Source,
}

enum Source {
    File { opened: Arc<Opened>, at: u64 },
    Store(BoxStream<'static, Result<Bytes, Trouble>>),
}

/// What an item was when it was opened.
pub(crate) struct About {
    size: u64,
    modified: Option<Timestamp>,
    tag: Option<Box<str>>,
}

impl About {
    pub(crate) fn of(opened: &Opened) -> Self {
        Self { size: opened.size(), modified: folder::modified(&opened.stat), tag: None }
    }

    pub(crate) fn is(&self, expected: &Expected, whole_seconds: bool) -> bool {
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
            Source::Store(pieces) => pieces.try_next().await,
            Source::File { opened, at } => {
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
        self.about.is(expected, matches!(self.from, Source::Store(_)))
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
pub(crate) fn short(opened: &Opened, error: &std::io::Error) -> Trouble {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof if opened.is_unchanged() == Ok(false) => Trouble::Changed,
        _ => Trouble::of_io(error),
    }
}

pub(crate) async fn open(location: &Location, key: &Key) -> Result<Pieces, Trouble> {
    match &location.at {
        At::Folder(place) => {
            let (place, key) = (Arc::clone(place), key.clone());
            let opened = folder::blocking(move || folder::open(&place, &key)).await?;
            let about = About::of(&opened);
            Ok(Pieces { about, from: Source::File { opened: Arc::new(opened), at: 0 } })
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
    Ok(Pieces { about, from: Source::Store(first.chain(rest.buffered(AHEAD)).boxed()) })
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
        At::Folder(place) => {
            let (place, key) = (Arc::clone(place), key.clone());
            folder::blocking(move || {
                let opened = folder::open(&place, &key)?;
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
