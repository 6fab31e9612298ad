//! One attempt at one job.

use super::{Halt, Worker};
use crate::copies::{WrittenCopies, WrittenFile};
use crate::error::UploadError;
use crate::examine::{Failure, Made};
use crate::job::Task;
use crate::queue::Claim;
use blobs::{Area, BlobError, BlobId, Writer};
use std::io::Read;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::sleep;

/// What came of the work.
enum Done {
    Checked(Vec<u8>),
    Copied(Made),
}

/// Ends a task when it is dropped, also when the attempt is.
struct Ends(JoinHandle<()>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Worker {
    /// Does a job to its end. Trouble that will pass leaves the job to its lease: when that is over, it is tried again.
    pub(super) async fn attempt(&self, claim: Claim, halt: Halt) {
        let claim = std::sync::Arc::new(claim);
        let heart = {
            let (worker, claim, halt) = (self.clone(), std::sync::Arc::clone(&claim), halt.clone());
            Ends(tokio::spawn(async move { worker.beat(&claim, &halt).await }))
        };
        let outcome = self.work(&claim, &halt).await;
        let settled = match outcome {
            _ if halt.is_lost() => Ok(()),
            _ if halt.is_stopped() => self.uploads.give_back(&claim).await,
            Ok(Ok(done)) => self.keep(&claim, done).await,
            Ok(Err(failure)) => self.uploads.fail(&claim, &failure, (self.clock)()).await,
            Err(error) => Err(error),
        };
        drop(heart);
        if let Err(error) = settled {
            (self.ear)(&error);
        }
    }

    /// Renews the lease three times in its length, until the job is settled or lost.
    async fn beat(&self, claim: &Claim, halt: &Halt) {
        let lease = self.uploads.settings().lease;
        let mut silent_since = (self.clock)();
        loop {
            sleep(lease / 3).await;
            let now = (self.clock)();
            match self.uploads.renew(claim, now).await {
                Ok(true) => silent_since = now,
                Ok(false) => return halt.lose(),
                Err(error) => {
                    (self.ear)(&error);
                    // By now somebody else may have it.
                    if silent_since.checked_add(lease).is_ok_and(|end| (self.clock)() >= end) {
                        return halt.lose();
                    }
                }
            }
        }
    }

    async fn work(&self, claim: &Claim, halt: &Halt) -> Result<Result<Done, Failure>, UploadError> {
        let file = match self.uploads.blobs.to_memory(&claim.blob, claim.bytes).await {
            Ok(file) => file,
            Err(error) if is_final(&error) => return Ok(Err(unreadable(&error))),
            Err(error) => return Err(error.into()),
        };
        let (examine, name, task, halt) =
            (std::sync::Arc::clone(&self.examine), claim.name.clone(), claim.task, halt.clone());
        let work = spawn_blocking(move || {
            let stop = || halt.says_stop();
            match task {
                Task::Check => examine.check(file, &name, &stop).map(Done::Checked),
                Task::Copy(kind) => examine.copy(file, &name, kind, &stop).map(Done::Copied),
            }
        });
        // A panic is no answer; the job is tried again when its lease is over.
        work.await.map_err(|_| UploadError::Damaged { what: "the work on a file broke off" })
    }

    /// Seals the result, then names it in the row; what another named already is deleted again.
    async fn keep(&self, claim: &Claim, done: Done) -> Result<(), UploadError> {
        let mut copies = Vec::new();
        let written = self.seal(done, &mut copies).await;
        let result = match written {
            Ok(result) => result,
            Err(error) => {
                self.discard(&copies).await;
                return Err(error);
            }
        };
        // After an error the row may name them all the same: what it does not name is swept.
        if !self.uploads.settle(claim, &result, &copies, (self.clock)()).await? {
            copies.push(result);
            self.discard(&copies).await;
        }
        Ok(())
    }

    async fn seal(&self, done: Done, copies: &mut Vec<BlobId>) -> Result<BlobId, UploadError> {
        let bytes = match done {
            Done::Checked(kept) => kept,
            Done::Copied(made) => {
                let mut files = Vec::with_capacity(made.files.len());
                for mut file in made.files {
                    let mut writer = self.uploads.blobs.put(Area::Copy)?;
                    pour(&mut file.file, &mut writer).await?;
                    let stored = writer.finish().await?;
                    copies.push(stored.id);
                    files.push(WrittenFile {
                        name: file.name,
                        blob: stored.id.to_string(),
                        bytes: stored.bytes,
                        sha256: stored.sha256,
                        kept: String::from_utf8(file.kept)
                            .map_err(|_| UploadError::Damaged { what: "a result is no text" })?,
                    });
                }
                serde_json::to_vec(&WrittenCopies { files, left_out: made.left_out })
                    .map_err(|_| UploadError::Damaged { what: "a result cannot be written down" })?
            }
        };
        let mut writer = self.uploads.blobs.put(Area::Result)?;
        writer.write(&zeroize::Zeroizing::new(bytes)).await?;
        Ok(writer.finish().await?.id)
    }

    /// What cannot be deleted now is swept.
    async fn discard(&self, blobs: &[BlobId]) {
        for blob in blobs {
            if let Err(error) = self.uploads.blobs.delete(blob).await {
                (self.ear)(&error.into());
            }
        }
    }
}

/// Copies a file that lies in memory.
async fn pour(file: &mut std::fs::File, writer: &mut Writer) -> Result<(), UploadError> {
    let mut piece = zeroize::Zeroizing::new(vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut piece).map_err(|_| UploadError::BrokenOff)?;
        match piece.get(..read) {
            Some([]) | None => return Ok(()),
            Some(bytes) => writer.write(bytes).await?,
        }
    }
}

/// Whether another attempt would find the same.
fn is_final(error: &BlobError) -> bool {
    matches!(error, BlobError::Missing { .. } | BlobError::Changed { .. } | BlobError::TooLarge { .. })
}

fn unreadable(error: &BlobError) -> Failure {
    Failure {
        what: match error {
            BlobError::Missing { .. } => "it could not be checked: its sealed file is not there any more",
            _ => "it could not be checked: its sealed file is not what was put up",
        }
        .into(),
        fix: "Put the file up again, and tell whoever looks after this server".into(),
    }
}
