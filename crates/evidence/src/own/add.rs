//! A store of our own is set up.

use crate::expectation::{ListKind, write_list};
use crate::lists::{self, ListWriter};
use crate::state::{StoreMode, StoreState};
use crate::store_row::{self, Place};
use crate::stored::narrow;
use crate::{Added, Evidence, EvidenceError, StoreOrder};
use copies::{CopyError, Replica};
use inventory::Sum;
use jiff::Timestamp;
use record::{Actor, EVIDENCE_STORE, EvidenceStoreAdded, HolderKind};
use std::time::Instant;

impl Evidence<'_> {
    /// Sets up a place for copies of our own, in a new or empty folder or under a prefix of a bucket, and begins its sheet with
    /// nothing. Try what it keeps with [`Evidence::grade`].
    pub async fn add_own_store(
        &self,
        by: &Actor,
        order: &StoreOrder<'_>,
        now: Timestamp,
    ) -> Result<Added, EvidenceError> {
        let began = Instant::now();
        self.is_new(order).await?;
        let (name, place) = (order.name.trim().to_owned(), order.place.to_owned());
        // First the place: one that is set up and on no sheet holds nothing.
        let replica = tokio::task::spawn_blocking(move || {
            let error = match Replica::create(&name, &place) {
                Err(error @ CopyError::Unusable { .. }) => error,
                made => return made,
            };
            // It is set up already. What a crash left set up holds nothing; what holds anything is on another sheet.
            let replica = Replica::open(&name, &place)?;
            let swept = copies::sweep(&replica, &mut |_| {})?;
            if swept.objects == 0 && swept.items == 0 { Ok(replica) } else { Err(error) }
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
        .map_err(|error| EvidenceError::copy(&error))?;
        let written = lists::write(&self.blobs, vec![false], |lists: &mut [ListWriter]| {
            lists.iter_mut().try_for_each(ListWriter::begin)
        })
        .await?;
        let list = written.lists.into_iter().next().flatten().ok_or(EvidenceError::Stopped)?;
        let mut writing = self.record.begin("add a store of our own", now).await?;
        let number = writing.reserve(&EVIDENCE_STORE, 1).await?;
        let holder = writing.holder(HolderKind::EvidenceStore, order.name).await?;
        let sealed = writing.sealed(&EVIDENCE_STORE, number, "location", order.place)?;
        let row = store_row::columns(number, holder, sealed, &Place::Own(replica.id()), order.every)?;
        writing.insert(&EVIDENCE_STORE, number, vec![row]).await?;
        let number = narrow(number)?;
        write_list(&mut writing, number, ListKind::Baseline, &list, None).await?;
        let listed = Sum::default();
        let act = EvidenceStoreAdded {
            store: number,
            holder,
            mode: StoreMode::Own.id().into(),
            holding: None,
            items: 0,
            bytes: 0,
            digest: listed.digest.short(),
        };
        let recorded = writing.commit(&act, by, &[]).await?;
        let store = self.store(&number.to_string()).await?;
        self.say(&store, StoreState::Green, None, (&listed, &listed, (0, 0)), (now, began)).await?;
        Ok(Added { store, listed, aside: 0, recorded })
    }
}
