//! Another system says what a store has to have: the extract of an evidence system, or what was taken from a camera.
//!
//! What a list says counts from then on, also where the store says otherwise: a video that the system knows and that the store
//! never had is missing at the next sweep, and one of another size has changed.

use crate::expectation::{Expectation, ListKind, write_list};
use crate::lists::{self, ListWriter};
use crate::stored::hex;
use crate::{DifferenceKind, Evidence, EvidenceError, EvidenceStore, InSuspense, holdings, suspense};
use inventory::delta::Change;
use inventory::import::Row;
use inventory::{Entry, InventoryError};
use jiff::Timestamp;
use record::{Actor, CaseRow, EvidenceExpected, Recorded, Tie};
use roaring::RoaringTreemap;
use std::collections::BTreeMap;

/// Most rows of one list: they are put in order in memory.
pub const MOST_EXPECTED: usize = 1_000_000;

/// What a list brought.
#[derive(Debug)]
pub struct Expected {
    /// Rows.
    pub rows: u64,
    /// Items that were not expected before.
    pub added: u64,
    /// Items that were, and of which the list says more, or otherwise.
    pub changed: u64,
    /// Ties between a case and an item that were not known.
    pub ties: u64,
    /// The act; none: all of it was known.
    pub recorded: Option<Recorded>,
}

/// What the thread that goes through the expectation gives back.
#[derive(Default)]
struct Gone {
    added: u64,
    changed: u64,
    new: RoaringTreemap,
    /// Number of each item that the list names.
    items: Vec<(String, u64)>,
}

impl Evidence<'_> {
    /// Takes in a list: all of it, or nothing. The same list again writes nothing.
    pub async fn expect(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        rows: Vec<Row>,
        source: [u8; 32],
        now: Timestamp,
    ) -> Result<Expected, EvidenceError> {
        let count = rows.len() as u64;
        let mut named: BTreeMap<String, Row> = BTreeMap::new();
        let mut cases: Vec<(u64, String, String)> = Vec::new();
        for row in rows {
            if let Some(case) = &row.case {
                cases.push((row.line, case.clone(), row.key.as_str().to_owned()));
            }
            // An item of several cases has several rows, which say the same of it.
            let line = row.line;
            let same = named.entry(row.key.as_str().to_owned()).or_insert_with(|| row.clone());
            if !says_the_same(same, &row) {
                return Err(InventoryError::Row {
                    line,
                    what: "an earlier row says otherwise of the same item".into(),
                    fix: "Leave one of the two out.".into(),
                }
                .into());
            }
        }
        let known = self.suspense(Some(store.number)).await?;
        self.touches_no_suspense(&known, &named).await?;
        let first = self.record.take_item_numbers(named.len() as u64).await?;
        let expectation = Expectation::read(self, store.number).await?;
        let opened = expectation.open(self).await?;
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            let mut gone = Gone::default();
            let mut rows = named.into_values().peekable();
            let mut item = first;
            let mut add = |row: &Row, list: &mut ListWriter, gone: &mut Gone| {
                let mut entry = row.entry(now)?;
                entry.item = item;
                item += 1;
                list.change(&entry, &Change::Added(entry.clone()))?;
                gone.added += 1;
                gone.new.insert(entry.item);
                gone.items.push((entry.key.as_str().to_owned(), entry.item));
                Ok::<_, EvidenceError>(())
            };
            for known in opened.stream()? {
                let known = known?;
                while let Some(row) = rows.next_if(|row| row.key < known.key) {
                    add(&row, list, &mut gone)?;
                }
                let Some(row) = rows.next_if(|row| row.key == known.key) else { continue };
                gone.items.push((known.key.as_str().to_owned(), known.item));
                let said = told_better(&known, &row);
                if said != known {
                    list.change(&said, &Change::Changed(said.clone()))?;
                    gone.changed += 1;
                }
            }
            for row in rows {
                add(&row, list, &mut gone)?;
            }
            Ok(gone)
        })
        .await?;
        let Gone { added, changed, new, items } = written.said;
        let mut recorded = None;
        if let Some(list) = written.lists.into_iter().next().flatten() {
            let mut writing = self.record.begin("expect evidence", now).await?;
            expectation.is_still(&mut writing, store.number).await?;
            suspense::is_still(&mut writing, store.number, &known).await?;
            let holding = holdings::open(&mut writing, store.holder, new).await?;
            write_list(&mut writing, store.number, ListKind::Expected, &list, holding).await?;
            let act = EvidenceExpected {
                store: store.number,
                holding,
                items: list.items(),
                bytes: list.bytes(),
                digest: list.totals.all.digest.short(),
                source: hex(&source),
            };
            recorded = Some(writing.commit(&act, by, &[]).await?);
            let why = "a list of what it has to have was taken in since it was listed";
            self.not_listed_since(store, why, now).await?;
        }
        let items: std::collections::HashMap<String, u64> = items.into_iter().collect();
        let ties = self.tie(by, cases, &items, source, now).await?;
        Ok(Expected { rows: count, added, changed, ties, recorded })
    }

    /// What nobody expected, or has changed, is for two people to settle, and not for a list.
    async fn touches_no_suspense(
        &self,
        known: &[InSuspense],
        named: &BTreeMap<String, Row>,
    ) -> Result<(), EvidenceError> {
        for one in known.iter().filter(|one| one.kind != DifferenceKind::Missing) {
            let from = lists::read(&self.blobs, &one.list).await?;
            let keys: std::collections::HashMap<String, u64> =
                named.iter().map(|(key, row)| (key.clone(), row.line)).collect();
            tokio::task::spawn_blocking(move || {
                for entry in lists::items(from)? {
                    if let Some(line) = keys.get(entry?.key.as_str()) {
                        return Err(EvidenceError::InSuspense { line: *line });
                    }
                }
                Ok(())
            })
            .await
            .map_err(|_| EvidenceError::Stopped)??;
        }
        Ok(())
    }

    /// Ties items that were taken in to the cases that a list says they are in; gives the ties that were not known.
    pub async fn tie_taken_in<'r>(
        &self,
        by: &Actor,
        rows: impl Iterator<Item = &'r Row>,
        numbers: &[(inventory::Key, u64)],
        source: [u8; 32],
        now: Timestamp,
    ) -> Result<u64, EvidenceError> {
        let items: std::collections::HashMap<String, u64> =
            numbers.iter().map(|(key, number)| (key.as_str().to_owned(), *number)).collect();
        let named = rows.filter(|row| items.contains_key(row.key.as_str()));
        let cases = named
            .filter_map(|row| Some((row.line, row.case.clone()?, row.key.as_str().to_owned())))
            .collect::<Vec<_>>();
        self.tie(by, cases, &items, source, now).await
    }

    /// Which items are in which case.
    async fn tie(
        &self,
        by: &Actor,
        cases: Vec<(u64, String, String)>,
        items: &std::collections::HashMap<String, u64>,
        source: [u8; 32],
        now: Timestamp,
    ) -> Result<u64, EvidenceError> {
        if cases.is_empty() {
            return Ok(0);
        }
        let mut rows = Vec::with_capacity(cases.len());
        for (row, urn, key) in cases {
            let item = items.get(&key).copied().ok_or(EvidenceError::Stopped)?;
            rows.push(CaseRow {
                row,
                urn: urn.into(),
                officer: None,
                court_date: None,
                tie: Some(Tie::Item(item)),
            });
        }
        Ok(self.record.import_cases(by, source, &rows, now).await?.ties)
    }
}

fn says_the_same(one: &Row, other: &Row) -> bool {
    let of = |row: &Row| {
        (row.size, row.sha256, row.class.clone(), row.source.clone(), row.sequence, row.recorded_at)
    };
    of(one) == of(other)
}

/// What is expected of an item, with what a list says of it; what the list leaves empty stays.
fn told_better(known: &Entry, row: &Row) -> Entry {
    let mut entry = known.clone();
    if let Some(size) = row.size {
        entry.size = size;
    }
    entry.sha256 = row.sha256.or(entry.sha256);
    entry.class = row.class.as_deref().map(Into::into).or(entry.class);
    entry.source = row.source.as_deref().map(Into::into).or(entry.source);
    entry.recorded_at = row.recorded_at.or(entry.recorded_at);
    // A hash that the list contradicts was not ours to keep as one that was read.
    if entry.sha256 != known.sha256 || entry.size != known.size {
        entry.state = inventory::State::Named;
        entry.verified_at = None;
    }
    entry
}
