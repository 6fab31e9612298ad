//! The leaves of one moment, for the shelf: as they are, also where some are missing.

use futures::future::BoxFuture;
use store::Snapshot;
use tlog::{Leaves, LeavesError};
use tokio::sync::Mutex;

/// Leaves that are read at once.
const AT_ONCE: u64 = 4096;

/// The leaves of a snapshot. The shelf asks for them several at a time; the snapshot answers one after the other.
pub(crate) struct SnapshotLeaves<'s> {
    snapshot: Mutex<&'s mut Snapshot>,
    size: u64,
}

impl<'s> SnapshotLeaves<'s> {
    pub(crate) fn new(snapshot: &'s mut Snapshot, size: u64) -> Self {
        Self { snapshot: Mutex::new(snapshot), size }
    }
}

impl Leaves for SnapshotLeaves<'_> {
    fn size(&self) -> BoxFuture<'_, Result<u64, LeavesError>> {
        Box::pin(async { Ok(self.size) })
    }

    fn leaves(&self, from: u64, until: u64) -> BoxFuture<'_, Result<Vec<Vec<u8>>, LeavesError>> {
        Box::pin(async move {
            let mut leaves = Vec::new();
            let mut snapshot = self.snapshot.lock().await;
            for first in (from..until).step_by(AT_ONCE as usize) {
                let last = until.min(first + AT_ONCE);
                let sql = "SELECT body FROM leaf WHERE position >= $1 AND position < $2 ORDER BY position";
                let range = [i64::try_from(first)?.into(), i64::try_from(last)?.into()];
                snapshot
                    .for_each(sql, &range, |row| {
                        // A body that is none is the empty leaf, which was never signed.
                        leaves.push(row.into_bytes(0).unwrap_or_default());
                        Ok(())
                    })
                    .await?;
            }
            Ok(leaves)
        })
    }
}
