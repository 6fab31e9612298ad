//! The rows that must be there, as the manifests say: 32 bytes for each, whatever the row holds.

use super::difference::Differences;
use super::fault::Fault;
use crate::ledger::{Change, ROW_DIGEST};
use crate::table::{TABLES, Table};
use std::collections::BTreeSet;

/// Not ended.
const OPEN: u64 = u64::MAX;
/// Deleted, because a person was erased.
const ERASED: u64 = u64::MAX - 1;
/// Written by an act whose manifest cannot be relied on.
const UNKNOWN: u64 = u64::MAX;

/// A row that must be there.
#[derive(Clone, Copy)]
struct Entry {
    digest: [u8; ROW_DIGEST],
    act: u64,
    ended: u64,
}

/// A row that is there.
pub(super) struct Actual {
    pub(super) number: i64,
    pub(super) act: Option<i64>,
    pub(super) ended: Option<i64>,
    /// None where a column holds what it cannot hold.
    pub(super) digest: Option<[u8; ROW_DIGEST]>,
}

/// Every row of every table that acts write.
pub(super) struct Expected {
    tables: Vec<Vec<Entry>>,
    /// Acts whose manifest is missing or was changed. The fault is theirs; rows that depend on them are not blamed.
    unreliable: BTreeSet<u64>,
}

impl Expected {
    pub(super) fn new() -> Self {
        Self { tables: vec![Vec::new(); TABLES.len()], unreliable: BTreeSet::new() }
    }

    /// The manifest of this act says nothing that can be relied on.
    pub(super) fn distrust(&mut self, position: u64) {
        self.unreliable.insert(position);
    }

    /// The number that comes next in a table.
    pub(super) fn next(&self, index: usize) -> i64 {
        self.tables.get(index).map_or(1, |rows| after(rows))
    }

    /// Rows in all tables.
    pub(super) fn rows(&self) -> u64 {
        self.tables.iter().flatten().filter(|entry| entry.ended != ERASED).count() as u64
    }

    /// Whether some act cannot be relied on.
    pub(super) fn is_whole(&self) -> bool {
        self.unreliable.is_empty()
    }

    /// Takes in what an act did to a table. `most` is a number beyond any that can be right.
    pub(super) fn take(
        &mut self,
        table: &'static Table,
        change: &Change,
        position: u64,
        most: i64,
        found: &mut Differences,
    ) {
        let whole = self.is_whole();
        let Ok(digests) = change.row_digests() else {
            found.at_act(Fault::ManifestChanged, position, "has a manifest that makes no sense");
            self.distrust(position);
            return;
        };
        let Some(rows) = TABLES.iter().position(|known| known.name == table.name) else { return };
        let Some(rows) = self.tables.get_mut(rows) else { return };
        let next = after(rows);
        if !digests.is_empty() && change.first != next {
            if change.first > next && !whole && change.first <= most {
                let gap = Entry { digest: [0; ROW_DIGEST], act: UNKNOWN, ended: OPEN };
                rows.resize(index(change.first).unwrap_or(rows.len()), gap);
            } else {
                let what =
                    format!("wrote rows of {} from number {} on, not from {next}", table.name, change.first);
                found.at_act(Fault::NumberUsedTwice, position, &what);
                self.unreliable.insert(position);
                return;
            }
        }
        rows.extend(digests.into_iter().map(|digest| Entry { digest, act: position, ended: OPEN }));
        for (numbers, state, word) in [(&change.ended, position, "ended"), (&change.erased, ERASED, "erased")]
        {
            for &number in numbers {
                let entry = index(number).and_then(|index| rows.get_mut(index));
                let possible = |entry: &Entry| match state {
                    ERASED => entry.ended != ERASED,
                    _ => entry.ended == OPEN,
                };
                match entry {
                    Some(entry) if possible(entry) => entry.ended = state,
                    Some(entry) if entry.act == UNKNOWN => entry.ended = state,
                    None if !whole => {}
                    _ => {
                        let what = format!("{word} row {number} of {}, which was not there", table.name);
                        found.at_act(Fault::EffectWithoutAct, position, &what);
                    }
                }
            }
        }
    }

    /// Begins to compare the rows of a table.
    pub(super) fn compare(&self, index: usize) -> Comparison<'_> {
        Comparison {
            table: TABLES.get(index).copied(),
            rows: self.tables.get(index).map_or(&[], Vec::as_slice),
            unreliable: &self.unreliable,
            next: 1,
            seen: 0,
        }
    }
}

/// Actual rows, taken in by number, against those that must be there.
pub(super) struct Comparison<'e> {
    table: Option<&'static Table>,
    rows: &'e [Entry],
    unreliable: &'e BTreeSet<u64>,
    next: i64,
    /// Rows that were there.
    pub(super) seen: u64,
}

impl Comparison<'_> {
    /// Takes in one row.
    pub(super) fn row(&mut self, actual: &Actual, found: &mut Differences) {
        let name = self.table.map_or("", |table| table.name);
        self.seen += 1;
        if actual.number < self.next {
            found.at_row(Fault::RowAdded, name, actual.number, "is there twice, or has a number below 1");
            return;
        }
        self.up_to(actual.number, found);
        let Some(entry) = index(actual.number).and_then(|index| self.rows.get(index)) else {
            if !self.depends(actual.act) {
                found.at_row(Fault::RowAdded, name, actual.number, "was written by no act");
            }
            return;
        };
        self.next = actual.number + 1;
        if entry.act == UNKNOWN {
            if !self.depends(actual.act) {
                found.at_row(Fault::RowAdded, name, actual.number, "was written by no act");
            }
        } else if entry.ended == ERASED {
            found.at_row(
                Fault::RowNotErased,
                name,
                actual.number,
                "is of an erased person, and should be gone",
            );
        } else if actual.digest != Some(entry.digest) {
            let what = format!("does not hold what act {} wrote", entry.act);
            found.at_row(Fault::RowChanged, name, actual.number, &what);
        } else if as_position(actual.act) != Some(entry.act) {
            let what = format!("was written by act {} and says otherwise", entry.act);
            found.at_row(Fault::RowChanged, name, actual.number, &what);
        } else if !self.depends(actual.ended) {
            let says = as_position(actual.ended).unwrap_or(OPEN);
            let sound = actual.ended.is_none() || as_position(actual.ended).is_some();
            if says != entry.ended || !sound {
                let what = match (entry.ended, actual.ended) {
                    (OPEN, _) => "is marked as ended, and no act ended it".to_owned(),
                    (act, None) => format!("was ended by act {act} and is marked as if it were not"),
                    (act, Some(_)) => format!("was ended by act {act} and says otherwise"),
                };
                found.at_row(Fault::RowEnded, name, actual.number, &what);
            }
        }
    }

    /// The number after the last row that was taken in.
    pub(super) fn next_number(&self) -> i64 {
        self.next
    }

    /// There are no more rows.
    pub(super) fn end(mut self, found: &mut Differences) -> u64 {
        self.up_to(after(self.rows), found);
        self.seen
    }

    /// Rows before this number that were not met are missing.
    fn up_to(&mut self, number: i64, found: &mut Differences) {
        let name = self.table.map_or("", |table| table.name);
        let until = number.min(after(self.rows));
        while self.next < until {
            if let Some(entry) = index(self.next).and_then(|index| self.rows.get(index))
                && entry.ended != ERASED
                && entry.act != UNKNOWN
            {
                let what = format!("was written by act {} and is no longer there", entry.act);
                found.at_row(Fault::RowRemoved, name, self.next, &what);
            }
            self.next += 1;
        }
    }

    /// Whether what is said there comes from an act that cannot be relied on.
    fn depends(&self, act: Option<i64>) -> bool {
        as_position(act).is_some_and(|act| self.unreliable.contains(&act))
    }
}

fn as_position(act: Option<i64>) -> Option<u64> {
    act.and_then(|act| u64::try_from(act).ok())
}

/// Where the row of a number stands: numbers count from 1.
fn index(number: i64) -> Option<usize> {
    usize::try_from(number.checked_sub(1)?).ok()
}

/// The number after the last row.
fn after(rows: &[Entry]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX - 1) + 1
}
