//! Places of status lists, as they are kept: sealed, because whoever sees them can tell cards from decoys.

use crate::CardError;
use crate::stored::{bitmap, bytes_of, from_text, number, to_text};
use cards::status_list::{SlotParts, Slots};
use jiff::Timestamp;
use record::{CARD_LIST, Record, Writing};
use serde::{Deserialize, Serialize};
use store::Value;
use zeroize::Zeroizing;

/// The places of one list.
pub(crate) struct Places {
    /// Row that says it now; none: it is new.
    pub(crate) row: Option<u32>,
    /// Address of the list.
    pub(crate) address: String,
    /// When it was last published.
    pub(crate) published: Option<Timestamp>,
    /// The places.
    pub(crate) slots: Slots,
}

/// Bitmaps in base64.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    issued: String,
    decoys: String,
    revoked: String,
    shown: String,
}

/// Reads the places of a list within a transaction; none if there is no such list yet.
pub(crate) async fn read(
    record: &Record,
    writing: &mut Writing<'_>,
    address: &str,
) -> Result<Option<Places>, CardError> {
    let rows = writing
        .read(
            "SELECT number, capacity, published, places FROM card_list WHERE address = $1 AND ended IS NULL",
            &[address.into()],
        )
        .await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let damaged = || CardError::damaged("the places of a status list cannot be read");
    let text = record.opened(&CARD_LIST, row.integer(0)?, "places", row.bytes(3)?)?;
    let kept: Kept = serde_json::from_str(&text).map_err(|_| damaged())?;
    let set = |text: &str| from_text(text).and_then(|bytes| bitmap(&bytes));
    let parts = SlotParts {
        capacity: number(row, 1)?,
        issued: set(&kept.issued)?,
        decoys: set(&kept.decoys)?,
        revoked: set(&kept.revoked)?,
        shown: set(&kept.shown)?,
    };
    let published =
        row.optional_integer(2)?.map(Timestamp::from_microsecond).transpose().map_err(|_| damaged())?;
    Ok(Some(Places {
        row: Some(number(row, 0)?),
        address: address.to_owned(),
        published,
        slots: Slots::restore(parts)?,
    }))
}

/// The same, of a list that has to be there.
pub(crate) async fn known(
    record: &Record,
    writing: &mut Writing<'_>,
    address: &str,
) -> Result<Places, CardError> {
    read(record, writing, address).await?.ok_or_else(|| CardError::damaged("a status list is missing"))
}

impl Places {
    /// Writes them anew, as part of an act.
    pub(crate) async fn write(&self, writing: &mut Writing<'_>) -> Result<(), CardError> {
        if let Some(row) = self.row {
            writing.end(&CARD_LIST, &[i64::from(row)]).await?;
        }
        let parts = self.slots.parts();
        let text = |set| bytes_of(set).map(|bytes| to_text(&bytes).to_string());
        let kept = Kept {
            issued: text(&parts.issued)?,
            decoys: text(&parts.decoys)?,
            revoked: text(&parts.revoked)?,
            shown: text(&parts.shown)?,
        };
        let kept = serde_json::to_string(&kept)
            .map(Zeroizing::new)
            .map_err(|_| CardError::damaged("places cannot be written"))?;
        let number = writing.reserve(&CARD_LIST, 1).await?;
        let sealed = writing.sealed(&CARD_LIST, number, "places", &kept)?;
        let row: Vec<Value> = vec![
            self.address.clone().into(),
            i64::from(parts.capacity).into(),
            self.published.map(Timestamp::as_microsecond).into(),
            sealed.into(),
        ];
        writing.insert(&CARD_LIST, number, vec![row]).await?;
        Ok(())
    }
}
