//! What a check found.

use crate::{UploadError, UploadId, Uploads};
use blobs::BlobId;
use gate::{Checked, Kept};
use jiff::Timestamp;
use zeroize::Zeroizing;

/// Longest result, in bytes.
const LONGEST: usize = 256 << 20;

impl Uploads {
    /// What the check of an upload found.
    pub async fn result(&self, id: &UploadId) -> Result<Checked, UploadError> {
        Ok(self.result_by(id).await?.0)
    }

    /// What the check found, by which rules, and when.
    pub(crate) async fn result_by(
        &self,
        id: &UploadId,
    ) -> Result<(Checked, [u8; 32], Timestamp), UploadError> {
        let number = self.number(id).await?;
        let (blob, rules, at) = self.done(number, "check").await?.ok_or_else(UploadError::not_yet)?;
        let bytes = self.whole(&blob).await?;
        let checked = Kept::read(&bytes).map_err(|_| UploadError::Damaged { what: "a result" })?;
        Ok((checked, rules, at))
    }

    /// The number of an upload.
    pub(crate) async fn number(&self, id: &UploadId) -> Result<i64, UploadError> {
        let rows =
            self.database().read("SELECT number FROM upload WHERE id = $1", &[id.to_string().into()]).await?;
        Ok(rows.first().ok_or_else(UploadError::gone)?.integer(0)?)
    }

    /// All bytes of a small blob.
    pub(crate) async fn whole(&self, blob: &BlobId) -> Result<Zeroizing<Vec<u8>>, UploadError> {
        let mut reader = self.0.blobs.reader(blob).await?;
        let mut bytes = Zeroizing::new(Vec::new());
        while let Some(piece) = reader.next().await? {
            if bytes.len() + piece.len() > LONGEST {
                return Err(UploadError::Damaged { what: "a result, which is too long" });
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }
}
