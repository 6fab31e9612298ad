//! Batches: items that are taken in together. Until they are there, or their time is over, they are in transit: a sweep neither
//! misses them nor wonders at them.

use crate::lists::KeptList;
use crate::stored::{count, instant, number, stored};
use crate::{Evidence, EvidenceError};
use blobs::BlobId;
use jiff::Timestamp;
use record::{EVIDENCE_BATCH, Writing};
use store::{Row, Value};
use zeroize::Zeroizing;

/// Batches that were begun and are not finished.
pub(crate) const BEGUN: &str = "SELECT number, batch, source, stores, due, blob, items, bytes FROM evidence_batch \
     WHERE ended IS NULL AND state = 'begun' ORDER BY number";

/// Batches that were taken in.
const TAKEN_IN: &str = "SELECT number, batch, source, stores, due, blob, items, bytes FROM evidence_batch \
     WHERE ended IS NULL AND state = 'taken-in' ORDER BY number";

/// A batch on its way into a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InTransit {
    pub(crate) row: i64,
    /// When it has to be there.
    pub(crate) due: Timestamp,
    pub(crate) list: BlobId,
    pub(crate) items: u64,
}

/// A batch.
#[derive(Clone)]
pub(crate) struct Batch {
    pub(crate) row: i64,
    pub(crate) number: u32,
    pub(crate) source: Zeroizing<String>,
    pub(crate) stores: Vec<u32>,
    pub(crate) list: BlobId,
}

/// Of rows of [`BEGUN`], those on their way into a store.
pub(crate) fn on_their_way(rows: &[Row], store: u32) -> Result<Vec<InTransit>, EvidenceError> {
    let mut found = Vec::new();
    for row in rows {
        if stores_of(row.text(3)?)?.contains(&store) {
            found.push(InTransit {
                row: row.integer(0)?,
                due: instant(row, 4)?,
                list: blob(row)?,
                items: count(row, 6)?,
            });
        }
    }
    Ok(found)
}

fn blob(row: &Row) -> Result<BlobId, EvidenceError> {
    row.text(5)?.parse().map_err(|_| EvidenceError::damaged("a batch has no list"))
}

fn stores_of(text: &str) -> Result<Vec<u32>, EvidenceError> {
    let numbers = text.split(',').map(str::parse).collect::<Result<Vec<u32>, _>>();
    numbers.map_err(|_| EvidenceError::damaged("a batch goes to no store"))
}

impl Evidence<'_> {
    /// Batches of a source that are begun.
    pub(crate) async fn begun(&self, source: &str, stores: &[u32]) -> Result<Vec<Batch>, EvidenceError> {
        self.batches(BEGUN, source, stores).await
    }

    /// Batches of a source that are in these stores.
    pub(crate) async fn taken_in(&self, source: &str, stores: &[u32]) -> Result<Vec<Batch>, EvidenceError> {
        self.batches(TAKEN_IN, source, stores).await
    }

    async fn batches(&self, sql: &str, source: &str, stores: &[u32]) -> Result<Vec<Batch>, EvidenceError> {
        let mut found = Vec::new();
        for row in self.record.read(sql, &[]).await? {
            let number_of_row = row.integer(0)?;
            let batch = Batch {
                row: number_of_row,
                number: number(&row, 1)?,
                source: self.record.opened(&EVIDENCE_BATCH, number_of_row, "source", row.bytes(2)?)?,
                stores: stores_of(row.text(3)?)?,
                list: blob(&row)?,
            };
            if batch.source.as_str() == source && stores.iter().all(|store| batch.stores.contains(store)) {
                found.push(batch);
            }
        }
        Ok(found)
    }
}

/// Writes the row of a batch: one that is begun has to be there at `due`.
pub(crate) async fn write(
    writing: &mut Writing<'_>,
    batch: Option<u32>,
    (source, stores): (&str, &[u32]),
    list: &KeptList,
    due: Option<Timestamp>,
) -> Result<u32, EvidenceError> {
    let number = writing.reserve(&EVIDENCE_BATCH, 1).await?;
    let batch = match batch {
        Some(batch) => batch,
        None => crate::stored::narrow(number)?,
    };
    let [name, sha256, items] = list.head();
    let stores: Vec<String> = stores.iter().map(u32::to_string).collect();
    let row: Vec<Value> = vec![
        i64::from(batch).into(),
        writing.sealed(&EVIDENCE_BATCH, number, "source", source)?.into(),
        stores.join(",").into(),
        if due.is_some() { "begun" } else { "taken-in" }.into(),
        due.map_or(0, Timestamp::as_microsecond).into(),
        name,
        sha256,
        items,
        stored(list.last_item).into(),
        stored(list.bytes()).into(),
    ];
    writing.insert(&EVIDENCE_BATCH, number, vec![row]).await?;
    Ok(batch)
}
