//! What was known at a time: the record as it stood after the acts up to then.

use crate::{Record, RecordError};
use jiff::Timestamp;

/// A state of the record: what the acts before a position had written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KnownAt(i64);

impl KnownAt {
    /// All there is.
    pub const NOW: Self = Self(i64::MAX);

    /// What the acts before this position had written.
    pub fn before(position: u64) -> Self {
        Self(i64::try_from(position).unwrap_or(i64::MAX))
    }

    /// For the placeholder of [`KnownAt::condition`].
    pub(crate) fn bound(self) -> i64 {
        self.0
    }

    /// The condition by which a row of a logged table was known, with the number of the placeholder for
    /// [`KnownAt::bound`].
    pub(crate) fn condition(placeholder: usize) -> String {
        format!("act < ${placeholder} AND (ended IS NULL OR ended >= ${placeholder})")
    }
}

impl Record {
    /// What was known at an instant; none: what is known now. An act of that very instant counts.
    pub async fn known_at(&self, instant: Option<Timestamp>) -> Result<KnownAt, RecordError> {
        let Some(instant) = instant else { return Ok(KnownAt::NOW) };
        // Positions have no gap and times never go back, so the newest such act has all others before it.
        let rows = self
            .store()
            .read(
                "SELECT position FROM leaf WHERE at <= $1 ORDER BY at DESC, position DESC LIMIT 1",
                &[instant.as_microsecond().into()],
            )
            .await?;
        match rows.first() {
            Some(row) => Ok(KnownAt(row.integer(0)? + 1)),
            None => Ok(KnownAt(0)),
        }
    }
}
