//! A place of copies.

use crate::bucket::Bucket;
use crate::conditional;
use crate::error::CopyError;
use crate::folder::Folder;
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::manifest::ItemManifest;
use crate::place::Place;
use crate::seal::Seal;
use object_store::ObjectStore;
use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A folder or a bucket with copies. Cheap to clone.
///
/// Its identity lies in it, in `replica-id`. A folder without one is not opened: what looks like an empty replica is most
/// often a disk that is not mounted.
#[derive(Clone)]
pub struct Replica {
    inner: Arc<Inner>,
}

struct Inner {
    id: ReplicaId,
    name: String,
    folder: Option<Arc<Folder>>,
    place: Arc<dyn Place>,
}

impl Replica {
    /// Sets up a new replica in a folder, which is made if it is not there. One that is there already is refused.
    pub fn create_folder(name: &str, folder: &Path) -> Result<Self, CopyError> {
        Self::in_folder(name, Folder::create(name, folder)?)
    }

    /// Opens a replica in a folder.
    pub fn open_folder(name: &str, folder: &Path) -> Result<Self, CopyError> {
        Self::in_folder(name, Folder::open(name, folder)?)
    }

    /// Sets up a new replica in a bucket, under a prefix (which may be empty). Objects above 8 MiB go in parts, which get
    /// their name at the end; that this replaces nothing is asked of the server only by a [`crate::careful_store`], which
    /// [`Replica::create`] and [`Replica::open`] make.
    pub fn create_in(name: &str, store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self, CopyError> {
        Self::new(name, None, Arc::new(Bucket::create(name, store, prefix)?))
    }

    /// Opens a replica in a bucket: see [`Replica::create_in`].
    pub fn open_in(name: &str, store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self, CopyError> {
        Self::new(name, None, Arc::new(Bucket::open(name, store, prefix)?))
    }

    /// Sets up a new replica at a place as the command line has it: a folder, or `s3://BUCKET/PREFIX` with `AWS_ENDPOINT`,
    /// `AWS_REGION`, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in the environment, as `object_store` documents.
    pub fn create(name: &str, place: &str) -> Result<Self, CopyError> {
        match conditional::from_environment(name, place)? {
            Some((store, prefix)) => Self::create_in(name, store, &prefix),
            None => Self::create_folder(name, Path::new(place)),
        }
    }

    /// Opens a replica at a place as the command line has it.
    pub fn open(name: &str, place: &str) -> Result<Self, CopyError> {
        match conditional::from_environment(name, place)? {
            Some((store, prefix)) => Self::open_in(name, store, &prefix),
            None => Self::open_folder(name, Path::new(place)),
        }
    }

    fn in_folder(name: &str, folder: Folder) -> Result<Self, CopyError> {
        let folder = Arc::new(folder);
        Self::new(name, Some(folder.clone()), folder)
    }

    fn new(name: &str, folder: Option<Arc<Folder>>, place: Arc<dyn Place>) -> Result<Self, CopyError> {
        let id = place.identity()?;
        Ok(Self { inner: Arc::new(Inner { id, name: name.to_owned(), folder, place }) })
    }

    /// Its identity.
    pub fn id(&self) -> ReplicaId {
        self.inner.id
    }

    /// What its owner calls it.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The bytes of an object, as a stream, **not** compared with its name: whoever uses them hashes them.
    pub fn read(&self, blake3: &Blake3) -> Result<Box<dyn Read + Send>, CopyError> {
        self.place().open(blake3)
    }

    /// The manifest of an item, opened.
    pub fn manifest(
        &self,
        blake3: &Blake3,
        item: &ItemId,
        seal: &dyn Seal,
    ) -> Result<ItemManifest, CopyError> {
        let sealed = self.place().manifest(blake3, item)?;
        ItemManifest::open(&sealed, blake3, item, seal)
            .map_err(|_| CopyError::OtherManifest { name: self.inner.name.clone(), item: *item })
    }

    pub(crate) fn place(&self) -> &dyn Place {
        &*self.inner.place
    }

    /// The folder, where it is one.
    pub(crate) fn folder(&self) -> Option<&Folder> {
        self.inner.folder.as_deref()
    }
}

impl fmt::Debug for Replica {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Replica({}, {})", self.inner.name, self.inner.id)
    }
}
