//! Leaves are rows; tiles and checkpoint are derived from them, after the transaction and as often as need be.

use crate::{Record, RecordError};
use futures::future::BoxFuture;
use store::Store;
use tlog::{Checkpoint, Leaves, LeavesError};

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
        Ok(self.shelf().publish(&StoredLeaves(self.store()), self.log_key()).await?)
    }
}
