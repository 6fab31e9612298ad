//! From one place to another: a blob moves as it is sealed, and is opened only to prove it.

use crate::blobs::{Blobs, unread};
use crate::error::BlobError;
use crate::id::BlobId;
use crate::writer::{PART, Stored};
use futures::TryStreamExt;
use keyring::ForceKeys;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};
use std::path::Path;

impl Blobs {
    /// Blobs in a folder that stays as it is: a backup, perhaps on a disk that cannot be written to.
    pub fn at_rest(folder: impl AsRef<Path>, keys: &ForceKeys) -> Result<Self, BlobError> {
        let store = LocalFileSystem::new_with_prefix(folder).map_err(BlobError::place("opened"))?;
        Self::new(std::sync::Arc::new(store), "", keys)
    }

    /// Takes a blob over from another place as it is sealed there, under the same name; gives its length as it is sealed.
    /// It is durable when this returns, and there is all of it or nothing. Some parts of 8 MiB are in memory, never more.
    pub async fn take(&self, from: &Self, id: &BlobId) -> Result<u64, BlobError> {
        let found = from.store.get(&from.path(id)).await.map_err(|error| unread(id, error))?;
        let length = found.meta.size;
        let mut pieces = found.into_stream();
        let mut upload: Option<WriteMultipart> = None;
        let mut waiting = Vec::new();
        let outcome = async {
            while let Some(piece) = pieces.try_next().await.map_err(|error| unread(id, error))? {
                waiting.extend_from_slice(&piece);
                if waiting.len() >= PART {
                    let upload = match &mut upload {
                        Some(upload) => upload,
                        none => {
                            let begun = self.store.put_multipart(&self.path(id)).await;
                            let begun = begun.map_err(BlobError::place("written"))?;
                            none.insert(WriteMultipart::new_with_chunk_size(begun, PART))
                        }
                    };
                    upload.wait_for_capacity(1).await.map_err(BlobError::place("written"))?;
                    upload.put(std::mem::take(&mut waiting).into());
                }
            }
            Ok(())
        }
        .await;
        if let Err(error) = outcome {
            if let Some(upload) = upload {
                // What is left of it here, the place's own rules or the sweep take away.
                let _ = upload.abort().await;
            }
            return Err(error);
        }
        let failed = BlobError::place("written");
        match upload {
            None => self.store.put(&self.path(id), waiting.into()).await.map_err(failed)?,
            Some(mut upload) => {
                upload.put(waiting.into());
                upload.finish().await.map_err(failed)?
            }
        };
        self.close_off(id)?;
        Ok(length)
    }

    /// Reads a blob to its end, so that it is known to open and to be whole; gives what is in it by length and digest.
    pub async fn prove(&self, id: &BlobId) -> Result<Stored, BlobError> {
        let mut reader = self.reader(id).await?;
        let mut hasher = Sha256::new();
        let mut bytes = 0;
        while let Some(piece) = reader.next().await? {
            hasher.update(&piece);
            bytes += piece.len() as u64;
        }
        Ok(Stored { id: *id, bytes, sha256: hasher.finalize().into() })
    }

    /// Whether the place takes a file and gives it back. What is written for that is deleted at once.
    pub async fn try_out(&self) -> Result<(), BlobError> {
        let stored = self.put(crate::Area::Upload)?.finish().await?;
        let proved = self.prove(&stored.id).await;
        self.delete(&stored.id).await?;
        proved.map(drop)
    }
}
