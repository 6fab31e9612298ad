//! Which items are read in a round.

use super::{ReadReport, Reading};
use crate::expectation::Expectation;
use crate::{DifferenceKind, Evidence, EvidenceError, EvidenceStore, lists};
use inventory::Key;
use inventory::sampling::Sample;
use inventory::scrub::{Duty, ScrubRules, Scrubber};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl Evidence<'_> {
    /// The keys of what is read; none: everything.
    pub(super) async fn chosen(
        &self,
        store: &EvidenceStore,
        which: Reading,
        now: Timestamp,
        report: &mut ReadReport,
    ) -> Result<Option<Arc<HashSet<Key>>>, EvidenceError> {
        let rules = match which {
            Reading::Budget(bytes) => ScrubRules { bytes, ..ScrubRules::default() },
            // Everything is read, or some by lot: how late each is, is told all the same.
            Reading::All | Reading::Sample(_) => ScrubRules { items: 1, ..ScrubRules::default() },
        };
        let mut court: HashMap<u64, Timestamp> = HashMap::new();
        for case in self.record.cases().await? {
            let Some(date) = case.court_date.and_then(|date| date.in_tz("Europe/London").ok()) else {
                continue;
            };
            for item in &case.items {
                let first = court.entry(item).or_insert_with(|| date.timestamp());
                *first = date.timestamp().min(*first);
            }
        }
        let sampled = match which {
            Reading::Sample(size) => {
                let checkpoint = self.record.publish().await?;
                Some(Sample::new(*blake3::hash(&checkpoint.root()).as_bytes(), size))
            }
            _ => None,
        };
        let mut damaged = Vec::new();
        for one in self.suspense(Some(store.number)).await? {
            if one.kind == DifferenceKind::Damaged {
                damaged.push(lists::read(&self.blobs, &one.list).await?);
            }
        }
        let opened = Expectation::read(self, store.number).await?.open(self).await?;
        let (plan, keys) = tokio::task::spawn_blocking(move || {
            let mut scrubber = Scrubber::new(rules, now);
            let mut sampled = sampled;
            for entry in opened.stream()? {
                let mut entry = entry?;
                // Read at a time that is not yet: when it was, nobody knows, and it does not rest until then.
                if entry.verified_at.is_some_and(|at| at > now) {
                    entry.verified_at = Some(entry.since.min(now));
                }
                let duty = Duty { court: court.get(&entry.item).copied(), ..Duty::default() };
                scrubber.consider(&entry, duty);
                if let Some(sampled) = &mut sampled {
                    sampled.consider(&entry.key, || entry.key.clone());
                }
            }
            // What was found damaged is read again each time: only that explains it.
            let mut keys: HashSet<Key> = HashSet::new();
            for from in damaged {
                for entry in lists::items(from)? {
                    keys.insert(entry?.key);
                }
            }
            if let Some(sampled) = sampled {
                keys.extend(sampled.finish());
            }
            Ok::<_, EvidenceError>((scrubber.finish(), keys))
        })
        .await
        .map_err(|_| EvidenceError::Stopped)??;
        (report.never_read, report.oldest) = (plan.never_read, plan.oldest);
        let mut keys = keys;
        match which {
            Reading::All => return Ok(None),
            Reading::Budget(_) => keys.extend(plan.read.into_iter().map(|one| one.key)),
            Reading::Sample(_) => {}
        }
        Ok(Some(Arc::new(keys)))
    }
}
