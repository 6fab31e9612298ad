//! What was known at a recorded time, in SQL.

use crate::RecordError;
use crate::time::stored;
use jiff::Timestamp;
use store::{Row, Snapshot, StoreError};

/// How far the log had come. A row counts if its act is among these and none of them ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    /// Number of acts.
    pub(crate) acts: i64,
    /// Time of the last of them.
    pub(crate) at: Option<Timestamp>,
}

impl Known {
    /// All acts that were recorded by then; none: all that there are.
    pub(crate) async fn by(snapshot: &mut Snapshot, then: Option<Timestamp>) -> Result<Self, RecordError> {
        let latest = then.map_or(i64::MAX, Timestamp::as_microsecond);
        let rows = snapshot
            .read(
                "SELECT position, at FROM leaf WHERE at <= $1 ORDER BY at DESC, position DESC LIMIT 1",
                &[latest.into()],
            )
            .await?;
        match rows.first() {
            None => Ok(Self { acts: 0, at: None }),
            Some(row) => Ok(Self { acts: row.integer(0)? + 1, at: Some(stored(row.integer(1)?)?) }),
        }
    }
}

/// Whether a row of the table with this alias counts, `$1` being [`Known::acts`].
pub(crate) fn counts(alias: &str) -> String {
    format!("{alias}.act < $1 AND ({alias}.ended IS NULL OR {alias}.ended >= $1)")
}

/// Hands over each row of an answer as it arrives; errors may be the record's own.
pub(crate) async fn stream(
    snapshot: &mut Snapshot,
    sql: &str,
    values: &[store::Value],
    mut each: impl FnMut(&Row) -> Result<(), RecordError>,
) -> Result<(), RecordError> {
    let mut failure = None;
    let outcome = snapshot
        .for_each(sql, values, |row| {
            each(&row).map_err(|error| match error {
                RecordError::Store(error) => error,
                other => {
                    failure = Some(other);
                    // Only ends the reading; what is told is the failure.
                    StoreError::Damaged
                }
            })
        })
        .await;
    failure.map_or_else(|| Ok(outcome?), Err)
}
