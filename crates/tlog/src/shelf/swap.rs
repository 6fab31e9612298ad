//! The checkpoint is the one object that is replaced. It is replaced only by whoever has seen the one before.

use std::{fs::File, path::PathBuf};

use bytes::Bytes;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, UpdateVersion};

use super::{CHECKPOINT, Shelf};
use crate::{checkpoint::Checkpoint, error::LogError, note::MAX_NOTE, vkey::VerifierKey};

/// How two writers of a checkpoint keep out of each other's way.
#[derive(Clone, Debug)]
pub(super) enum Swap {
    /// A file in the shelf's folder, locked while one of them compares and writes.
    Locked(PathBuf),
    /// The object store compares for us, by the tag of what was read.
    Tagged,
}

/// A checkpoint as it was read, and how to recognise it.
pub(crate) struct Seen {
    pub(crate) checkpoint: Checkpoint,
    bytes: Bytes,
    tag: UpdateVersion,
}

impl Shelf {
    /// The checkpoint on the shelf. [`LogError::NoCheckpoint`] if nothing was published yet.
    pub async fn checkpoint(&self, log: &VerifierKey) -> Result<Checkpoint, LogError> {
        Ok(self.see(log).await?.ok_or(LogError::NoCheckpoint)?.checkpoint)
    }

    /// The checkpoint on the shelf, to be replaced.
    pub(crate) async fn see(&self, log: &VerifierKey) -> Result<Option<Seen>, LogError> {
        let Some((bytes, tag)) = self.get_tagged(CHECKPOINT, MAX_NOTE as u64).await? else { return Ok(None) };
        let checkpoint = Checkpoint::open(&bytes, log)?;
        Ok(Some(Seen { checkpoint, bytes, tag }))
    }

    /// Puts a checkpoint in the place of the one that was seen. Gives `false` if that one is no longer there.
    pub(crate) async fn replace(&self, seen: Option<&Seen>, new: &Checkpoint) -> Result<bool, LogError> {
        match &self.swap {
            Swap::Locked(path) => {
                // Held until this function ends; the system lets go of it if the process dies.
                let _held = lock(path.clone()).await?;
                let now = self.get(CHECKPOINT, MAX_NOTE as u64).await?;
                if now.as_ref() != seen.map(|seen| &seen.bytes) {
                    return Ok(false);
                }
                self.put(CHECKPOINT, new.to_bytes()).await.map(|()| true)
            }
            Swap::Tagged => {
                let mode = seen.map_or(PutMode::Create, |seen| PutMode::Update(seen.tag.clone()));
                let options = PutOptions { mode, ..PutOptions::default() };
                match self.store.put_opts(&self.at(CHECKPOINT), new.to_bytes().into(), options).await {
                    Ok(_) => Ok(true),
                    Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(false),
                    Err(Error::NotImplemented { .. }) => Err(LogError::NoConditionalWrite),
                    Err(source) => Err(LogError::Shelf { path: CHECKPOINT.into(), source }),
                }
            }
        }
    }

    pub(super) async fn get_tagged(
        &self,
        path: &str,
        limit: u64,
    ) -> Result<Option<(Bytes, UpdateVersion)>, LogError> {
        let failed = |source| LogError::Shelf { path: path.into(), source };
        let got = match self.store.get(&self.at(path)).await {
            Ok(got) => got,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(source) => return Err(failed(source)),
        };
        if got.meta.size > limit {
            return Err(LogError::Damaged { path: path.into(), why: "is longer than it can be".into() });
        }
        let tag = UpdateVersion { e_tag: got.meta.e_tag.clone(), version: got.meta.version.clone() };
        Ok(Some((got.bytes().await.map_err(failed)?, tag)))
    }
}

/// Waits for the lock in a thread of its own: another process may hold it.
async fn lock(path: PathBuf) -> Result<File, LogError> {
    let name = path.display().to_string();
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok(file)
    });
    let locked = locked.await.unwrap_or_else(|ended| Err(std::io::Error::other(ended)));
    locked.map_err(|source| LogError::Folder { path: name, source })
}
