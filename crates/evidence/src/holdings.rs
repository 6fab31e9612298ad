//! To exposure, a store of evidence is a holder, and the items of each list that it has are a holding, until they are lost.

use crate::stored::{instant, stored};
use crate::{EvidenceError, EvidenceStore};
use jiff::Timestamp;
use record::{Beginning, Ending, Field, FieldSet, HoldingOrder, Subjects, Writing};
use roaring::RoaringTreemap;
use store::Row;

/// Opens the holding of items that a store has from now on; none without items.
pub(crate) async fn open(
    writing: &mut Writing<'_>,
    holder: u32,
    items: RoaringTreemap,
) -> Result<Option<u32>, EvidenceError> {
    let at = writing.at();
    open_from(writing, holder, items, Beginning { earliest: None, latest: at }).await
}

async fn open_from(
    writing: &mut Writing<'_>,
    holder: u32,
    items: RoaringTreemap,
    from: Beginning,
) -> Result<Option<u32>, EvidenceError> {
    if items.is_empty() {
        return Ok(None);
    }
    let footage =
        Field::named("footage").ok_or_else(|| EvidenceError::damaged("there is no field for footage"))?;
    let order = HoldingOrder {
        holder,
        fields: FieldSet::EMPTY.with(footage),
        subjects: Subjects::Items(items),
        from,
        until: None,
        handed: None,
        note: None,
    };
    Ok(Some(writing.open_holding(order).await?))
}

/// A store has some items no longer: each holding with any of them ends, and what is left of it goes on from when it began. They
/// went after the store was last seen green before the alarm, and before the alarm.
pub(crate) async fn lose(
    writing: &mut Writing<'_>,
    store: &EvidenceStore,
    alarm: u64,
    lost: &RoaringTreemap,
) -> Result<(), EvidenceError> {
    let at = |rows: &[Row]| rows.first().map(|row| instant(row, 0)).transpose();
    let alarm = stored(alarm);
    let raised = writing.read("SELECT at FROM leaf WHERE position = $1", &[alarm.into()]).await?;
    let raised = at(&raised)?.ok_or_else(|| EvidenceError::damaged("an alarm is missing"))?;
    let green = writing
        .read(
            "SELECT l.at FROM evidence_balance b JOIN leaf l ON l.position = b.act \
             WHERE b.store = $1 AND b.state = 'green' AND b.act < $2 ORDER BY b.act DESC LIMIT 1",
            &[i64::from(store.number).into(), alarm.into()],
        )
        .await?;
    let green = at(&green)?;
    // What came after the store was last green was there from then on at least.
    let gone = |latest: Timestamp| {
        let seen = green.unwrap_or(latest).max(latest);
        Ending { earliest: seen, latest: Some(raised.max(seen)) }
    };
    without(writing, store, lost, gone).await
}

/// A store has some items no longer, from this moment on.
pub(crate) async fn part(
    writing: &mut Writing<'_>,
    store: &EvidenceStore,
    items: &RoaringTreemap,
) -> Result<(), EvidenceError> {
    let now = writing.at();
    without(writing, store, items, |latest| Ending {
        earliest: now.max(latest),
        latest: Some(now.max(latest)),
    })
    .await
}

async fn without(
    writing: &mut Writing<'_>,
    store: &EvidenceStore,
    lost: &RoaringTreemap,
    gone: impl Fn(Timestamp) -> Ending,
) -> Result<(), EvidenceError> {
    let rows = writing
        .read(
            "SELECT h.holding, s.definite, h.from_earliest, h.from_latest FROM holding h \
             JOIN subjects s ON s.holding = h.holding AND s.ended IS NULL \
             WHERE h.ended IS NULL AND h.holder = $1 AND s.kind = 'items' AND h.until_earliest IS NULL \
             ORDER BY h.holding",
            &[i64::from(store.holder).into()],
        )
        .await?;
    for row in &rows {
        let items = RoaringTreemap::deserialize_from(row.bytes(1)?)
            .map_err(|_| EvidenceError::damaged("the items of a holding cannot be read"))?;
        if items.is_disjoint(lost) {
            continue;
        }
        let latest = instant(row, 3)?;
        let earliest = row.optional_integer(2)?.map(|_| instant(row, 2)).transpose()?;
        writing.close_holding(crate::stored::number(row, 0)?, gone(latest)).await?;
        open_from(writing, store.holder, items - lost, Beginning { earliest, latest }).await?;
    }
    Ok(())
}
