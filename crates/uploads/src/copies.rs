//! Safe copies of uploads, and results.

use crate::error::UploadError;
use crate::id::UploadId;
use crate::job::Task;
use crate::receive::ask;
use crate::uploads::Uploads;
use blobs::{BlobId, Reader};
use gate::{Checked, CopyKind, Kept};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Value;
use zeroize::Zeroizing;

/// Bytes of a result that is opened in memory: far more than any has.
const MOST_RESULT_BYTES: usize = 256 << 20;

/// A safe copy.
#[derive(Debug, Clone)]
pub struct Copies {
    /// Its files.
    pub files: Vec<CopiedFile>,
    /// What is not in it.
    pub left_out: Vec<LeftOut>,
}

/// A file of a safe copy.
#[derive(Clone)]
pub struct CopiedFile {
    /// What it is called.
    pub name: String,
    /// The sealed file.
    pub blob: BlobId,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of it.
    pub sha256: [u8; 32],
    /// What came of checking it.
    pub checked: Checked,
}

/// Names of files can be about people, so they are not shown.
impl std::fmt::Debug for CopiedFile {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "CopiedFile({}, {} bytes)", self.blob, self.bytes)
    }
}

/// One kind of thing that is not in a copy; see `gate::LeftOut`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Identifier of the rule or channel.
    pub id: String,
    /// A few words for a person.
    pub what: String,
    /// Why it matters; empty where there is nothing to say.
    pub why: String,
    /// Whether a person who opens the original sees it.
    pub seen: bool,
    /// How many there are.
    pub amount: u64,
    /// What is counted, in words that fit the amount.
    pub unit: String,
    /// Values in them.
    pub values: u64,
}

/// The result of a job that made a copy, as it is sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct WrittenCopies {
    pub(crate) files: Vec<WrittenFile>,
    pub(crate) left_out: Vec<LeftOut>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WrittenFile {
    pub(crate) name: String,
    pub(crate) blob: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
    /// What `gate::Kept` wrote, which is text.
    pub(crate) kept: String,
}

impl Uploads {
    /// Asks for a safe copy; one that was asked for already is not made twice.
    pub async fn copy(&self, id: UploadId, kind: CopyKind, now: Timestamp) -> Result<(), UploadError> {
        self.get(id, now).await?;
        let mut transaction = self.begin("ask for a safe copy").await?;
        // It may have been deleted meanwhile.
        if transaction.read("SELECT 1 FROM upload WHERE number = $1", &[id.0.into()]).await?.is_empty() {
            return Err(UploadError::Unknown { id });
        }
        ask(&mut transaction, id, Task::Copy(kind), now).await?;
        transaction.finish().await?;
        self.asked.notify_one();
        Ok(())
    }

    /// What came of checking an upload.
    pub async fn result(&self, id: UploadId) -> Result<Checked, UploadError> {
        let bytes = self.result_bytes(id, Task::Check).await?;
        kept(id, &bytes)
    }

    /// A safe copy that was made.
    pub async fn copies(&self, id: UploadId, kind: CopyKind) -> Result<Copies, UploadError> {
        let bytes = self.result_bytes(id, Task::Copy(kind)).await?;
        let written: WrittenCopies = serde_json::from_slice(&bytes)
            .map_err(|_| UploadError::Result { id, why: "it is damaged".into() })?;
        let files = written.files.into_iter().map(|file| {
            Ok(CopiedFile {
                blob: file.blob.parse().map_err(|_| UploadError::Damaged { what: "a copy has no name" })?,
                checked: kept(id, file.kept.as_bytes())?,
                name: file.name,
                bytes: file.bytes,
                sha256: file.sha256,
            })
        });
        Ok(Copies { files: files.collect::<Result<_, UploadError>>()?, left_out: written.left_out })
    }

    /// A sealed file of an upload or of a copy, to be sent to who may have it.
    pub async fn open_blob(&self, blob: &BlobId) -> Result<Reader, UploadError> {
        Ok(self.blobs.reader(blob).await?)
    }

    /// The original in memory, for whoever draws a picture of it.
    pub async fn to_memory(&self, id: UploadId, now: Timestamp) -> Result<std::fs::File, UploadError> {
        let upload = self.get(id, now).await?;
        Ok(self.blobs.to_memory(&upload.blob, upload.bytes).await?)
    }

    async fn result_bytes(&self, id: UploadId, task: Task) -> Result<Zeroizing<Vec<u8>>, UploadError> {
        let values: [Value; 2] = [id.0.into(), task.word().into()];
        let sql = "SELECT result FROM upload_job WHERE upload = $1 AND kind = $2";
        let rows = self.store().read(sql, &values).await?;
        let row = rows.first().ok_or(UploadError::Unknown { id })?;
        let blob = row.optional_text(0)?.ok_or(UploadError::NotReady { id })?;
        let blob = blob.parse().map_err(|_| UploadError::Damaged { what: "a result has no name" })?;
        let mut reader = self.blobs.reader(&blob).await?;
        let mut bytes = Zeroizing::new(Vec::new());
        while let Some(piece) = reader.next().await? {
            if bytes.len() + piece.len() > MOST_RESULT_BYTES {
                return Err(UploadError::Result { id, why: "it is too large".into() });
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }
}

fn kept(id: UploadId, bytes: &[u8]) -> Result<Checked, UploadError> {
    Kept::read(bytes).map_err(|error| UploadError::Result { id, why: error.to_string() })
}
