//! Taking a file: sealed as it streams in, and there when all of it is durable.

use crate::numbers::{next, stored};
use crate::room::{self, TAKEN};
use crate::{Purpose, State, Upload, UploadError, UploadId, Uploads};
use blobs::{Area, Stored};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use std::io;
use store::Transaction;
use zeroize::Zeroizing;

/// What is wanted of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wants {
    /// That it is checked.
    Check,
    /// Only that it waits.
    Aside(Purpose),
}

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
        body: impl Stream<Item = io::Result<Bytes>> + Unpin + Send,
        now: Timestamp,
    ) -> Result<Upload, UploadError> {
        let stored = self.seal_body(by, body).await?;
        let name = plain_name(name);
        let times = (now, now.checked_add(self.0.settings.stays).unwrap_or(now));
        let id = self.enter_or_delete(by, &name, &stored, times, Wants::Check).await?;
        self.0.work.notify_one();
        Ok(Upload {
            id,
            by,
            name: Zeroizing::new(name),
            bytes: stored.bytes,
            sha256: stored.sha256,
            received: now,
            expires: times.1,
            state: State::Waiting { ahead: 0 },
        })
    }

    /// Seals what comes in.
    pub(crate) async fn seal_body(
        &self,
        by: u32,
        mut body: impl Stream<Item = io::Result<Bytes>> + Unpin + Send,
    ) -> Result<Stored, UploadError> {
        // Asked twice: now, so that nobody sends in vain, and where it is entered, so that two at once are not too much.
        room::is_left(&self.database().read(TAKEN, &room::of(by)).await?, 0, &self.0.settings)?;
        let limit = self.0.settings.file_bytes;
        let mut writer = self.0.blobs.put(Area::Upload)?;
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(UploadError::Broken)?;
            if writer.bytes().saturating_add(piece.len() as u64) > limit {
                return Err(UploadError::TooLarge { limit });
            }
            writer.write(&piece).await?;
        }
        Ok(writer.finish().await?)
    }

    /// Writes the row of a sealed file.
    pub(crate) async fn enter_or_delete(
        &self,
        by: u32,
        name: &str,
        stored: &Stored,
        times: (Timestamp, Timestamp),
        wants: Wants,
    ) -> Result<UploadId, UploadError> {
        match self.enter(by, name, stored, times, wants).await {
            Ok(id) => Ok(id),
            Err(error) => {
                // A row that could not be written names no blob. If this fails too, the sweep finds it.
                let _ = self.0.blobs.delete(&stored.id).await;
                Err(error)
            }
        }
    }

    async fn enter(
        &self,
        by: u32,
        name: &str,
        blob: &Stored,
        (now, expires): (Timestamp, Timestamp),
        wants: Wants,
    ) -> Result<UploadId, UploadError> {
        let id = UploadId::fresh()?;
        self.database()
            .transaction("enter an upload", async |mut transaction: Transaction| {
                // The counter is taken first: whoever comes at the same time waits here, and then sees this file.
                let number = next(&mut transaction, "upload").await?;
                room::is_left(&transaction.read(TAKEN, &room::of(by)).await?, blob.bytes, &self.0.settings)?;
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
                match wants {
                    Wants::Check => crate::job::ask(&mut transaction, number, "check", None).await?,
                    Wants::Aside(purpose) => {
                        transaction
                            .execute(
                                "INSERT INTO upload_aside (upload, purpose) VALUES ($1, $2)",
                                &[number.into(), purpose.id().into()],
                            )
                            .await?;
                    }
                }
                Ok::<_, UploadError>(())
            })
            .await?;
        Ok(id)
    }
}

/// A name without folders, control characters and excess.
pub(crate) fn plain_name(name: &str) -> String {
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
