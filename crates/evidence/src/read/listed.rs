//! What is listed and is not there.

use super::{Outcome, ReadReport, Seen, watched};
use crate::source::Source;
use crate::{Evidence, EvidenceError, EvidenceStore};
use inventory::probe::Answer;
use inventory::{Entry, Key};
use jiff::Timestamp;
use record::Actor;
use std::collections::HashSet;
use std::sync::Arc;

impl Evidence<'_> {
    /// Reading missed something, and a listing after it is green: a listing of yesterday says so, and a server that has lost more
    /// than it knows. Asks once more for what was missed. What still is not there is damaged, whatever is listed, until it is
    /// read and right. Only of a store whose sweep is green: what a listing misses it names itself, and what goes by authority
    /// keeps it from being green.
    pub async fn read_listed(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        report: &ReadReport,
        now: Timestamp,
    ) -> Result<ReadReport, EvidenceError> {
        let mut again = ReadReport::default();
        let source = Source::of(store)?;
        // Of a whole reading that does not add up nobody can tell what it missed: all are asked for.
        let missed: Option<Arc<HashSet<Key>>> =
            (!report.is_unknown).then(|| Arc::new(report.missed.iter().cloned().collect()));
        let mut after = None;
        loop {
            let some = self.some_expected(store, after.take(), missed.clone()).await?;
            let Some(last) = some.last() else { return Ok(again) };
            after = Some(last.key.clone());
            let mut seen = Seen::default();
            match &source {
                Source::Watched(location) => watched::read(location, some, now, &|_, _| {}, &mut seen).await,
                Source::Own(_) => ask(&source, some, &mut seen).await,
            }
            for entry in std::mem::take(&mut seen.elsewhere) {
                seen.take(entry, Outcome::Damaged { sha256: None, blake3: None }, now);
            }
            self.book(by, store, seen, now, &mut again).await?;
        }
    }
}

/// Asks for copies by name: manifest and object of each. That they are what they have to be was read before, or is read the next
/// time.
async fn ask(source: &Source, some: Vec<Entry>, seen: &mut Seen) {
    let keys: Vec<Key> = some.iter().map(|entry| entry.key.clone()).collect();
    for (entry, answer) in some.into_iter().zip(source.probe(&keys).await) {
        match answer {
            Answer::There { .. } => {}
            Answer::Gone => seen.elsewhere.push(entry),
            Answer::Unknown(_) => seen.unreadable += 1,
        }
    }
}
