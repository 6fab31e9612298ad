//! What was made from an item, a repaired file, a clip or a redaction, is an item of its own that says so, in the same cases.

use crate::stored::{count, stored};
use crate::{Evidence, EvidenceError};
use jiff::Timestamp;
use record::{Actor, CaseRow, EVIDENCE_DERIVED, EvidenceDerived, Recorded, Tie};
use roaring::RoaringTreemap;
use store::Row;

/// What was booked of items that were made from another one.
#[derive(Debug)]
pub struct Derived {
    /// The act, unless all of it was said before.
    pub recorded: Option<Recorded>,
    /// Ties to the cases of the original that were not known.
    pub ties: u64,
}

/// An item that was made from another one.
pub(crate) struct Derivation {
    /// Position of the act that says so.
    pub(crate) act: u64,
    pub(crate) original: u64,
    pub(crate) item: u64,
}

impl Derivation {
    fn of(row: &Row) -> Result<Self, EvidenceError> {
        Ok(Self { act: count(row, 0)?, original: count(row, 1)?, item: count(row, 2)? })
    }
}

impl Evidence<'_> {
    /// Whether something is known of an item of this number: something can be made only from what there is, or was.
    pub async fn is_known(&self, item: u64) -> Result<bool, EvidenceError> {
        let items: RoaringTreemap = std::iter::once(item).collect();
        if !self.names_of(&items).await?.is_empty() {
            return Ok(true);
        }
        for store in self.stores().await? {
            if !self.expected_of(&store, &items).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(self.record.cases().await?.iter().any(|case| case.items.contains(item)))
    }

    /// Says of items that were taken in that they were made from another one, and ties them to its cases. After an interruption the
    /// same is said again: what is there is not written twice.
    pub async fn book_derived(
        &self,
        by: &Actor,
        original: u64,
        made: &[u64],
        now: Timestamp,
    ) -> Result<Derived, EvidenceError> {
        let act = |items| EvidenceDerived { original: self.item_id(original).to_string(), items };
        let mut rows = Vec::new();
        for case in self.record.cases().await?.iter().filter(|case| case.items.contains(original)) {
            for item in made {
                rows.push(CaseRow {
                    row: rows.len() as u64 + 1,
                    urn: case.urn.clone(),
                    officer: None,
                    court_date: None,
                    tie: Some(Tie::Item(*item)),
                });
            }
        }
        // The ties first: whoever is stopped in between has items that are held too well.
        let source = *blake3::hash(act(0).original.as_bytes()).as_bytes();
        let ties = match rows.as_slice() {
            [] => 0,
            rows => self.record.import_cases(by, source, rows, now).await?.ties,
        };
        let known = self.derivations().await?;
        let is_known = |item: u64| known.iter().any(|one| one.item == item && one.original == original);
        let new: Vec<u64> = made.iter().copied().filter(|item| !is_known(*item)).collect();
        if new.is_empty() {
            return Ok(Derived { recorded: None, ties });
        }
        let mut writing = self.record.begin("book what was derived", now).await?;
        let first = writing.reserve(&EVIDENCE_DERIVED, new.len()).await?;
        let pairs = new.iter().map(|item| vec![stored(original).into(), stored(*item).into()]).collect();
        writing.insert(&EVIDENCE_DERIVED, first, pairs).await?;
        let recorded = Some(writing.commit(&act(new.len() as u64), by, &[]).await?);
        Ok(Derived { recorded, ties })
    }

    /// Of items that were made from others: from which.
    pub async fn originals_of(&self, items: &RoaringTreemap) -> Result<Vec<(u64, u64)>, EvidenceError> {
        Ok(self
            .derivations()
            .await?
            .into_iter()
            .map(|one| (one.item, one.original))
            .filter(|one| items.contains(one.0))
            .collect())
    }

    /// What was made from what, and by which act.
    pub(crate) async fn derivations(&self) -> Result<Vec<Derivation>, EvidenceError> {
        let sql = "SELECT act, original, item FROM evidence_derived WHERE ended IS NULL ORDER BY number";
        let rows = self.record.read(sql, &[]).await?;
        rows.iter().map(Derivation::of).collect()
    }
}
