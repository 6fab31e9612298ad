//! How many holdings each holder has, and their numbers in pages.

use crate::actor::narrow;
use crate::{Record, RecordError};

/// How many holdings a holder has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldingCount {
    /// Number of the holder.
    pub holder: u32,
    /// All of them.
    pub holdings: u64,
    /// Those that nobody knows to have ended.
    pub open: u64,
}

impl Record {
    /// Counts holdings by holder; holders without any are left out.
    pub async fn holdings_by_holder(&self) -> Result<Vec<HoldingCount>, RecordError> {
        let rows = self
            .store()
            .read(
                "SELECT holder, CAST(COUNT(*) AS BIGINT), \
                 CAST(SUM(CASE WHEN until_earliest IS NULL THEN 1 ELSE 0 END) AS BIGINT) \
                 FROM holding WHERE ended IS NULL GROUP BY holder ORDER BY holder",
                &[],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(HoldingCount {
                    holder: narrow(row.integer(0)?, "a holder's number")?,
                    holdings: row.integer(1)?.cast_unsigned(),
                    open: row.integer(2)?.cast_unsigned(),
                })
            })
            .collect()
    }

    /// Numbers of a holder's holdings, the newest first, some of them skipped.
    pub async fn holdings_of(&self, holder: u32, skip: u64, most: u64) -> Result<Vec<u32>, RecordError> {
        let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let rows = self
            .store()
            .read(
                "SELECT holding FROM holding WHERE ended IS NULL AND holder = $1 \
                 ORDER BY holding DESC LIMIT $2 OFFSET $3",
                &[i64::from(holder).into(), bound(most).into(), bound(skip).into()],
            )
            .await?;
        rows.iter().map(|row| narrow(row.integer(0)?, "a holding's number")).collect()
    }
}
