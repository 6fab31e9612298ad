//! Which items are held: those of a case that goes on, and those of a case with a hold on it.

use crate::DisposalError;
use crate::stored::number;
use roaring::RoaringTreemap;
use std::collections::BTreeMap;
use store::{Row, Transaction, Value};

/// Ties of items to cases that hold them.
macro_rules! held {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM case_tie t WHERE t.ended IS NULL AND t.kind = 'item' AND (NOT EXISTS (SELECT 1 FROM \
             evidence_case_end e WHERE e.case_number = t.case_number AND e.ended IS NULL) OR EXISTS (SELECT 1 FROM \
             evidence_hold h WHERE h.case_number = t.case_number AND NOT EXISTS (SELECT 1 FROM evidence_hold_state s \
             WHERE s.hold = h.number AND s.ended IS NULL AND s.state = 'released'))) ",
            $rest
        )
    };
}

/// All ties that hold an item: item and case.
pub(crate) const ALL: &str = held!("t.subject, t.case_number", "ORDER BY t.subject, t.case_number");

/// Which items were made from which: what holds the one holds the other.
pub(crate) const DERIVED: &str =
    "SELECT item, original FROM evidence_derived WHERE ended IS NULL ORDER BY number";

const ORIGINALS: &str = "SELECT original FROM evidence_derived WHERE ended IS NULL AND item = $1";

const ONE: &str = held!("t.case_number", "AND t.subject = $1 LIMIT 1");

/// Items that are held, and by which cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    cases: BTreeMap<u64, Vec<u32>>,
}

impl Held {
    pub(crate) fn of(rows: &[Row], derived: &[Row]) -> Result<Self, DisposalError> {
        let mut cases: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for row in rows {
            let item = row.integer(0)?.cast_unsigned();
            cases.entry(item).or_default().push(number(row, 1)?);
        }
        // An item is made after what it is made from, so in the order of rows those before are complete.
        for row in derived {
            let (item, original) = (row.integer(0)?.cast_unsigned(), row.integer(1)?.cast_unsigned());
            let holding = cases.get(&original).cloned().unwrap_or_default();
            if !holding.is_empty() {
                let known = cases.entry(item).or_default();
                known.extend(holding);
                known.sort_unstable();
                known.dedup();
            }
        }
        Ok(Self { cases })
    }

    /// The cases that hold an item; none: it is not held.
    pub fn by(&self, item: u64) -> &[u32] {
        self.cases.get(&item).map_or(&[], Vec::as_slice)
    }

    /// How many of these items are held.
    pub fn among(&self, items: &RoaringTreemap) -> u64 {
        items.iter().filter(|item| self.cases.contains_key(item)).count() as u64
    }
}

/// Whether an item is held at this moment, as a transaction sees it; or one that it was made from.
pub(crate) async fn is_held(transaction: &mut Transaction, item: u64) -> Result<bool, store::StoreError> {
    let (mut asked, mut open) = (RoaringTreemap::new(), vec![item]);
    while let Some(one) = open.pop() {
        if !asked.insert(one) {
            continue;
        }
        let value = || Value::from(crate::stored::stored(one));
        if !transaction.read(ONE, &[value()]).await?.is_empty() {
            return Ok(true);
        }
        for row in transaction.read(ORIGINALS, &[value()]).await? {
            open.push(row.integer(0)?.cast_unsigned());
        }
    }
    Ok(false)
}
