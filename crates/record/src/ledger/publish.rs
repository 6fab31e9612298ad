//! Leaves are rows; tiles and checkpoint are derived from them, after the transaction and as often as need be.

use crate::{Record, RecordError};
use futures::future::BoxFuture;
use store::Store;
use tlog::{Checkpoint, Leaves, LeavesError};

/// The counter of leaves that the newest checkpoint covers.
pub(crate) const PUBLISHED: &str = "published";
/// Leaves that are read at once.
const AT_ONCE: i64 = 4096;

/// The rows of the table `leaf`.
pub(crate) struct StoredLeaves<'r>(pub(crate) &'r Store);

impl Leaves for StoredLeaves<'_> {
    fn size(&self) -> BoxFuture<'_, Result<u64, LeavesError>> {
        Box::pin(async {
            let rows = self.0.read("SELECT size FROM head WHERE id = 1", &[]).await?;
            let size = rows.first().ok_or("the head of the log is missing")?.integer(0)?;
            Ok(u64::try_from(size)?)
        })
    }

    fn leaves(&self, from: u64, until: u64) -> BoxFuture<'_, Result<Vec<Vec<u8>>, LeavesError>> {
        Box::pin(async move {
            let (mut from, until) = (i64::try_from(from)?, i64::try_from(until)?);
            let mut leaves = Vec::new();
            while from < until {
                let end = until.min(from + AT_ONCE);
                let rows = self
                    .0
                    .read(
                        "SELECT position, body FROM leaf WHERE position >= $1 AND position < $2 ORDER BY position",
                        &[from.into(), end.into()],
                    )
                    .await?;
                for (expected, row) in (from..).zip(rows) {
                    if row.integer(0)? != expected {
                        return Err(format!("act {expected} is missing").into());
                    }
                    leaves.push(row.into_bytes(1)?);
                }
                from = end;
            }
            Ok(leaves)
        })
    }
}

impl Record {
    /// Brings tiles and checkpoint up to the newest act. Losing them loses nothing: they are derived again.
    pub async fn publish(&self) -> Result<Checkpoint, RecordError> {
        let checkpoint = self.shelf().publish(&StoredLeaves(self.store()), self.log_key()).await?;
        self.remember_published(checkpoint.size()).await?;
        Ok(checkpoint)
    }

    /// The database remembers how far the checkpoint had come: whoever puts an older one back has to change both.
    async fn remember_published(&self, size: u64) -> Result<(), RecordError> {
        let size = i64::try_from(size).map_err(|_| RecordError::damaged("the log is too long"))?;
        let known =
            self.store().read("SELECT next FROM counter WHERE name = $1", &[PUBLISHED.into()]).await?;
        if known.first().map(|row| row.integer(0)).transpose()?.is_some_and(|known| known >= size) {
            return Ok(());
        }
        let mut transaction = self.store().begin("remember what was published").await?;
        transaction
            .execute(
                "INSERT INTO counter (name, next) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET \
                 next = CASE WHEN counter.next < excluded.next THEN excluded.next ELSE counter.next END",
                &[PUBLISHED.into(), size.into()],
            )
            .await?;
        Ok(transaction.finish().await?)
    }
}
