//! A store that is not ours comes under watch: what it lists on the first day is what it has to have.

use crate::expectation::{ListKind, write_list};
use crate::lists::{self, ListWriter};
use crate::state::{StoreMode, StoreState};
use crate::store_row::Place;
use crate::stored::narrow;
use crate::{Evidence, EvidenceError, EvidenceStore, holdings, store_row, told};
use inventory::{Entry, ListOptions, Location, Outcome, Sum};
use jiff::{SignedDuration, Timestamp};
use record::{Actor, EVIDENCE_STORE, EvidenceStoreAdded, HolderKind, Recorded};
use roaring::RoaringTreemap;
use std::time::Instant;

/// A store that is to come under watch.
#[derive(Clone)]
pub struct StoreOrder<'o> {
    /// Its name.
    pub name: &'o str,
    /// Where it is: a folder, or `s3://BUCKET/PREFIX`.
    pub place: &'o str,
    /// How often it is to be listed.
    pub every: SignedDuration,
    /// Of a bucket that is to be watched: take it although our credentials may write there.
    pub may_write: bool,
}

/// A store that came under watch.
#[derive(Debug)]
pub struct Added {
    /// The store.
    pub store: EvidenceStore,
    /// What it listed.
    pub listed: Sum,
    /// Things in it that are no files, and were passed over.
    pub aside: u64,
    /// The act of its first list.
    pub recorded: Recorded,
}

impl Evidence<'_> {
    /// Puts a store under watch, and takes its first list. A list that is not whole is none: nothing is written then.
    pub async fn add_store(
        &self,
        by: &Actor,
        order: &StoreOrder<'_>,
        now: Timestamp,
    ) -> Result<Added, EvidenceError> {
        let began = Instant::now();
        self.is_new(order).await?;
        let location = Location::parse(order.place)?;
        if !order.may_write {
            Self::may_not_write(order).await?;
        }
        let identity = location.identity().await.map_err(|trouble| EvidenceError::Place { trouble })?;
        let options = ListOptions { expected: Some(identity.clone()), ..ListOptions::default() };
        let (list, items, outcome) = self.first_list(&location, &options, now).await?;
        if !outcome.coverage.is_complete() {
            lists::forget(&self.blobs, &list).await;
            return Err(EvidenceError::NotWhole { gaps: told::gaps(&outcome.coverage) });
        }
        let list = list.ok_or_else(|| EvidenceError::damaged("a first list was not written"))?;
        let mut writing = self.record.begin("add an evidence store", now).await?;
        let number = writing.reserve(&EVIDENCE_STORE, 1).await?;
        let holder = writing.holder(HolderKind::EvidenceStore, order.name).await?;
        let sealed = writing.sealed(&EVIDENCE_STORE, number, "location", order.place)?;
        let row = store_row::columns(number, holder, sealed, &Place::Watched(&identity), order.every)?;
        writing.insert(&EVIDENCE_STORE, number, vec![row]).await?;
        let number = narrow(number)?;
        let holding = holdings::open(&mut writing, holder, items).await?;
        write_list(&mut writing, number, ListKind::Baseline, &list, holding).await?;
        let listed = list.totals.all.clone();
        let act = EvidenceStoreAdded {
            store: number,
            holder,
            mode: StoreMode::Watched.id().into(),
            holding,
            items: listed.count,
            bytes: listed.bytes,
            digest: listed.digest.short(),
        };
        let recorded = writing.commit(&act, by, &[]).await?;
        let store = self.store(&number.to_string()).await?;
        self.say(&store, StoreState::Green, None, (&listed, &listed, (0, 0)), (now, began)).await?;
        Ok(Added { store, listed, aside: outcome.aside.count, recorded })
    }

    /// Whoever breaks into what watches a store must not be able to empty it.
    async fn may_not_write(order: &StoreOrder<'_>) -> Result<(), EvidenceError> {
        let (name, place) = (order.name.to_owned(), order.place.to_owned());
        let asked = tokio::task::spawn_blocking(move || copies::may_write(&name, &place)).await;
        let asked = asked.map_err(|_| EvidenceError::Stopped)?;
        let may_write = asked.map_err(|error| EvidenceError::MayWriteOrNot { what: error.to_string() })?;
        if may_write { Err(EvidenceError::MayWrite) } else { Ok(()) }
    }

    /// Whether there is no store of this place or name.
    pub(crate) async fn is_new(&self, order: &StoreOrder<'_>) -> Result<(), EvidenceError> {
        for store in self.stores().await? {
            if store.place.as_str() == order.place {
                return Err(EvidenceError::SamePlace { store: store.number });
            }
            if store.name == order.name.trim() {
                return Err(EvidenceError::NameTaken { store: store.number });
            }
        }
        Ok(())
    }

    /// Lists a place into a sealed list, also one of nothing.
    async fn first_list(
        &self,
        location: &Location,
        options: &ListOptions,
        now: Timestamp,
    ) -> Result<(Option<lists::KeptList>, RoaringTreemap, Outcome), EvidenceError> {
        // Counted first, for the numbers; what comes meanwhile has room, and numbers that are left are never used.
        let counted = location.list(options).finish().await.sum.count;
        let room = counted.saturating_add(counted / 8).saturating_add(1000);
        let first = self.record.take_item_numbers(room).await?;
        let last = first.saturating_add(room);
        let mut listing = location.list(options);
        let written = lists::write(&self.blobs, vec![false], move |lists: &mut [ListWriter]| {
            let [to] = lists else { return Err(EvidenceError::Stopped) };
            let mut items = RoaringTreemap::new();
            let mut item = first;
            to.begin()?;
            while let Some(batch) = listing.blocking_next() {
                for listed in batch {
                    if item >= last {
                        return Err(EvidenceError::Overtaken);
                    }
                    let mut entry = Entry::named(listed, now);
                    entry.item = item;
                    to.add(&entry)?;
                    items.insert(item);
                    item += 1;
                }
            }
            Ok((items, listing.blocking_finish()))
        })
        .await?;
        let (items, outcome) = written.said;
        Ok((written.lists.into_iter().next().flatten(), items, outcome))
    }
}
