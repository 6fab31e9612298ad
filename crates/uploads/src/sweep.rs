//! What is over goes.

use crate::error::UploadError;
use crate::id::UploadId;
use crate::uploads::Uploads;
use blobs::Area;
use jiff::Timestamp;
use std::collections::HashSet;
use std::time::Duration;

/// How long a sealed file may lie there before some row must name it.
const UNNAMED: Duration = Duration::from_hours(24);

/// What was swept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Uploads whose time was over.
    pub expired: u64,
    /// Sealed files that no row named.
    pub orphans: u64,
    /// Unfinished files of writers that were killed.
    pub unfinished: u64,
}

impl Uploads {
    /// Deletes uploads whose time is over, with everything that was made from them; and, of the areas of this room (uploads,
    /// results, copies), sealed files older than a day that no row names. Any node may, and several at once do no harm.
    pub async fn sweep(&self, now: Timestamp) -> Result<Swept, UploadError> {
        let mut swept = Swept::default();
        let over = "SELECT number FROM upload WHERE expires <= $1 ORDER BY expires";
        for row in self.store().read(over, &[now.as_microsecond().into()]).await? {
            match self.delete(UploadId(row.integer(0)?)).await {
                Ok(()) => swept.expired += 1,
                Err(UploadError::Unknown { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let before = now.checked_sub(UNNAMED).map_or(i64::MIN, Timestamp::as_microsecond);
        let mut old = Vec::new();
        for area in [Area::Upload, Area::Result, Area::Copy] {
            let each = |listed: blobs::Listed| {
                if listed.written < before {
                    old.push(listed.id);
                }
            };
            self.blobs.list(area, each).await?;
        }
        // Names are read after files: what was named meanwhile is among them.
        let named = self.named().await?;
        for id in old.iter().filter(|id| !named.contains(&id.to_string())) {
            self.blobs.delete(id).await?;
            swept.orphans += 1;
        }
        swept.unfinished = self.blobs.sweep_unfinished(before).await?;
        Ok(swept)
    }

    async fn named(&self) -> Result<HashSet<String>, UploadError> {
        let mut named = HashSet::new();
        let sql = "SELECT blob FROM upload UNION ALL SELECT result FROM upload_job WHERE result IS NOT NULL \
                   UNION ALL SELECT blob FROM upload_copy";
        self.store()
            .for_each(sql, &[], |row| {
                named.insert(row.text(0)?.to_owned());
                Ok(())
            })
            .await?;
        Ok(named)
    }
}
