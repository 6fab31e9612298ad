//! What was read is booked: what is right with the day, what is not with an alarm.

use super::{ReadReport, Seen};
use crate::alarm::Differs;
use crate::expectation::{Expectation, ListKind, write_list};
use crate::lists::{self, KeptList, ListWriter};
use crate::sweep::Compared;
use crate::{DifferenceKind, Evidence, EvidenceError, EvidenceStore, InSuspense};
use inventory::delta::Change;
use inventory::{Entry, Key, Sum};
use jiff::Timestamp;
use record::{Actor, EvidenceRead};
use roaring::RoaringTreemap;
use std::collections::{BTreeMap, HashSet};

/// How often booking is tried when somebody else was faster.
const TRIES: usize = 5;

impl Evidence<'_> {
    /// Books some items.
    pub(super) async fn book(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        seen: Seen,
        now: Timestamp,
        report: &mut ReadReport,
    ) -> Result<(), EvidenceError> {
        report.unreadable += seen.unreadable;
        report.elsewhere += seen.elsewhere.len() as u64;
        report.missed.extend(seen.elsewhere.into_iter().map(|entry| entry.key));
        report.damaged += seen.damaged.len() as u64;
        for attempt in 1.. {
            let right = seen.good.iter().chain(&seen.right).map(|entry| entry.key.clone()).collect();
            let found = self.found_by_reading(by, store, right, now).await;
            let told = match found {
                Ok(found) => {
                    report.found += found;
                    self.alarm_by_reading(by, store, &seen.damaged, now).await
                }
                Err(error) => Err(error),
            };
            match told {
                Err(EvidenceError::Overtaken) if attempt < TRIES => {}
                Err(error) => return Err(error),
                Ok(alarm) => {
                    report.alarm = alarm.or(report.alarm.take());
                    break;
                }
            }
        }
        if seen.good.is_empty() {
            return Ok(());
        }
        let (list, first) = self.changes(store, seen.good).await?;
        match list {
            Some(list) => self.book_read(by, store, (&list, first), now, report).await,
            None => Ok(()),
        }
    }

    /// Books a list of changes that says of items when they were read.
    pub(super) async fn book_read(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        (list, first): (&KeptList, u64),
        now: Timestamp,
        report: &mut ReadReport,
    ) -> Result<(), EvidenceError> {
        let mut list = list.clone();
        for attempt in 1.. {
            let expectation = Expectation::read(self, store.number).await?;
            if let Some(fitting) = self.fitting(&expectation, &list).await? {
                lists::forget(&self.blobs, [&list]).await;
                list = fitting;
            }
            if list.items() == 0 {
                return Ok(());
            }
            let mut writing = self.record.begin("book what was read", now).await?;
            match expectation.is_still(&mut writing, store.number).await {
                Err(EvidenceError::Overtaken) if attempt < TRIES => continue,
                still => still?,
            }
            write_list(&mut writing, store.number, ListKind::Read, &list, None).await?;
            let act = EvidenceRead {
                store: store.number,
                items: list.items(),
                bytes: list.bytes(),
                first,
                digest: list.totals.all.digest.short(),
            };
            writing.commit(&act, by, &[]).await?;
            report.good += list.items();
            report.bytes = report.bytes.saturating_add(list.bytes());
            report.first += first;
            return Ok(());
        }
        Err(EvidenceError::Overtaken)
    }

    /// The list without the items that are expected no longer, or otherwise; none: all of it fits.
    async fn fitting(
        &self,
        expectation: &Expectation,
        list: &KeptList,
    ) -> Result<Option<KeptList>, EvidenceError> {
        let opened = expectation.open(self).await?;
        let changes = lists::read(&self.blobs, &list.stored.id).await?;
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [to] = lists else { return Err(EvidenceError::Stopped) };
            let mut expected = opened.stream()?;
            let mut next: Option<Entry> = expected.next().transpose()?;
            let mut left_out = 0_u64;
            to.begin()?;
            for change in lists::changes(changes)? {
                let Change::Changed(entry) = change? else { continue };
                while next.as_ref().is_some_and(|next| next.key < entry.key) {
                    next = expected.next().transpose()?;
                }
                let is_it = next.as_ref().is_some_and(|next| {
                    next.key == entry.key && next.item == entry.item && next.size == entry.size
                });
                if is_it {
                    to.change(&entry, &Change::Changed(entry.clone()))?;
                } else {
                    left_out += 1;
                }
            }
            Ok(left_out)
        })
        .await?;
        let fitting = written.lists.into_iter().next().flatten();
        if written.said == 0 {
            lists::forget(&self.blobs, &fitting).await;
            return Ok(None);
        }
        Ok(fitting)
    }

    /// Items that were read, as changes of what is expected, and how many of them nobody had read before.
    async fn changes(
        &self,
        store: &EvidenceStore,
        good: Vec<Entry>,
    ) -> Result<(Option<KeptList>, u64), EvidenceError> {
        let opened = Expectation::read(self, store.number).await?.open(self).await?;
        let mut by_key: BTreeMap<Key, Entry> =
            good.into_iter().map(|entry| (entry.key.clone(), entry)).collect();
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            let mut first = 0;
            for known in opened.stream()? {
                let known = known?;
                let Some(read) = by_key.remove(&known.key) else { continue };
                first += u64::from(known.verified_at.is_none());
                list.change(&read, &Change::Changed(read.clone()))?;
            }
            Ok(first)
        })
        .await?;
        Ok((written.lists.into_iter().next().flatten(), written.said))
    }

    /// Takes out of suspense what was damaged and is right now.
    async fn found_by_reading(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        right: HashSet<Key>,
        now: Timestamp,
    ) -> Result<u64, EvidenceError> {
        let known = self.suspense(Some(store.number)).await?;
        if !known.iter().any(|one| one.kind == DifferenceKind::Damaged) {
            return Ok(0);
        }
        let mut opened = Vec::with_capacity(known.len());
        for one in &known {
            opened.push(match one.kind {
                DifferenceKind::Damaged => Some(lists::read(&self.blobs, &one.list).await?),
                _ => None,
            });
        }
        let expectation = Expectation::read(self, store.number).await?;
        let written =
            lists::write(&self.blobs, vec![false; known.len()], move |lists: &mut [ListWriter]| {
                let mut explained = Vec::with_capacity(opened.len());
                for (from, left) in opened.into_iter().zip(lists) {
                    let mut sum = Sum::default();
                    if let Some(from) = from {
                        for entry in lists::items(from)? {
                            let entry = entry?;
                            if right.contains(&entry.key) {
                                sum.add(&entry.key, entry.size);
                            } else {
                                left.add(&entry)?;
                            }
                        }
                    }
                    explained.push(sum);
                }
                Ok(explained)
            })
            .await?;
        let compared = Compared::of_reading(written.said);
        let said = (&compared, written.lists.as_slice());
        let (found, _) = self.found(by, store, (&expectation, &known), said, now).await?;
        Ok(found)
    }

    /// Raises an alarm over what is damaged and was not known to be.
    async fn alarm_by_reading(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        damaged: &[Entry],
        now: Timestamp,
    ) -> Result<Option<crate::Alarm>, EvidenceError> {
        if damaged.is_empty() {
            return Ok(None);
        }
        let known = self.suspense(Some(store.number)).await?;
        let before = self.keys_of(known.iter().filter(|one| one.kind == DifferenceKind::Damaged)).await?;
        let mut new: Vec<Entry> =
            damaged.iter().filter(|entry| !before.contains(&entry.key)).cloned().collect();
        if new.is_empty() {
            return Ok(None);
        }
        new.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let items: RoaringTreemap = new.iter().map(|entry| entry.item).filter(|item| *item > 0).collect();
        let expectation = Expectation::read(self, store.number).await?;
        let mut kept: Vec<Option<KeptList>> = vec![None; DifferenceKind::ALL.len()];
        if let Some(place) = kept.get_mut(DifferenceKind::Damaged as usize) {
            *place = Some(self.kept(new, false).await?);
        }
        let differs = Differs { lists: &kept, items: &items };
        self.alarm(by, store, (&expectation, &known), differs, now).await
    }

    async fn keys_of(
        &self,
        differences: impl Iterator<Item = &InSuspense>,
    ) -> Result<HashSet<Key>, EvidenceError> {
        let mut keys = HashSet::new();
        for one in differences {
            keys.extend(self.entries_of(&one.list).await?.into_iter().map(|entry| entry.key));
        }
        Ok(keys)
    }
}
