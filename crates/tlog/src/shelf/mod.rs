//! Where a log lies: tiles, entries and the checkpoint, in a folder or a bucket.

mod accounts;
mod difference;
mod mend;
mod publish;
mod read;
mod swap;
mod verify;

pub use difference::Difference;

use std::{path::Path as FolderPath, sync::Arc};

use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path};

use crate::{durable, error::LogError};
use swap::Swap;

/// The checkpoint's path under the log's prefix.
const CHECKPOINT: &str = "checkpoint";

/// A place where one log lies, laid out so that any web server can serve it to any tlog-tiles client.
#[derive(Clone, Debug)]
pub struct Shelf {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    swap: Swap,
}

impl Shelf {
    /// A folder, made if it is not there. Each file is durable (written beside its place, fsynced, renamed, and the
    /// folder fsynced) before anything that depends on it is written.
    pub fn folder(folder: impl AsRef<FolderPath>) -> Result<Self, LogError> {
        let folder = folder.as_ref();
        let failed = |source| LogError::Folder { path: folder.display().to_string(), source };
        durable::make_folder(folder).map_err(failed)?;
        let lock = folder.canonicalize().map_err(failed)?.join(".lock");
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|source| LogError::Shelf { path: folder.display().to_string(), source })?
            .with_fsync(true);
        Ok(Self { store: Arc::new(store), prefix: Path::default(), swap: Swap::Locked(lock) })
    }

    /// A place in an object store, under a prefix. The store must honour conditional writes (If-Match, If-None-Match):
    /// two publishers at once could otherwise put an older checkpoint over a newer one. Some servers ignore the
    /// condition and say nothing; with those, run one publisher only.
    pub fn in_store(store: Arc<dyn ObjectStore>, prefix: &str) -> Self {
        Self { store, prefix: Path::from(prefix), swap: Swap::Tagged }
    }

    fn at(&self, path: &str) -> Path {
        path.split('/').fold(self.prefix.clone(), Path::join)
    }

    async fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), LogError> {
        let put = self.store.put(&self.at(path), bytes.into()).await;
        put.map(|_| ()).map_err(|source| LogError::Shelf { path: path.into(), source })
    }

    /// The bytes of an object that is at most so long; `None` if it is not there.
    async fn get(&self, path: &str, limit: u64) -> Result<Option<Bytes>, LogError> {
        Ok(self.get_tagged(path, limit).await?.map(|(bytes, _)| bytes))
    }
}
