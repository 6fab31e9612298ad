//! Looking into a file: the first rows of it, and of its safe copy.

use crate::{UploadError, UploadId, Uploads};
use blobs::BlobId;
use gate::Preview;
use std::path::Path;
use zeroize::Zeroizing;

impl Uploads {
    /// The first rows and texts of an upload, values and all.
    pub async fn preview(&self, id: &UploadId) -> Result<Preview, UploadError> {
        let rows = self
            .database()
            .read("SELECT number, name, blob FROM upload WHERE id = $1", &[id.to_string().into()])
            .await?;
        let row = rows.first().ok_or_else(UploadError::gone)?;
        let name = self.open_name("upload", row.integer(0)?, row.bytes(1)?)?;
        self.look(row.text(2)?, name).await
    }

    /// The first rows of each file of its safe copy.
    pub async fn preview_of_copy(&self, id: &UploadId) -> Result<Vec<Preview>, UploadError> {
        /// Files of a copy that are looked into.
        const MOST: i64 = 5;
        let number = self.number(id).await?;
        let rows = self
            .database()
            .read(
                "SELECT number, name, blob FROM upload_copy WHERE upload = $1 AND place < $2 ORDER BY place",
                &[number.into(), MOST.into()],
            )
            .await?;
        let mut previews = Vec::with_capacity(rows.len());
        for row in &rows {
            let name = self.open_name("upload_copy", row.integer(0)?, row.bytes(1)?)?;
            previews.push(self.look(row.text(2)?, name).await?);
        }
        Ok(previews)
    }

    async fn look(&self, blob: &str, name: Zeroizing<String>) -> Result<Preview, UploadError> {
        let blob: BlobId = blob.parse().map_err(|_| UploadError::Damaged { what: "the name of a blob" })?;
        let examiner = self.examiner().ok_or_else(UploadError::not_ready)?;
        let place = self.0.open.clone().acquire_owned().await;
        let file = self.0.blobs.to_memory(&blob, self.0.settings.file_bytes).await?;
        tokio::task::spawn_blocking(move || {
            let _place = place;
            examiner.preview(file, Path::new(name.as_str()))
        })
        .await
        .map_err(|_| UploadError::Damaged { what: "a look into a file, which broke" })
    }
}
