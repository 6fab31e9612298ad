//! To exposure, a store of evidence is a holder, and the items of each list that it has are a holding, until they are lost.

use crate::EvidenceError;
use record::{Beginning, Ending, Field, FieldSet, HoldingOrder, Subjects, Writing};
use roaring::RoaringTreemap;
use store::Row;

/// Opens the holding of items that a store has from now on; none without items.
pub(crate) async fn open(
    writing: &mut Writing<'_>,
    holder: u32,
    items: RoaringTreemap,
) -> Result<Option<u32>, EvidenceError> {
    if items.is_empty() {
        return Ok(None);
    }
    let footage =
        Field::named("footage").ok_or_else(|| EvidenceError::damaged("there is no field for footage"))?;
    let at = writing.at();
    let order = HoldingOrder {
        holder,
        fields: FieldSet::EMPTY.with(footage),
        subjects: Subjects::Items(items),
        from: Beginning { earliest: None, latest: at },
        until: None,
        handed: None,
        note: None,
    };
    Ok(Some(writing.open_holding(order).await?))
}

/// A store has some items no longer: each holding with any of them ends, and what is left of it begins.
pub(crate) async fn lose(
    writing: &mut Writing<'_>,
    holder: u32,
    lost: &RoaringTreemap,
) -> Result<(), EvidenceError> {
    let rows = writing
        .read(
            "SELECT h.holding, s.definite FROM holding h JOIN subjects s ON s.holding = h.holding AND s.ended IS NULL \
             WHERE h.ended IS NULL AND h.holder = $1 AND s.kind = 'items' AND h.until_earliest IS NULL ORDER BY h.holding",
            &[i64::from(holder).into()],
        )
        .await?;
    let at = writing.at();
    let held = |row: &Row| -> Result<(u32, RoaringTreemap), EvidenceError> {
        let items = RoaringTreemap::deserialize_from(row.bytes(1)?)
            .map_err(|_| EvidenceError::damaged("the items of a holding cannot be read"))?;
        Ok((crate::stored::number(row, 0)?, items))
    };
    for row in &rows {
        let (holding, items) = held(row)?;
        if items.is_disjoint(lost) {
            continue;
        }
        // Nobody knows when they went: by now they had.
        writing.close_holding(holding, Ending { earliest: at, latest: Some(at) }).await?;
        open(writing, holder, items - lost).await?;
    }
    Ok(())
}
