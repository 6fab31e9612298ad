//! Taking a file: sealed as it streams in, and there when all of it is durable.

use crate::numbers::{first, natural, next, stored};
use crate::{State, Upload, UploadError, UploadId, Uploads};
use blobs::{Area, Stored};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use std::io;
use store::Transaction;
use zeroize::Zeroizing;

/// Longest name that is kept, in characters.
const LONGEST_NAME: usize = 200;

impl Uploads {
    /// Most memory that taking a file of this length takes; of one whose length is not known it is as much as of a large one.
    pub const fn memory_of(bytes: Option<u64>) -> u64 {
        blobs::memory_of(bytes)
    }

    /// Takes a file from whoever sends it. If the sender goes away, nothing is kept.
    pub async fn receive(
        &self,
        by: u32,
        name: &str,
        mut body: impl Stream<Item = io::Result<Bytes>> + Unpin + Send,
        now: Timestamp,
    ) -> Result<Upload, UploadError> {
        self.has_room(by, 0).await?;
        let limit = self.0.settings.file_bytes;
        let mut writer = self.0.blobs.put(Area::Upload)?;
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(UploadError::Broken)?;
            if writer.bytes().saturating_add(piece.len() as u64) > limit {
                return Err(UploadError::TooLarge { limit });
            }
            writer.write(&piece).await?;
        }
        let stored = writer.finish().await?;
        match self.enter(by, &plain_name(name), &stored, now).await {
            Ok(upload) => Ok(upload),
            Err(error) => {
                // A row that could not be written names no blob. If this fails too, the sweep finds it.
                let _ = self.0.blobs.delete(&stored.id).await;
                Err(error)
            }
        }
    }

    async fn enter(&self, by: u32, name: &str, blob: &Stored, now: Timestamp) -> Result<Upload, UploadError> {
        self.has_room(by, blob.bytes).await?;
        let id = UploadId::fresh()?;
        let expires = now.checked_add(self.0.settings.stays).unwrap_or(now);
        self.database()
            .transaction("enter an upload", async |mut transaction: Transaction| {
                let number = next(&mut transaction, "upload").await?;
                let sealed = self.seal_name("upload", number, name)?;
                transaction
                    .execute(
                        "INSERT INTO upload (number, id, actor, name, blob, bytes, sha256, received, expires) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        &[
                            number.into(),
                            id.to_string().into(),
                            i64::from(by).into(),
                            sealed.into(),
                            blob.id.to_string().into(),
                            stored(blob.bytes)?.into(),
                            blob.sha256.to_vec().into(),
                            now.as_microsecond().into(),
                            expires.as_microsecond().into(),
                        ],
                    )
                    .await?;
                crate::job::ask(&mut transaction, number, "check", None).await?;
                Ok::<_, UploadError>(())
            })
            .await?;
        self.0.work.notify_one();
        Ok(Upload {
            id,
            by,
            name: Zeroizing::new(name.to_owned()),
            bytes: blob.bytes,
            sha256: blob.sha256,
            received: now,
            expires,
            state: State::Waiting { ahead: 0 },
        })
    }

    /// Refuses a file that would be one too many of its sender.
    async fn has_room(&self, by: u32, bytes: u64) -> Result<(), UploadError> {
        let rows = self
            .database()
            .read(
                "SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM upload WHERE actor = $1",
                &[i64::from(by).into()],
            )
            .await?;
        let row = first(&rows)?;
        let settings = &self.0.settings;
        let is_full = natural(row.integer(0)?)? >= settings.files_of_actor
            || natural(row.integer(1)?)?.saturating_add(bytes) > settings.bytes_of_actor;
        if is_full {
            return Err(UploadError::refused(
                "You have sent as many files as are kept for one person",
                "Delete some that you need no more, and send it again",
            ));
        }
        Ok(())
    }
}

/// A name without folders, control characters and excess.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    let plain = plain.trim();
    if plain.is_empty() || plain.chars().all(|letter| letter == '.') {
        "file".into()
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_leads_nowhere() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\Users\\x\\answer.xlsx"), "answer.xlsx");
        assert_eq!(plain_name(".."), "file");
        assert_eq!(plain_name("a\r\nb.csv"), "ab.csv");
        assert_eq!(plain_name(""), "file");
        assert_eq!(plain_name(&"x".repeat(5_000)).len(), 200);
    }
}
