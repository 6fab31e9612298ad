//! What is released stays: its bytes become a blob of their own, which no sweep of uploads takes.

use crate::{Upload, UploadError, UploadId, Uploads};
use blobs::{Area, BlobId};
use futures::StreamExt;
use jiff::Timestamp;
use std::io;

impl Uploads {
    /// Keeps the bytes of an upload for good; gives the name of the blob. Whoever proposes nothing in the end
    /// forgets it (`release::Releases::forget`).
    pub async fn keep(&self, id: &UploadId) -> Result<Vec<u8>, UploadError> {
        let rows =
            self.database().read("SELECT blob FROM upload WHERE id = $1", &[id.to_string().into()]).await?;
        let row = rows.first().ok_or_else(UploadError::gone)?;
        let blob: BlobId =
            row.text(0)?.parse().map_err(|_| UploadError::Damaged { what: "the name of a blob" })?;
        let mut reader = self.0.blobs.reader(&blob).await?;
        let mut writer = self.0.blobs.put(Area::Released)?;
        while let Some(piece) = reader.next().await? {
            writer.write(&piece).await?;
        }
        Ok(writer.finish().await?.id.to_string().into_bytes())
    }

    /// Takes kept bytes as a file of somebody who has to look at them, checked by today's rules like any other.
    pub async fn take_kept(
        &self,
        by: u32,
        name: &str,
        kept: &[u8],
        now: Timestamp,
    ) -> Result<Upload, UploadError> {
        let reader = self.0.blobs.reader(&kept_id(kept)?).await?;
        let body = reader.into_stream().map(|piece| piece.map_err(io::Error::other)).boxed();
        self.receive(by, name, body, now).await
    }
}

/// The name of a blob as a release keeps it.
pub(crate) fn kept_id(kept: &[u8]) -> Result<BlobId, UploadError> {
    let id = std::str::from_utf8(kept).ok().and_then(|text| text.parse().ok());
    id.ok_or(UploadError::Damaged { what: "the name of a blob" })
}
