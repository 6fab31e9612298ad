//! Deleting an upload with everything about it.

use crate::{UploadError, UploadId, Uploads};
use blobs::BlobId;
use store::Transaction;

impl Uploads {
    /// Deletes an upload, its results and its copies. Rows go first: a blob without a row is found by the sweep, a row
    /// without a blob would be a file that cannot be opened.
    pub async fn delete(&self, id: &UploadId) -> Result<(), UploadError> {
        let number = self.number(id).await?;
        self.delete_number(number).await
    }

    pub(crate) async fn delete_number(&self, number: i64) -> Result<(), UploadError> {
        let blobs = self
            .database()
            .transaction("delete an upload", async |mut transaction: Transaction| {
                let rows = transaction
                    .read(
                        "SELECT blob FROM upload WHERE number = $1 \
                         UNION ALL SELECT blob FROM upload_copy WHERE upload = $1 \
                         UNION ALL SELECT result FROM upload_job WHERE upload = $1 AND result IS NOT NULL",
                        &[number.into()],
                    )
                    .await?;
                for table in ["upload_copy", "upload_job", "upload_aside"] {
                    transaction
                        .execute(&format!("DELETE FROM {table} WHERE upload = $1"), &[number.into()])
                        .await?;
                }
                transaction.execute("DELETE FROM upload WHERE number = $1", &[number.into()]).await?;
                Ok::<_, UploadError>(rows)
            })
            .await?;
        for row in &blobs {
            let blob: Option<BlobId> = row.text(0)?.parse().ok();
            if let Some(blob) = blob {
                self.0.blobs.delete(&blob).await?;
            }
        }
        Ok(())
    }
}
