//! How many people there are, by extract.

use crate::{Record, RecordError};
use jiff::Timestamp;

/// How many people an extract has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// Name of the extract.
    pub source: String,
    /// People who are in it.
    pub members: u64,
    /// People who were in it and have left.
    pub leavers: u64,
}

impl Record {
    /// Counts people by the extracts in which they stand. Numbers that were merged count as they were imported.
    pub async fn people_by_source(&self, at: Timestamp) -> Result<Vec<Sources>, RecordError> {
        let rows = self
            .store()
            .read(
                "SELECT source, CAST(SUM(is_in) AS BIGINT), CAST(COUNT(*) AS BIGINT) FROM (\
                 SELECT source, person, MAX(CASE WHEN (valid_from IS NULL OR valid_from <= $1) \
                 AND (valid_until IS NULL OR valid_until > $1) THEN 1 ELSE 0 END) AS is_in \
                 FROM person_source WHERE ended IS NULL GROUP BY source, person) AS people \
                 GROUP BY source ORDER BY source",
                &[at.as_microsecond().into()],
            )
            .await?;
        rows.iter()
            .map(|row| {
                let members = row.integer(1)?.cast_unsigned();
                let all = row.integer(2)?.cast_unsigned();
                Ok(Sources { source: row.text(0)?.to_owned(), members, leavers: all.saturating_sub(members) })
            })
            .collect()
    }

    /// People who ever were in the record, and how many of them were erased.
    pub async fn people_counts(&self) -> Result<(u64, u64), RecordError> {
        let rows = self
            .store()
            .read("SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(ended) AS BIGINT) FROM person", &[])
            .await?;
        let row = rows.first().ok_or_else(|| RecordError::damaged("people cannot be counted"))?;
        Ok((row.integer(0)?.cast_unsigned(), row.integer(1)?.cast_unsigned()))
    }
}
