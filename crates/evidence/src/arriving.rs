//! What comes into a store whose additions are booked by rule, and may still be on its way: a file that is being copied is listed
//! at the size it has so far, and booked like that it would be another one a minute later.
//!
//! So an item is booked only when two sweeps in a row list it the same. Until then it is on a sealed list that no act names and no
//! backup takes along: without the list, what arrives is waited for once more, and nothing worse.

use crate::lists::{self, KeptList};
use crate::pipe::Incoming;
use crate::stored::stored;
use crate::{Evidence, EvidenceError};
use blobs::BlobId;
use inventory::file::Reader;
use inventory::{Entry, InventoryError, Sum};
use jiff::{SignedDuration, Timestamp};
use std::iter::Peekable;

/// How far apart the two sweeps are at least, however often somebody sweeps by hand.
const SAME_FOR: SignedDuration = SignedDuration::from_secs(10);
/// What is another one after that time still is no copy that ends: somebody has to look at it.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What is to be done with an item that nobody expected, where additions are booked.
pub(crate) enum Arrival {
    /// It is as the sweep before listed it: it is booked.
    Whole,
    /// It waits, as it goes on the list: `since` it is as it is now, and it was first seen at `recorded_at`.
    Waits(Box<Entry>),
    /// It has been changing for too long: an alarm.
    NeverEnds,
}

/// What the sweep before this one left waiting.
pub(crate) struct Arrivals {
    from: Option<Incoming>,
    before: Option<Peekable<Reader<Incoming>>>,
    now: Timestamp,
    /// What waits now: it is neither there nor in suspense.
    pub(crate) seen: Sum,
}

impl Arrivals {
    /// Goes on to this item, in order of names, on a thread that may wait. A list that cannot be read is as none: all of it waits again.
    pub(crate) fn judge(&mut self, entry: &Entry) -> Arrival {
        let is_before =
            |one: &Result<Entry, InventoryError>| one.as_ref().is_ok_and(|one| one.key < entry.key);
        let is_it =
            |one: &Result<Entry, InventoryError>| one.as_ref().map_or(true, |one| one.key == entry.key);
        if let Some(from) = self.from.take() {
            self.before = lists::items(from).ok().map(Iterator::peekable);
        }
        let mut before = None;
        if let Some(list) = &mut self.before {
            while list.next_if(is_before).is_some() {}
            before = list.next_if(is_it);
        }
        if matches!(before, Some(Err(_))) {
            self.before = None;
        }
        let arrival = self.compared(before.and_then(Result::ok).as_ref(), entry);
        if let Arrival::Waits(entry) = &arrival {
            self.seen.add(&entry.key, entry.size);
        }
        arrival
    }

    fn compared(&self, before: Option<&Entry>, entry: &Entry) -> Arrival {
        let waits = |since: Timestamp, first: Timestamp| {
            Arrival::Waits(Box::new(Entry { since, recorded_at: Some(first), ..entry.clone() }))
        };
        let Some(before) = before else { return waits(self.now, self.now) };
        // A clock that was set back must not make anything wait for the time that it once showed.
        let since = before.since.min(self.now);
        let first = before.recorded_at.unwrap_or(since).min(since);
        if before.listed() == entry.listed() {
            let is_whole = self.now.duration_since(since) >= SAME_FOR;
            return if is_whole { Arrival::Whole } else { waits(since, first) };
        }
        // Changed once since it was first seen it may have been while nobody swept.
        if since > first && self.now.duration_since(first) >= LONGEST {
            return Arrival::NeverEnds;
        }
        waits(self.now, first)
    }
}

impl Evidence<'_> {
    /// What waits, for the next listing of a store.
    pub(crate) async fn arrivals(&self, store: u32, now: Timestamp) -> Result<Arrivals, EvidenceError> {
        let from = match self.waiting(store).await? {
            Some((_, id)) => lists::read(&self.blobs, &id).await.ok(),
            None => None,
        };
        Ok(Arrivals { from, before: None, now, seen: Sum::default() })
    }

    /// Keeps what waits after a sweep instead of what waited before. None: nothing waits.
    pub(crate) async fn now_waits(
        &self,
        store: u32,
        list: Option<&KeptList>,
        now: Timestamp,
    ) -> Result<(), EvidenceError> {
        let before = self.waiting(store).await?;
        if before.is_none() && list.is_none() {
            return Ok(());
        }
        // A slow sweep does not speak over a later one.
        if before.as_ref().is_some_and(|(at, _)| *at > now.as_microsecond()) {
            lists::forget(&self.blobs, list).await;
            return Ok(());
        }
        let mut transaction = self.record.database().begin("keep what is arriving").await?;
        let number = i64::from(store);
        transaction.execute("DELETE FROM evidence_arriving WHERE store = $1", &[number.into()]).await?;
        if let Some(list) = list {
            let [blob, _, _] = list.head();
            let row = [number.into(), now.as_microsecond().into(), blob, stored(list.items()).into()];
            let sql = "INSERT INTO evidence_arriving (store, at, blob, items) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT (store) DO UPDATE SET at = $2, blob = $3, items = $4";
            transaction.execute(sql, &row).await?;
        }
        transaction.finish().await?;
        if let Some((_, id)) = before {
            // What stays is swept after a month, like every list that no row names.
            let _ = self.blobs.delete(&id).await;
        }
        Ok(())
    }

    async fn waiting(&self, store: u32) -> Result<Option<(i64, BlobId)>, EvidenceError> {
        let sql = "SELECT at, blob FROM evidence_arriving WHERE store = $1";
        let rows = self.record.read(sql, &[i64::from(store).into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        // A name that is none of a list is as no list.
        Ok(row.text(1)?.parse().ok().map(|id| (row.integer(0).unwrap_or(0), id)))
    }
}
