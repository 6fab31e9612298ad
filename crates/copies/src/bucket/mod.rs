//! A replica in a bucket.

mod destroy;
mod list;
mod put;
mod read;
mod runtime;

use crate::aside::Aside;
use crate::error::CopyError;
use crate::hashing::Digests;
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::manifest::ItemManifest;
use crate::naming::{self, IDENTITY};
use crate::place::{Parts, Place, Prepared, ReadFrom, Reads, Shard, Strays};
use crate::proof::Licence;
use crate::seal::Seal;
use jiff::Timestamp;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::io::Read;
use std::sync::Arc;

/// Work for a bucket runs on a runtime of this crate's own, and whoever asks waits on a thread.
pub(crate) use runtime::blocking;

pub(crate) struct Bucket {
    name: String,
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl Bucket {
    pub(crate) fn create(name: &str, store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self, CopyError> {
        let bucket = Self::at(name, store, prefix);
        let identity = format!("{}\n", ReplicaId::fresh()?);
        let made = blocking(name, bucket.put_new(&bucket.path(&[IDENTITY]), identity.into()))??;
        if made == put::Made::There {
            return Err(CopyError::Unusable {
                name: name.to_owned(),
                what: "it is set up already. Open it instead".into(),
            });
        }
        Ok(bucket)
    }

    pub(crate) fn open(name: &str, store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self, CopyError> {
        let bucket = Self::at(name, store, prefix);
        bucket.identity()?;
        Ok(bucket)
    }

    fn at(name: &str, store: Arc<dyn ObjectStore>, prefix: &str) -> Self {
        Self { name: name.to_owned(), store, prefix: Path::from(prefix) }
    }

    fn path(&self, parts: &[&str]) -> Path {
        parts.iter().fold(self.prefix.clone(), |path, part| path.join(*part))
    }

    fn object_path(&self, blake3: &Blake3) -> Path {
        let (first, second) = naming::folders(blake3);
        self.path(&[&first, &second, &naming::object(blake3)])
    }

    fn manifest_path(&self, blake3: &Blake3, item: &ItemId) -> Path {
        let (first, second) = naming::folders(blake3);
        self.path(&[&first, &second, &naming::manifest(blake3, item)])
    }

    fn failed(&self, what: &'static str) -> impl Fn(object_store::Error) -> CopyError + '_ {
        move |source| CopyError::Bucket { name: self.name.clone(), what, source }
    }

    fn missing_or(&self, thing: &'static str, error: object_store::Error) -> CopyError {
        match error {
            object_store::Error::NotFound { .. } => {
                CopyError::Missing { name: self.name.clone(), what: thing }
            }
            error => self.failed("reading")(error),
        }
    }
}

impl Reads for Bucket {
    fn blake3(&self, blake3: &Blake3, _: ReadFrom) -> Result<(Blake3, u64), CopyError> {
        blocking(&self.name, self.read_blake3(blake3))?
    }

    fn digests(&self, blake3: &Blake3, _: ReadFrom) -> Result<Digests, CopyError> {
        blocking(&self.name, self.read_digests(blake3))?
    }

    fn manifest(&self, blake3: &Blake3, item: &ItemId) -> Result<Vec<u8>, CopyError> {
        blocking(&self.name, self.read_manifest(blake3, item))?
    }
}

impl Place for Bucket {
    fn identity(&self) -> Result<ReplicaId, CopyError> {
        let path = self.path(&[IDENTITY]);
        let read = async { self.store.get(&path).await?.bytes().await };
        // It is asked for before a destruction, whose leases end.
        let read = async { tokio::time::timeout(destroy::PATIENCE, read).await };
        match blocking(&self.name, read)?.map_err(|_| CopyError::GivenUp { name: self.name.clone() })? {
            Ok(bytes) => std::str::from_utf8(&bytes)
                .ok()
                .and_then(|text| text.trim_end().parse().ok())
                .ok_or_else(|| CopyError::Unusable {
                    name: self.name.clone(),
                    what: "its object replica-id is damaged. Put it back from the record, which knows the identity"
                        .into(),
                }),
            Err(object_store::Error::NotFound { .. }) => {
                Err(CopyError::NoReplica { name: self.name.clone() })
            }
            Err(error) => Err(self.failed("reading its identity")(error)),
        }
    }

    fn put(&self, group: Vec<Prepared<'_>>, seal: &dyn Seal) -> Vec<Result<(), CopyError>> {
        let number = group.len();
        blocking(&self.name, put::put(self, group, seal)).unwrap_or_else(|_| {
            (0..number).map(|_| Err(CopyError::GivenUp { name: self.name.clone() })).collect()
        })
    }

    fn open(&self, blake3: &Blake3) -> Result<Box<dyn Read + Send>, CopyError> {
        read::open(self, blake3)
    }

    fn shard(&self, first: u8, _: bool) -> Result<Shard, CopyError> {
        blocking(&self.name, list::shard(self, first))?
    }

    fn parts(&self, first: u8) -> Result<Parts<'_>, CopyError> {
        Ok((vec![Box::new(list::WholeShard { bucket: self, first })], Vec::new()))
    }

    fn strays(&self) -> Result<Strays, CopyError> {
        blocking(&self.name, list::strays(self))?
    }

    /// Uploads that were begun and not finished cannot be listed through `object_store`: a lifecycle rule of the bucket
    /// ends them.
    fn sweep_unfinished(&self, _: Timestamp) -> Result<u64, CopyError> {
        Ok(0)
    }

    fn mark(&self, licence: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
        destroy::mark(self, licence, blake3, item)
    }

    fn remove_manifest(
        &self,
        licence: &Licence,
        blake3: &Blake3,
        item: &ItemId,
    ) -> Result<Vec<ItemId>, CopyError> {
        destroy::manifest(self, licence, blake3, item)
    }

    fn remove_object(&self, licence: &Licence, blake3: &Blake3) -> Result<(), CopyError> {
        destroy::object(self, licence, blake3)
    }

    fn unmark(&self, licence: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
        destroy::unmark(self, licence, blake3, item)
    }

    fn set_aside(&self, blake3: &Blake3, item: &ItemId, seal: &dyn Seal) -> Result<Aside, CopyError> {
        let in_the_way =
            |key: Path| CopyError::SetAsideByHand { name: self.name.clone(), key: key.to_string() };
        let object = match crate::readback::read_at(self, &self.name, blake3) {
            Ok(_) => Aside::Right,
            Err(CopyError::Missing { .. }) => Aside::Nothing,
            Err(CopyError::Corrupt { .. }) => return Err(in_the_way(self.object_path(blake3))),
            Err(error) => return Err(error),
        };
        let manifest = match self.manifest(blake3, item) {
            Ok(sealed) if ItemManifest::open(&sealed, blake3, item, seal).is_ok() => Aside::Right,
            Ok(_) => return Err(in_the_way(self.manifest_path(blake3, item))),
            Err(CopyError::Missing { .. }) => Aside::Nothing,
            Err(error) => return Err(error),
        };
        Ok(object.or(manifest))
    }

    fn for_trials(&self) -> crate::canary::Ground<'_> {
        crate::canary::Ground::Bucket { store: &*self.store, prefix: &self.prefix, name: &self.name }
    }
}
