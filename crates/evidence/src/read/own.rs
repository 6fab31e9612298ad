//! Our own copies are read.

use super::{Outcome, ReadReport, Seen};
use crate::expectation::Expectation;
use crate::lists::{self, KeptList, ListWriter};
use crate::own::{OwnPlace, key_of, name_of, trouble_of};
use crate::pipe::Incoming;
use crate::{DifferenceKind, Evidence, EvidenceError, EvidenceStore};
use copies::{Checked, CopyError, Depth, Seal, State};
use inventory::delta::Change;
use inventory::{Entry, Key, Sum, Trouble};
use jiff::Timestamp;
use record::Actor;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Reads these items, one after the other.
pub(super) async fn read_back(
    (place, seal): (&OwnPlace, Arc<dyn Seal>),
    some: Vec<Entry>,
    now: Timestamp,
    progress: &(impl Fn(u64, u64) + Send + Sync),
    seen: &mut Seen,
) -> Result<(), EvidenceError> {
    let place = place.clone();
    let (told, mut telling) = tokio::sync::mpsc::channel(64);
    let work = tokio::task::spawn_blocking(move || {
        let replica = place.open()?;
        let mut outcomes = Vec::with_capacity(some.len());
        for entry in some {
            let outcome = match name_of(&entry.key) {
                Some((blake3, item)) => {
                    let read = copies::read_back(&replica, &item, &blake3, now);
                    outcome_of(read.and_then(|read| replica.manifest(&blake3, &item, &*seal).map(|_| read)))
                }
                None => Outcome::Elsewhere,
            };
            // Whoever watches may have gone away.
            let _ = told.blocking_send(entry.size);
            outcomes.push((entry, outcome));
        }
        Ok::<_, CopyError>(outcomes)
    });
    while let Some(size) = telling.recv().await {
        progress(1, size);
    }
    let outcomes = work.await.map_err(|_| EvidenceError::Stopped)?;
    for (entry, outcome) in outcomes.map_err(|error| EvidenceError::copy(&error))? {
        seen.take(entry, outcome, now);
    }
    Ok(())
}

/// What reading one copy says.
pub(crate) fn outcome_of(read: Result<copies::Verified, CopyError>) -> Outcome {
    match read {
        Ok(read) => Outcome::Good { sha256: None, blake3: read.blake3().0 },
        Err(CopyError::Corrupt { .. } | CopyError::OtherManifest { .. }) => {
            Outcome::Damaged { sha256: None, blake3: None }
        }
        Err(error) => match trouble_of(&error) {
            Trouble::Gone => Outcome::Elsewhere,
            Trouble::Failing => Outcome::Damaged { sha256: None, blake3: None },
            _ => Outcome::Unreadable,
        },
    }
}

/// What a whole place gave: what is not right by name, and the sum of what is.
#[derive(Default)]
struct Whole {
    good: Sum,
    bad: HashMap<Key, Outcome>,
}

impl Whole {
    fn take(&mut self, checked: &Checked) {
        let Some(blake3) = checked.blake3 else { return };
        for item in &checked.items {
            let Ok(key) = key_of(&blake3, item) else { continue };
            let outcome = match checked.state {
                State::Good => {
                    self.good.add(&key, checked.size);
                    continue;
                }
                State::Damaged | State::ManifestDamaged => Outcome::Damaged { sha256: None, blake3: None },
                State::Unreadable => Outcome::Unreadable,
                _ => Outcome::Elsewhere,
            };
            self.bad.insert(key, outcome);
        }
    }
}

impl Evidence<'_> {
    /// Reads a whole place of our own, in the order in which it lies there. In memory is what is wrong; of what is right only
    /// the sum, which has to be that of what is expected.
    pub(super) async fn read_own(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        place: &OwnPlace,
        now: Timestamp,
        progress: &(impl Fn(u64, u64) + Send + Sync),
        report: &mut ReadReport,
    ) -> Result<(), EvidenceError> {
        let expectation = Expectation::read(self, store.number).await?;
        let (seal, from) = (self.manifest_seal(), place.clone());
        let (told, mut telling) = tokio::sync::mpsc::channel(64);
        let work = tokio::task::spawn_blocking(move || {
            let replica = from.open()?;
            let depth = Depth { seal: Some(&*seal), ..Depth::default() };
            let (mut whole, mut since) = (Whole::default(), (0_u64, 0_u64));
            copies::verify(&replica, depth, now, &mut |checked| {
                whole.take(&checked);
                since = (since.0 + 1, since.1.saturating_add(checked.size));
                if since.0 == 256 || since.1 > 64 << 20 {
                    // Whoever watches may have gone away.
                    let _ = told.blocking_send(std::mem::take(&mut since));
                }
            })?;
            let _ = told.blocking_send(since);
            Ok::<_, CopyError>(whole)
        });
        while let Some((items, bytes)) = telling.recv().await {
            progress(items, bytes);
        }
        let whole = work.await.map_err(|_| EvidenceError::Stopped)?;
        let whole = whole.map_err(|error| EvidenceError::copy(&error))?;
        let (list, seen) = self.held_against(store, &expectation, whole, now).await?;
        let Some((list, first)) = list else {
            report.is_unknown = true;
            if let Some(seen) = seen {
                self.book(by, store, seen, now, report).await?;
            }
            return Ok(());
        };
        // Book the damage first: a crash in between leaves an alarm, and not its silence.
        if let Some(seen) = seen {
            self.book(by, store, seen, now, report).await?;
        }
        self.book_read(by, store, (&list, first), now, report).await
    }

    /// What was read against what is expected: the list of what is right, if the sums say that it is all, and what is not.
    async fn held_against(
        &self,
        store: &EvidenceStore,
        expectation: &Expectation,
        whole: Whole,
        now: Timestamp,
    ) -> Result<(Option<(KeptList, u64)>, Option<Seen>), EvidenceError> {
        let opened = expectation.open(self).await?;
        let (mut missing, mut damaged) = (Vec::new(), Vec::new());
        for one in self.suspense(Some(store.number)).await? {
            match one.kind {
                DifferenceKind::Missing => missing.push(lists::read(&self.blobs, &one.list).await?),
                DifferenceKind::Damaged => damaged.push(lists::read(&self.blobs, &one.list).await?),
                _ => {}
            }
        }
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            let Whole { good, mut bad } = whole;
            let (gone, damaged) = (keys(missing)?, keys(damaged)?);
            let (mut sum, mut first, mut seen) = (Sum::default(), 0, Seen::default());
            for entry in opened.stream()? {
                let mut entry = entry?;
                if let Some(outcome) = bad.remove(&entry.key) {
                    seen.take(entry, outcome, now);
                    continue;
                }
                if gone.contains(&entry.key) {
                    continue;
                }
                if damaged.contains(&entry.key) {
                    seen.right.push(entry.clone());
                }
                sum.add(&entry.key, entry.size);
                first += u64::from(entry.verified_at.is_none());
                entry.verified_at = Some(now);
                list.change(&entry, &Change::Changed(entry.clone()))?;
            }
            Ok((sum == good, first, seen))
        })
        .await?;
        let (is_all, first, seen) = written.said;
        let list = written.lists.into_iter().next().flatten();
        let seen = Some(seen);
        match list {
            Some(list) if is_all => Ok((Some((list, first)), seen)),
            list => {
                lists::forget(&self.blobs, &list).await;
                // Nobody can tell which of them it was.
                Ok((None, seen.map(|seen| Seen { right: Vec::new(), ..seen })))
            }
        }
    }
}

/// The keys of some lists.
fn keys(lists: Vec<Incoming>) -> Result<HashSet<Key>, EvidenceError> {
    let mut keys = HashSet::new();
    for from in lists {
        for entry in lists::items(from)? {
            keys.insert(entry?.key);
        }
    }
    Ok(keys)
}
