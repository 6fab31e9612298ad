//! Safe copies: asked for, made by a worker, read.

use crate::numbers::natural;
use crate::read::verdict;
use crate::{UploadError, UploadId, Uploads};
use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use gate::{Cleaned, CopyKind, Verdict};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io;
use store::Transaction;
use zeroize::Zeroizing;

/// How a safe copy stands.
#[derive(Debug)]
pub enum CopyState {
    /// It is being made, or waits for it.
    Waiting,
    /// There is none.
    Failed {
        /// What happened.
        what: String,
        /// What to do.
        fix: String,
    },
    /// It is there.
    Made(Copy),
}

/// A safe copy.
#[derive(Debug)]
pub struct Copy {
    /// What the check of the copy says.
    pub verdict: Verdict,
    /// Its files.
    pub files: Vec<MadeFile>,
    /// What is not in it, each kind in a sentence.
    pub left_out: Vec<String>,
}

/// A file of a safe copy.
pub struct MadeFile {
    /// Its name.
    pub name: Zeroizing<String>,
    /// Its size.
    pub bytes: u64,
}

/// Never the name.
impl std::fmt::Debug for MadeFile {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "MadeFile({} bytes)", self.bytes)
    }
}

/// A file of a safe copy, to be given to somebody.
pub struct CopiedFile {
    /// Its name.
    pub name: Zeroizing<String>,
    /// Its size.
    pub bytes: u64,
    /// Its bytes. A stream that ends in an error is not the whole file.
    pub stream: BoxStream<'static, io::Result<Bytes>>,
}

/// What is written down of a copy besides its files.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    schema: String,
    left_out: Vec<String>,
}

const SCHEMA: &str = "tipstaff.kept-copy/1";

impl Copy {
    pub(crate) fn of(cleaned: &Cleaned) -> Self {
        Self {
            verdict: cleaned.verdict,
            files: Vec::new(),
            left_out: cleaned.left_out.iter().map(gate::LeftOut::sentence).collect(),
        }
    }

    pub(crate) fn written(&self) -> Result<Zeroizing<Vec<u8>>, UploadError> {
        let about = About { schema: SCHEMA.into(), left_out: self.left_out.clone() };
        let bytes = serde_json::to_vec(&about).map_err(|_| UploadError::Damaged { what: "a copy" })?;
        Ok(Zeroizing::new(bytes))
    }
}

impl Uploads {
    /// Asks for a safe copy, of the format that fits or of another. One that was asked for in the same way is not made twice.
    pub async fn copy(
        &self,
        id: &UploadId,
        kind: Option<CopyKind>,
        now: Timestamp,
    ) -> Result<(), UploadError> {
        if self.get(id, now).await?.is_none() {
            return Err(UploadError::gone());
        }
        let number = self.number(id).await?;
        if self.done(number, "check").await?.is_none() {
            return Err(UploadError::not_yet());
        }
        let asked = kind.map(CopyKind::ending);
        self.database()
            .transaction("ask for a safe copy", async |mut transaction: Transaction| {
                // What failed may be tried again.
                transaction
                    .execute(
                        "DELETE FROM upload_job WHERE upload = $1 AND kind = 'copy' AND state = 'failed'",
                        &[number.into()],
                    )
                    .await?;
                crate::job::ask(&mut transaction, number, "copy", asked).await
            })
            .await?;
        self.0.work.notify_one();
        Ok(())
    }

    /// How the safe copy of an upload stands; none: nobody asked for one.
    pub async fn copied(&self, id: &UploadId) -> Result<Option<CopyState>, UploadError> {
        let number = self.number(id).await?;
        let rows = self
            .database()
            .read(
                "SELECT state, verdict, what, fix FROM upload_job WHERE upload = $1 AND kind = 'copy'",
                &[number.into()],
            )
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some(match row.text(0)? {
            "waiting" | "running" => CopyState::Waiting,
            "failed" => CopyState::Failed {
                what: row.optional_text(2)?.unwrap_or_default().to_owned(),
                fix: row.optional_text(3)?.unwrap_or_default().to_owned(),
            },
            _ => {
                let damaged = |what| UploadError::Damaged { what };
                let verdict = row.optional_text(1)?.and_then(verdict).ok_or(damaged("a verdict"))?;
                let (blob, ..) = self.done(number, "copy").await?.ok_or(damaged("a copy"))?;
                let about: About = serde_json::from_slice(&self.whole(&blob).await?)
                    .ok()
                    .filter(|about: &About| about.schema == SCHEMA)
                    .ok_or(damaged("a copy"))?;
                CopyState::Made(Copy { verdict, files: self.files(number).await?, left_out: about.left_out })
            }
        }))
    }

    async fn files(&self, upload: i64) -> Result<Vec<MadeFile>, UploadError> {
        let rows = self
            .database()
            .read(
                "SELECT number, name, bytes FROM upload_copy WHERE upload = $1 ORDER BY place",
                &[upload.into()],
            )
            .await?;
        let files = rows.iter().map(|row| {
            Ok(MadeFile {
                name: self.open_name("upload_copy", row.integer(0)?, row.bytes(1)?)?,
                bytes: natural(row.integer(2)?)?,
            })
        });
        files.collect()
    }

    /// One file of the safe copy.
    pub async fn copied_file(&self, id: &UploadId, place: usize) -> Result<Option<CopiedFile>, UploadError> {
        let number = self.number(id).await?;
        let Ok(place) = i64::try_from(place) else { return Ok(None) };
        let rows = self
            .database()
            .read(
                "SELECT number, name, bytes, blob FROM upload_copy WHERE upload = $1 AND place = $2",
                &[number.into(), place.into()],
            )
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let blob = row.text(3)?.parse().map_err(|_| UploadError::Damaged { what: "the name of a blob" })?;
        let reader = self.0.blobs.reader(&blob).await?;
        Ok(Some(CopiedFile {
            name: self.open_name("upload_copy", row.integer(0)?, row.bytes(1)?)?,
            bytes: natural(row.integer(2)?)?,
            stream: reader.into_stream().map(|piece| piece.map_err(io::Error::other)).boxed(),
        }))
    }
}
