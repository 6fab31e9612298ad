//! Items are read from end to end: what lies there is what it has to be, or it is not.
//!
//! A listing shows names and sizes. That the bytes are there, and the right ones, only reading shows; and only reading takes what
//! it found damaged out of suspense again.

mod booked;
mod chosen;
mod listed;
mod own;
mod watched;

pub(crate) use own::outcome_of;

use crate::expectation::Expectation;
use crate::source::Source;
use crate::{Alarm, Evidence, EvidenceError, EvidenceStore};
use inventory::{Entry, Key};
use jiff::Timestamp;
use record::Actor;

/// Which items are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// All.
    All,
    /// What is most overdue, up to so many bytes: never read, under a court date, read longest ago.
    Budget(u64),
    /// So many, drawn by the newest checkpoint of the log, which nobody who runs a store can know beforehand.
    Sample(usize),
}

/// What reading came to.
#[derive(Debug, Default)]
pub struct ReadReport {
    /// Items that were read and are right.
    pub good: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Of them, items that nobody had read before: they are known by their hash from now on.
    pub first: u64,
    /// Items that are not what they have to be, those of earlier alarms included.
    pub damaged: u64,
    /// Items that could not be read now, and may be right or not.
    pub unreadable: u64,
    /// Items that are not there, or are listed otherwise: a sweep says more.
    pub elsewhere: u64,
    /// Items of earlier alarms that are right again.
    pub found: u64,
    /// The alarm that it raised.
    pub alarm: Option<Alarm>,
    /// Items that nobody has ever read, after this.
    pub never_read: u64,
    /// When the item that waits longest was last read, or since when it is expected, before this.
    pub oldest: Option<Timestamp>,
    /// Whether nothing is said of the items because the store is not what it has to be: it has to be listed first.
    pub is_unknown: bool,
    /// Names of those that are not there, or are listed otherwise.
    missed: Vec<Key>,
}

/// What reading one item gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Good { sha256: Option<[u8; 32]>, blake3: [u8; 32] },
    Damaged { sha256: Option<[u8; 32]>, blake3: Option<[u8; 32]> },
    Unreadable,
    Elsewhere,
}

/// What was read so far, to be booked.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) good: Vec<Entry>,
    pub(crate) damaged: Vec<Entry>,
    /// Items that were damaged and are right, and whose reading is booked with all others.
    pub(crate) right: Vec<Entry>,
    pub(crate) unreadable: u64,
    pub(crate) elsewhere: Vec<Entry>,
}

impl Seen {
    /// Takes what reading an item gave.
    pub(crate) fn take(&mut self, mut entry: Entry, outcome: Outcome, now: Timestamp) {
        match outcome {
            Outcome::Good { sha256, blake3 } => {
                entry.sha256 = sha256.or(entry.sha256);
                entry.blake3 = Some(blake3);
                entry.state = if entry.sha256.is_some() { inventory::State::Hashed } else { entry.state };
                entry.verified_at = Some(now);
                self.good.push(entry);
            }
            Outcome::Damaged { sha256, blake3 } => {
                // As it is now: what it has to be stands in the list of what is expected.
                entry.state = inventory::State::Named;
                (entry.sha256, entry.blake3, entry.verified_at) = (sha256, blake3, None);
                self.damaged.push(entry);
            }
            Outcome::Unreadable => self.unreadable += 1,
            Outcome::Elsewhere => self.elsewhere.push(entry),
        }
    }
}

/// Items that are read before they are booked.
const AT_ONCE: usize = 50_000;

impl Evidence<'_> {
    /// Reads items of a store. What is not what it has to be raises an alarm and is in suspense until it is read and right, or
    /// two people have settled it. `progress` is told items and bytes as they are read.
    pub async fn read(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        which: Reading,
        now: Timestamp,
        progress: impl Fn(u64, u64) + Send + Sync,
    ) -> Result<ReadReport, EvidenceError> {
        let mut report = ReadReport::default();
        let source = Source::of(store)?;
        if let (Source::Own(place), Reading::All) = (&source, which) {
            self.read_own(by, store, place, now, &progress, &mut report).await?;
            return Ok(report);
        }
        let chosen = self.chosen(store, which, now, &mut report).await?;
        let mut after = None;
        loop {
            let some = self.some_expected(store, after.take(), chosen.clone()).await?;
            let Some(last) = some.last() else { break };
            after = Some(last.key.clone());
            let mut seen = Seen::default();
            match &source {
                Source::Watched(location) => watched::read(location, some, now, &progress, &mut seen).await,
                Source::Own(place) => {
                    let place = (place, self.manifest_seal());
                    own::read_back(place, some, now, &progress, &mut seen).await?;
                }
            }
            self.book(by, store, seen, now, &mut report).await?;
        }
        report.never_read = report.never_read.saturating_sub(report.first);
        Ok(report)
    }

    /// Entries that are expected after a key, in order, as many as are read at once; only the chosen ones, if any were.
    async fn some_expected(
        &self,
        store: &EvidenceStore,
        after: Option<Key>,
        chosen: Option<std::sync::Arc<std::collections::HashSet<Key>>>,
    ) -> Result<Vec<Entry>, EvidenceError> {
        let opened = Expectation::read(self, store.number).await?.open(self).await?;
        tokio::task::spawn_blocking(move || {
            let mut some = Vec::new();
            for entry in opened.stream()? {
                let entry = entry?;
                let is_before = after.as_ref().is_some_and(|after| entry.key <= *after);
                if is_before || chosen.as_ref().is_some_and(|chosen| !chosen.contains(&entry.key)) {
                    continue;
                }
                some.push(entry);
                if some.len() == AT_ONCE {
                    break;
                }
            }
            Ok(some)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }
}
