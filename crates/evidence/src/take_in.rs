//! Items are taken into our own copies: put on a list, written to each store, read back from each, and expected there from then
//! on.
//!
//! ```text
//! offered ─► batch begun (in transit) ─► bytes, manifests, read back ─► batch taken in: expected in every store
//! ```
//!
//! A batch that was interrupted is finished by offering the same again: its items keep their numbers, and so their names in the
//! copies. An item that one of the stores did not take is expected there all the same, so that the next sweep says so.

mod batch;
mod offered;
mod turn;

pub(crate) use batch::about;
pub use offered::Offer;
pub(crate) use turn::Turn;

use crate::own::key_of;
use crate::{Evidence, EvidenceError, EvidenceStore};
use inventory::{Entry, Key, ListOptions, Listed, Location};
use jiff::{SignedDuration, Timestamp};
use record::{Actor, Recorded};
use roaring::RoaringTreemap;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// Items of a batch: what is on its way at a time, and what is known of them in memory.
pub(crate) const BATCH: usize = 20_000;
/// Bytes of a batch. An item that is larger is one of its own.
pub(crate) const BATCH_BYTES: u64 = 64 << 30;
/// How long a batch may be on its way.
pub(crate) const DUE: SignedDuration = SignedDuration::from_hours(24);
/// Items that failed, by name; of more the number is kept.
const FAILED: usize = 1000;

/// Items that are to be taken in.
#[derive(Clone)]
pub struct Intake<'i> {
    /// The account that they are booked to: a dock, a system.
    pub source: &'i str,
    /// Where they are; it is only read.
    pub from: &'i Location,
    /// The stores that take them in.
    pub stores: &'i [EvidenceStore],
    /// The item that all of them were made from, if they were: their manifests say so, and [`Evidence::book_derived`] books it. Give
    /// them a source of their own, or what was begun of it is finished as if it were derived.
    pub derived_from: Option<u64>,
}

/// Where the bytes of items are.
pub(crate) enum Where<'i> {
    /// In a place, under their names.
    Place(&'i Location),
    /// In files that were found, by the numbers of the items.
    Files(HashMap<u64, PathBuf>),
}

/// Items that have numbers and are to be taken in.
pub(crate) struct Taking<'i> {
    pub(crate) source: &'i str,
    pub(crate) from: Where<'i>,
    pub(crate) stores: &'i [EvidenceStore],
    pub(crate) derived_from: Option<u64>,
    /// Whether what no store took is offered again by who asks for the same once more, under the number that it has.
    pub(crate) is_offered_again: bool,
}

impl<'i> Taking<'i> {
    fn of(intake: &Intake<'i>) -> Self {
        Self {
            source: intake.source,
            from: Where::Place(intake.from),
            stores: intake.stores,
            derived_from: intake.derived_from,
            is_offered_again: true,
        }
    }
}

/// What was taken in.
#[derive(Debug, Default)]
pub struct TakenIn {
    /// Items that at least one store has and had not before.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Copies of them, each read back.
    pub copies: u64,
    /// Items that were there already.
    pub known: u64,
    /// Copies that a store did not take, though another one took the item: they are expected there, and missing.
    pub short: u64,
    /// Items that no store took.
    pub failed: u64,
    /// The first of them, and why.
    pub reasons: Vec<(Key, String)>,
    /// The acts.
    pub recorded: Vec<Recorded>,
    /// Number of each item that was taken in, by the name that it came under. Empty unless asked for.
    pub numbers: Vec<(Key, u64)>,
    wants_numbers: bool,
    /// Of the items that no store took, those that are still on their way.
    pub(crate) on_their_way: RoaringTreemap,
}

impl TakenIn {
    fn fails(&mut self, key: Key, why: String) {
        self.failed += 1;
        if self.reasons.len() < FAILED {
            self.reasons.push((key, why));
        }
    }
}

impl Evidence<'_> {
    /// Takes in everything that a place lists. What was taken in from this source under the same name and size is passed over,
    /// and what was begun is finished first. `progress` is told items and bytes as they are read back.
    pub async fn take_in(
        &self,
        by: &Actor,
        intake: &Intake<'_>,
        offer: &Offer,
        now: Timestamp,
        progress: impl Fn(u64, u64) + Send + Sync,
    ) -> Result<TakenIn, EvidenceError> {
        let numbers: Vec<u32> = intake.stores.iter().map(|store| store.number).collect();
        let taking = Taking::of(intake);
        let _turn = Turn::take(self, intake.source)?;
        let mut taken = TakenIn { wants_numbers: offer.wants_numbers, ..TakenIn::default() };
        let mut marks: HashMap<[u8; 16], u64> = HashMap::new();
        for begun in self.begun(intake.source, &[]).await? {
            if !is_same(&begun.stores, &numbers) {
                return Err(EvidenceError::BegunElsewhere { batch: begun.number, stores: begun.stores });
            }
            let offered = self.entries_of(&begun.list).await?;
            marks.extend(offered.iter().map(|entry| (mark(&entry.listed()), entry.item)));
            self.take_in_batch(by, &taking, (offered, Some(begun)), now, &progress, &mut taken).await?;
        }
        // They failed just now; once more in the same run they would get other numbers.
        marks.retain(|_, item| taken.on_their_way.contains(*item));
        let known = self.known(intake, &numbers).await?;
        let mut listing = intake.from.list(&ListOptions::default());
        let (mut batch, mut bytes) = (Vec::new(), 0_u64);
        // What a list names and the place does not have was never there, or is lost.
        let mut awaited: HashSet<Key> =
            if offer.only.is_empty() { offer.rows.keys().cloned().collect() } else { HashSet::new() };
        while let Some(listed) = listing.next().await {
            for listed in listed {
                if !offer.only.is_empty() && !offer.only.contains(&listed.key) {
                    continue;
                }
                awaited.remove(&listed.key);
                if marks.contains_key(&mark(&listed)) {
                    continue;
                }
                if let Some((number, sha256)) = known.get(&mark(&listed))
                    && offer.agrees(&listed.key, *sha256)
                {
                    taken.known += 1;
                    if offer.wants_numbers {
                        taken.numbers.push((listed.key, *number));
                    }
                    continue;
                }
                let entry = match offer.entry(listed, intake.source, now) {
                    Ok(entry) => entry,
                    Err((key, why)) => {
                        taken.fails(key, why);
                        continue;
                    }
                };
                if batch.len() == BATCH
                    || (!batch.is_empty() && bytes.saturating_add(entry.size) > BATCH_BYTES)
                {
                    let full = std::mem::take(&mut batch);
                    bytes = 0;
                    self.take_in_new(by, &taking, full, now, &progress, &mut taken).await?;
                }
                bytes = bytes.saturating_add(entry.size);
                batch.push(entry);
            }
        }
        let outcome = listing.finish().await;
        if !batch.is_empty() {
            self.take_in_new(by, &taking, batch, now, &progress, &mut taken).await?;
        }
        if !outcome.coverage.is_complete() {
            return Err(EvidenceError::NotAllOffered {
                gaps: crate::told::gaps(&outcome.coverage),
                items: taken.items,
            });
        }
        let mut awaited: Vec<Key> = awaited.into_iter().collect();
        awaited.sort_unstable();
        for key in awaited {
            taken.fails(key, "the list names it, and it is not there".to_owned());
        }
        Ok(taken)
    }

    /// Takes in items that have no numbers yet.
    async fn take_in_new(
        &self,
        by: &Actor,
        taking: &Taking<'_>,
        mut offered: Vec<Entry>,
        now: Timestamp,
        progress: &(impl Fn(u64, u64) + Send + Sync),
        taken: &mut TakenIn,
    ) -> Result<(), EvidenceError> {
        let first = self.record.take_item_numbers(offered.len() as u64).await?;
        for (item, entry) in (first..).zip(&mut offered) {
            entry.item = item;
        }
        self.take_in_batch(by, taking, (offered, None), now, progress, taken).await
    }

    /// What was taken in of a source and is expected in each of these stores still, by marks: number and SHA-256.
    async fn known(&self, intake: &Intake<'_>, stores: &[u32]) -> Result<Known, EvidenceError> {
        let mut known = Known::new();
        let batches = self.taken_in(intake.source, stores).await?;
        if batches.is_empty() {
            return Ok(known);
        }
        let mut expected: Option<RoaringTreemap> = None;
        for store in intake.stores {
            let there = self
                .each_expected(store, RoaringTreemap::new(), |items, entry| {
                    items.insert(entry.item);
                })
                .await?;
            expected = Some(expected.map_or_else(|| there.clone(), |so_far| so_far & &there));
        }
        let expected = expected.unwrap_or_default();
        for batch in batches {
            for entry in self.entries_of(&batch.list).await? {
                if expected.contains(entry.item) {
                    known.insert(mark(&entry.listed()), (entry.item, entry.sha256));
                }
            }
        }
        Ok(known)
    }
}

/// Whether these are the same stores, in whatever order.
fn is_same(some: &[u32], others: &[u32]) -> bool {
    let sorted = |numbers: &[u32]| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers
    };
    sorted(some) == sorted(others)
}

/// What is in the stores already.
type Known = HashMap<[u8; 16], (u64, Option<[u8; 32]>)>;

/// Name, size and time in sixteen bytes, so that a million of them need little memory. Cameras give names anew: another time is
/// another item.
fn mark(listed: &Listed) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&listed.size.to_be_bytes());
    let modified = listed.modified.map_or(i64::MIN, Timestamp::as_microsecond);
    hasher.update(&modified.to_be_bytes());
    hasher.update(listed.key.as_bytes());
    let whole = hasher.finalize();
    let mut mark = [0; 16];
    mark.iter_mut().zip(whole.as_bytes()).for_each(|(to, from)| *to = *from);
    mark
}
