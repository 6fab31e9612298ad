//! A file comes in.

use crate::error::UploadError;
use crate::id::{self, UploadId};
use crate::job::Task;
use crate::name;
use crate::upload::Upload;
use crate::uploads::Uploads;
use blobs::{Area, Stored};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use std::pin::pin;
use store::{StoreError, Transaction, Value};

impl Uploads {
    /// Takes a file in as it streams, sealed, and has it checked. On any error, or when the caller gives up, nothing of it
    /// is kept. The row comes in only when the sealed file is durable.
    pub async fn receive<E>(
        &self,
        by: u32,
        name: &str,
        body: impl Stream<Item = Result<Bytes, E>>,
        now: Timestamp,
    ) -> Result<Upload, UploadError> {
        let used = self.used(by).await?;
        self.fits(0, used)?;
        let mut writer = self.blobs.put(Area::Upload)?;
        let mut body = pin!(body);
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|_| UploadError::BrokenOff)?;
            // Asked before it is written, so that nobody fills the place to find that it is full.
            self.fits(writer.bytes().saturating_add(piece.len() as u64), used)?;
            writer.write(&piece).await?;
        }
        let stored = writer.finish().await?;
        let entered = self.enter(by, name::shown(name), stored, now).await;
        match &entered {
            // The row may be there: a sealed file that it does not name is swept.
            Ok(_) | Err(UploadError::Store(StoreError::CommitUnknown)) => {}
            // What cannot be deleted now is swept too.
            Err(_) => drop(self.blobs.delete(&stored.id).await),
        }
        let upload = entered?;
        self.asked.notify_one();
        Ok(upload)
    }

    async fn enter(
        &self,
        by: u32,
        name: String,
        stored: Stored,
        now: Timestamp,
    ) -> Result<Upload, UploadError> {
        let expires = now
            .checked_add(self.settings.keep)
            .map_err(|_| UploadError::Damaged { what: "files are kept for longer than time lasts" })?;
        let upload = Upload {
            id: UploadId::fresh()?,
            by,
            name,
            bytes: stored.bytes,
            sha256: stored.sha256,
            received: now,
            expires,
            blob: stored.id,
        };
        let number = upload.id.0;
        let mut transaction = self.begin("take an upload in").await?;
        // Others may have come in while this one did.
        self.fits(stored.bytes, Self::used_in(&mut transaction, by).await?)?;
        let bytes =
            i64::try_from(stored.bytes).map_err(|_| UploadError::FileTooLarge { limit: i64::MAX as u64 })?;
        transaction
            .execute(
                "INSERT INTO upload (number, actor, name, blob, bytes, sha256, received, expires) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                &[
                    number.into(),
                    i64::from(by).into(),
                    self.seal.name(number, &upload.name)?.into(),
                    stored.id.to_string().into(),
                    bytes.into(),
                    stored.sha256.into(),
                    now.as_microsecond().into(),
                    expires.as_microsecond().into(),
                ],
            )
            .await?;
        ask(&mut transaction, upload.id, Task::Check, now).await?;
        transaction.finish().await?;
        Ok(upload)
    }
}

/// Puts work into the queue, unless it is there already.
pub(crate) async fn ask(
    transaction: &mut Transaction,
    upload: UploadId,
    task: Task,
    now: Timestamp,
) -> Result<(), UploadError> {
    let values: [Value; 4] =
        [id::random()?.into(), upload.0.into(), task.word().into(), now.as_microsecond().into()];
    transaction
        .execute(
            "INSERT INTO upload_job (number, upload, kind, asked, state, attempts) \
             VALUES ($1, $2, $3, $4, 'waiting', 0) ON CONFLICT (upload, kind) DO NOTHING",
            &values,
        )
        .await?;
    Ok(())
}
