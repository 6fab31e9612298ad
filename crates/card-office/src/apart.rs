//! Who is set apart for good. It stands sealed in the record, and is shown to nobody.

use crate::CardError;
use crate::stored::{bitmap, bytes_of, from_text, to_text};
use record::{CARD_APART, Record, Writing};
use roaring::RoaringBitmap;
use store::Row;

const SELECT: &str = "SELECT number, people FROM card_apart WHERE ended IS NULL";

/// The group, and its row.
pub(crate) struct Apart {
    row: Option<i64>,
    pub(crate) people: RoaringBitmap,
}

/// Reads it within a transaction.
pub(crate) async fn read(record: &Record, writing: &mut Writing<'_>) -> Result<Apart, CardError> {
    let rows = writing.read(SELECT, &[]).await?;
    opened(record, rows.first())
}

/// Reads it.
pub(crate) async fn known(record: &Record) -> Result<RoaringBitmap, CardError> {
    let rows = record.read(SELECT, &[]).await?;
    Ok(opened(record, rows.first())?.people)
}

fn opened(record: &Record, row: Option<&Row>) -> Result<Apart, CardError> {
    let Some(row) = row else { return Ok(Apart { row: None, people: RoaringBitmap::new() }) };
    let number = row.integer(0)?;
    let text = record.opened(&CARD_APART, number, "people", row.bytes(1)?)?;
    // People who were merged since have another number now.
    Ok(Apart { row: Some(number), people: bitmap(&from_text(&text)?)? })
}

impl Apart {
    /// Writes the group if it has grown: it never shrinks.
    pub(crate) async fn grow(
        &self,
        writing: &mut Writing<'_>,
        more: &RoaringBitmap,
    ) -> Result<(), CardError> {
        let people = &self.people | more;
        if people == self.people {
            return Ok(());
        }
        if let Some(row) = self.row {
            writing.end(&CARD_APART, &[row]).await?;
        }
        let number = writing.reserve(&CARD_APART, 1).await?;
        let sealed = writing.sealed(&CARD_APART, number, "people", &to_text(&bytes_of(&people)?))?;
        writing.insert(&CARD_APART, number, vec![vec![sealed.into()]]).await?;
        Ok(())
    }
}
