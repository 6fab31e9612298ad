//! The place of blobs.

use crate::area::Area;
use crate::error::BlobError;
use crate::folder;
use crate::id::BlobId;
use crate::keys::Keys;
use crate::reader::{self, Reader};
use crate::writer::{self, Writer};
use age::Decryptor;
use futures::StreamExt;
use futures::io::AsyncReadExt;
use keyring::ForceKeys;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::fmt;
use std::path::{Path as FolderPath, PathBuf};
use std::sync::Arc;

/// A place of sealed files: a folder or an object store, and the keys. Cheap to clone. After a new force key it is made
/// anew; a handle from before opens what was sealed before.
#[derive(Clone)]
pub struct Blobs {
    pub(crate) store: Arc<dyn ObjectStore>,
    prefix: Path,
    folder: Option<Arc<PathBuf>>,
    pub(crate) keys: Arc<Keys>,
}

/// A blob that lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub id: BlobId,
    /// Its length as it is sealed.
    pub sealed_bytes: u64,
    /// When it was written, microseconds since 1970 UTC, by the clock of the place.
    pub written: i64,
}

impl Blobs {
    /// Blobs in an object store, under a prefix. Whoever gives it a folder of this machine takes [`Blobs::in_folder`]
    /// instead, which sets modes and waits for the disk.
    pub fn new(store: Arc<dyn ObjectStore>, prefix: &str, keys: &ForceKeys) -> Result<Self, BlobError> {
        Ok(Self { store, prefix: Path::from(prefix), folder: None, keys: Arc::new(Keys::new(keys)?) })
    }

    /// Blobs in a folder, made with mode 0700 if it is not there. Files have mode 0600, and are on the disk, name and all,
    /// before [`Writer::finish`] returns.
    pub fn in_folder(folder: impl AsRef<FolderPath>, keys: &ForceKeys) -> Result<Self, BlobError> {
        let (store, folder) = folder::open(folder.as_ref())?;
        let blobs = Self::new(Arc::new(store), "", keys)?;
        Ok(Self { folder: Some(Arc::new(folder)), ..blobs })
    }

    /// Begins a blob.
    pub fn put(&self, area: Area) -> Result<Writer, BlobError> {
        Writer::new(self.clone(), BlobId::fresh(area)?)
    }

    /// Opens a blob to be read as a stream.
    pub async fn reader(&self, id: &BlobId) -> Result<Reader, BlobError> {
        let found = self.store.get(&self.path(id)).await.map_err(|error| unread(id, error))?;
        Reader::new(*id, found, &self.keys).await
    }

    /// Deletes a blob; one that is not there is deleted already.
    pub async fn delete(&self, id: &BlobId) -> Result<(), BlobError> {
        match self.store.delete(&self.path(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(BlobError::place("written")(error)),
        }
    }

    /// Hands over each blob of an area, so that memory does not grow with their number. Whatever else lies there is passed
    /// over.
    pub async fn list(&self, area: Area, mut each: impl FnMut(Listed)) -> Result<(), BlobError> {
        let under = self.prefix.clone().join(area.folder());
        let mut found = self.store.list(Some(&under));
        while let Some(about) = found.next().await {
            let about = about.map_err(BlobError::place("listed"))?;
            let name = about.location.filename().unwrap_or_default();
            if let Ok(id) = format!("{}/{name}", area.folder()).parse::<BlobId>()
                && about.location == self.path(&id)
            {
                let written = about.last_modified.timestamp_micros();
                each(Listed { id, sealed_bytes: about.size, written });
            }
        }
        Ok(())
    }

    /// Whether the blob is sealed under the newest force key, so that the others could be retired for its sake.
    pub async fn is_under_newest(&self, id: &BlobId) -> Result<bool, BlobError> {
        let found = self.store.get(&self.path(id)).await.map_err(|error| unread(id, error))?;
        let sealed = futures::TryStreamExt::into_async_read(
            found.into_stream().map(|piece| piece.map_err(std::io::Error::other)),
        );
        // The header of a blob has some 200 bytes.
        let decryptor = Decryptor::new_async_buffered(futures::io::BufReader::new(sealed.take(4096)))
            .await
            .map_err(|error| reader::refused(*id, error))?;
        let newest = self.keys.identities.first().map(|identity| identity as &dyn age::Identity);
        match decryptor.decrypt_async(newest.into_iter()) {
            Ok(_) => Ok(true),
            Err(age::DecryptError::NoMatchingKeys) => Ok(false),
            Err(error) => Err(reader::refused(*id, error)),
        }
    }

    /// Seals a blob anew under the newest force key, under its name. Whoever reads meanwhile reads the one or the other.
    pub async fn reseal(&self, id: &BlobId) -> Result<(), BlobError> {
        let mut reader = self.reader(id).await?;
        let mut writer = Writer::again(self.clone(), *id)?;
        while let Some(piece) = reader.next().await? {
            writer.write(&piece).await?;
        }
        writer.finish().await.map(drop)
    }

    /// Deletes what writers left that were killed half-way and that nobody has written to since `before`
    /// (microseconds since 1970 UTC); says how many. Only in
    /// a folder: of S3 see [`Writer`].
    pub async fn sweep_unfinished(&self, before: i64) -> Result<u64, BlobError> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        let path = folder.to_path_buf();
        let swept = tokio::task::spawn_blocking(move || folder::sweep(&folder, before)).await;
        swept
            .unwrap_or_else(|_| Err(std::io::Error::other("the sweep was given up")))
            .map_err(|source| BlobError::Folder { path, source })
    }

    pub(crate) fn path(&self, id: &BlobId) -> Path {
        id.to_string().split('/').fold(self.prefix.clone(), Path::join)
    }

    /// Sealed bytes that go out at once.
    pub(crate) fn part(&self) -> usize {
        if self.folder.is_some() { writer::PART_OF_FOLDER } else { writer::PART }
    }

    pub(crate) fn close_off(&self, id: &BlobId) -> Result<(), BlobError> {
        self.folder.as_ref().map_or(Ok(()), |folder| folder::close_off(folder, &id.to_string()))
    }
}

pub(crate) fn unread(id: &BlobId, error: object_store::Error) -> BlobError {
    match error {
        object_store::Error::NotFound { .. } => BlobError::Missing { id: *id },
        error => BlobError::place("read")(error),
    }
}

impl fmt::Debug for Blobs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Blobs({})", self.prefix)
    }
}
