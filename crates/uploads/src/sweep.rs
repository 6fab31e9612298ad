//! Clearing away: uploads whose time is over, and blobs that no row names.

use crate::{UploadError, Uploads};
use blobs::{Area, BlobId};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;

/// How old a blob without a row has to be: one that has just been written gets its row in a moment.
const ORPHAN: SignedDuration = SignedDuration::from_hours(24);

impl Uploads {
    /// Deletes uploads whose time is over, blobs that nobody names, and what broken uploads left.
    pub async fn sweep(&self, now: Timestamp) -> Result<(), UploadError> {
        let over = self
            .database()
            .read(
                "SELECT number FROM upload WHERE expires <= $1 ORDER BY number",
                &[now.as_microsecond().into()],
            )
            .await?;
        for row in &over {
            self.delete_number(row.integer(0)?).await?;
        }
        let yesterday = now.checked_sub(ORPHAN).unwrap_or(now).as_microsecond();
        self.0.blobs.sweep_unfinished(yesterday).await?;
        for (area, named) in [
            (Area::Upload, "SELECT blob FROM upload"),
            (Area::Result, "SELECT result FROM upload_job WHERE result IS NOT NULL"),
            (Area::Copy, "SELECT blob FROM upload_copy"),
        ] {
            self.sweep_area(area, named, now).await?;
        }
        Ok(())
    }

    async fn sweep_area(&self, area: Area, named: &str, now: Timestamp) -> Result<(), UploadError> {
        // Listed first: what gets its row meanwhile is named by then.
        let oldest = now.checked_sub(ORPHAN).unwrap_or(now).as_microsecond();
        let mut old: Vec<BlobId> = Vec::new();
        self.0
            .blobs
            .list(area, |listed| {
                if listed.written < oldest {
                    old.push(listed.id);
                }
            })
            .await?;
        if old.is_empty() {
            return Ok(());
        }
        let rows = self.database().read(named, &[]).await?;
        let named = rows.iter().map(|row| row.text(0)).collect::<Result<HashSet<_>, _>>()?;
        for blob in old {
            if !named.contains(blob.to_string().as_str()) {
                self.0.blobs.delete(&blob).await?;
            }
        }
        Ok(())
    }
}
