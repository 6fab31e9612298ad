//! A place of copies.

use crate::error::CopyError;
use crate::id::{Blake3, ReplicaId};
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
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) id: ReplicaId,
    pub(crate) name: String,
}

impl Replica {
    /// Sets up a new replica in a folder, which is made if it is not there. One that is there already is refused.
    pub fn create_folder(name: &str, folder: &Path) -> Result<Self, CopyError> {
        let _ = (name, folder);
        todo!()
    }

    /// Opens a replica in a folder.
    pub fn open_folder(name: &str, folder: &Path) -> Result<Self, CopyError> {
        let _ = (name, folder);
        todo!()
    }

    /// Sets up a new replica in a bucket, under a prefix (which may be empty).
    pub fn create_in(name: &str, store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self, CopyError> {
        let _ = (name, store, prefix);
        todo!()
    }

    /// Opens a replica in a bucket.
    pub fn open_in(name: &str, store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self, CopyError> {
        let _ = (name, store, prefix);
        todo!()
    }

    /// Sets up a new replica at a place as the command line has it: a folder, or `s3://BUCKET/PREFIX` with the credentials
    /// in the environment, as `object_store` documents.
    pub fn create(name: &str, place: &str) -> Result<Self, CopyError> {
        let _ = (name, place);
        todo!()
    }

    /// Opens a replica at a place as the command line has it.
    pub fn open(name: &str, place: &str) -> Result<Self, CopyError> {
        let _ = (name, place);
        todo!()
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
        let _ = blake3;
        todo!()
    }
}

impl fmt::Debug for Replica {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Replica({}, {})", self.inner.name, self.inner.id)
    }
}
