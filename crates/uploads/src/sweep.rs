//! Clearing away: uploads whose time is over, and blobs that no row names.

use crate::{UploadError, Uploads};
use blobs::{Area, BlobId};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use store::{Row, StoreError};

/// How old a blob without a row has to be: one that has just been written gets its row in a moment.
const ORPHAN: SignedDuration = SignedDuration::from_hours(24);
/// The same for a file that was to be kept for good. A record that was restored from an older backup has lost rows, not files:
/// whoever finds the rest of it again has a month in which the files are still there.
const RELEASED_ORPHAN: SignedDuration = SignedDuration::from_hours(24 * 30);

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
        for (area, named, age) in [
            (Area::Upload, "SELECT blob FROM upload", ORPHAN),
            (Area::Result, "SELECT result FROM upload_job WHERE result IS NOT NULL", ORPHAN),
            (Area::Copy, "SELECT blob FROM upload_copy", ORPHAN),
            (Area::Released, "SELECT blob FROM release WHERE blob IS NOT NULL", RELEASED_ORPHAN),
            (
                Area::Inventory,
                "SELECT blob FROM evidence_inventory UNION SELECT blob FROM evidence_difference \
                 UNION SELECT blob FROM evidence_batch UNION SELECT blob FROM evidence_migration \
                 UNION SELECT blob FROM evidence_migration_step \
                 UNION SELECT blob FROM evidence_disposal UNION SELECT blob FROM evidence_disposal_run",
                RELEASED_ORPHAN,
            ),
        ] {
            self.sweep_area(area, named, now.checked_sub(age).unwrap_or(now)).await?;
        }
        Ok(())
    }

    async fn sweep_area(&self, area: Area, named: &str, before: Timestamp) -> Result<(), UploadError> {
        // Listed first: what gets its row meanwhile is named by then.
        let mut old: Vec<BlobId> = Vec::new();
        self.0
            .blobs
            .list(area, |listed| {
                if listed.written < before.as_microsecond() {
                    old.push(listed.id);
                }
            })
            .await?;
        if old.is_empty() {
            return Ok(());
        }
        let rows = self.database().read(named, &[]).await?;
        let named = rows.iter().map(|row| name(row, area)).collect::<Result<HashSet<_>, _>>()?;
        for blob in old {
            if !named.contains(blob.to_string().as_bytes()) {
                self.0.blobs.delete(&blob).await?;
            }
        }
        Ok(())
    }
}

/// The name of a blob as a row has it. Releases have it as bytes.
fn name(row: &Row, area: Area) -> Result<&[u8], StoreError> {
    if area == Area::Released { row.bytes(0) } else { row.text(0).map(str::as_bytes) }
}
