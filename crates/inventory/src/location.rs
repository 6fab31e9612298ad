//! Where items lie: a folder on this machine or a mounted share, or a bucket of S3. To be read, never to be written.

use crate::coverage::ListOptions;
use crate::error::{InventoryError, Trouble};
use crate::folder::{self, Place};
use crate::identity::Identity;
use crate::key::Key;
use crate::listing::Listing;
use crate::many;
use crate::pieces::{self, Pieces};
use crate::probe::{self, Answer};
use crate::reading::{self, Expected, Reading};
use crate::{store, walk};
use bytes::Bytes;
use object_store::ObjectStore;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// A place of items, for reading only: this type, and this crate, have no method that writes.
#[derive(Clone)]
pub struct Location {
    pub(crate) at: At,
    shown: Arc<str>,
}

#[derive(Clone)]
pub(crate) enum At {
    Folder(Arc<Place>),
    Store { store: Arc<dyn ObjectStore>, prefix: object_store::path::Path },
}

impl Location {
    /// Takes `/a/folder`, `file:///a/folder` or `s3://BUCKET/PREFIX`. Nothing is opened yet.
    ///
    /// Credentials of S3 come from the environment, as `object_store` documents: `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, and `AWS_ALLOW_HTTP=true` for one without TLS. Give it
    /// keys that can list and get, and nothing else.
    pub fn parse(text: &str) -> Result<Self, InventoryError> {
        if let Some(rest) = text.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let prefix = prefix.trim_matches('/');
            if bucket.is_empty() {
                return Err(refused("a bucket without a name"));
            }
            return Self::bucket(bucket, prefix, text);
        }
        let path = text.strip_prefix("file://").unwrap_or(text);
        if !path.starts_with('/') {
            return Err(refused("a place that is neither an absolute folder nor on S3"));
        }
        Ok(Self::folder(path))
    }

    #[cfg(feature = "s3")]
    fn bucket(bucket: &str, prefix: &str, text: &str) -> Result<Self, InventoryError> {
        let store = object_store::aws::AmazonS3Builder::from_env()
            .with_bucket_name(bucket)
            .with_retry(patience())
            .build()
            .map_err(|_| refused("the bucket"))?;
        Self::in_store(Arc::new(store), prefix, text)
    }

    #[cfg(not(feature = "s3"))]
    fn bucket(_: &str, _: &str, _: &str) -> Result<Self, InventoryError> {
        Err(refused("a bucket: this program was built without them,"))
    }

    /// A folder.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let shown = path.display().to_string().into();
        Self { at: At::Folder(Arc::new(Place { path, identity: None })), shown }
    }

    /// The same location, of which is known what it was: of another place, such as the empty folder below a share that
    /// is not mounted, nothing is listed or read ([`Trouble::NotSamePlace`]). Buckets have no identity to know.
    #[must_use]
    pub fn known_as(self, identity: Identity) -> Self {
        match self.at {
            At::Folder(place) => {
                let place = Place { path: place.path.clone(), identity: Some(identity) };
                Self { at: At::Folder(Arc::new(place)), shown: self.shown }
            }
            at @ At::Store { .. } => Self { at, shown: self.shown },
        }
    }

    /// Any store that `object_store` knows, below a prefix; `shown` is how people are told of it.
    pub fn in_store(store: Arc<dyn ObjectStore>, prefix: &str, shown: &str) -> Result<Self, InventoryError> {
        let prefix = object_store::path::Path::parse(prefix).map_err(|_| refused("the prefix"))?;
        Ok(Self { at: At::Store { store, prefix }, shown: shown.into() })
    }

    /// What the place is now. Keep it with a baseline, and give it to [`Location::known_as`] ever after.
    pub async fn identity(&self) -> Result<Identity, Trouble> {
        match &self.at {
            At::Folder(place) => {
                let place = Arc::clone(place);
                folder::blocking(move || folder::identity(&place.path)).await
            }
            At::Store { .. } => Ok(Identity::Bucket),
        }
    }

    /// Lists it. A folder is walked by a thread of its own, which ends when the [`Listing`] is dropped; a bucket is
    /// listed by a task of the Tokio runtime that this is called in: outside of one the listing is incomplete.
    pub fn list(&self, options: &ListOptions) -> Listing {
        match &self.at {
            At::Folder(place) => walk::list(Arc::clone(place), options.clone()),
            At::Store { store, prefix } => store::list(Arc::clone(store), prefix.clone(), options.clone()),
        }
    }

    /// Asks for each of these keys whether it is there, a few at a time, and answers in their order. For keys that a
    /// listing did not show: if some are there when asked, the listing is not to be believed.
    pub async fn probe(&self, keys: &[Key]) -> Vec<Answer> {
        probe::probe(self, keys).await
    }

    /// Some bytes of an item. A range that ends beyond the item is cut short; one that begins there gives
    /// nothing, or an error where a server calls it wrong.
    pub async fn read_range(&self, key: &Key, range: Range<u64>) -> Result<Bytes, Trouble> {
        pieces::range(self, key, range).await
    }

    /// All bytes of an item, piece by piece.
    pub async fn open(&self, key: &Key) -> Result<Pieces, Trouble> {
        pieces::open(self, key).await
    }

    /// Reads an item to its end and computes both hashes. `progress` is told the bytes of each piece.
    pub async fn read(&self, key: &Key, expected: &Expected, progress: impl FnMut(u64) + Send) -> Reading {
        reading::read(self, key, expected, progress).await
    }

    /// Reads many items to their ends, so many at a time, and tells what each gave, as it is done: in no order. The
    /// items are taken as they are needed.
    pub async fn read_each<I>(&self, items: I, at_a_time: usize, told: impl FnMut(Key, Reading) + Send)
    where
        I: IntoIterator<Item = (Key, Expected)>,
        I::IntoIter: Send,
    {
        many::each(self, items, at_a_time, told).await;
    }
}

/// A store that does not answer is unknown, and that is to be known within one sweep: by default it would take
/// minutes.
#[cfg(feature = "s3")]
fn patience() -> object_store::RetryConfig {
    object_store::RetryConfig {
        max_retries: 4,
        retry_timeout: std::time::Duration::from_secs(30),
        ..object_store::RetryConfig::default()
    }
}

/// How people write it. Paths can name people too, so it is not in `Debug`.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.at {
            At::Folder(_) => "Location(folder)",
            At::Store { .. } => "Location(bucket)",
        })
    }
}

fn refused(what: &str) -> InventoryError {
    InventoryError::Refused {
        what: what.to_owned(),
        fix: "Write the place as /A/FOLDER or s3://BUCKET/PREFIX; for S3, with AWS_ENDPOINT, AWS_REGION, \
              AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
            .into(),
    }
}
