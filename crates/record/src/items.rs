//! Numbers of items such as footage. They are given before a list of items is written and sealed, outside of any act, so some
//! are never used; none is given twice.

use crate::{Record, RecordError};

/// The counter.
pub(crate) const ITEM_NUMBERS: &str = "item numbers";

impl Record {
    /// Numbers for `count` items; gives the first. The others follow.
    pub async fn take_item_numbers(&self, count: u64) -> Result<u64, RecordError> {
        let count = i64::try_from(count).map_err(|_| RecordError::Limit {
            what: "the items of one list".into(),
            limit: i64::MAX.cast_unsigned(),
            fix: "Take in several lists".into(),
        })?;
        let mut transaction = self.store().begin("number items").await?;
        let next = transaction
            .read(
                "INSERT INTO counter (name, next) VALUES ($1, 1 + $2) \
                 ON CONFLICT (name) DO UPDATE SET next = counter.next + $2 RETURNING next",
                &[ITEM_NUMBERS.into(), count.into()],
            )
            .await?;
        let next = next.first().ok_or_else(|| RecordError::damaged("a counter is missing"))?.integer(0)?;
        transaction.finish().await?;
        u64::try_from(next - count).map_err(|_| RecordError::damaged("an item's number is out of range"))
    }
}
