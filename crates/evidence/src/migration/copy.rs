//! Items of a plan are copied: taken in under the numbers that they have, so that their cases go with them.

use super::Migration;
use crate::take_in::{BATCH, BATCH_BYTES, Taking, Turn, Where};
use crate::{Evidence, EvidenceError, EvidenceStore, TakenIn};
use inventory::Entry;
use jiff::Timestamp;
use record::Actor;
use roaring::RoaringTreemap;

impl Evidence<'_> {
    /// Copies what of a plan was not copied yet. After an interruption it goes on where it was. What the source does not give is
    /// in [`TakenIn::reasons`], and is an exception unless it is copied later.
    pub async fn copy_migration(
        &self,
        by: &Actor,
        migration: u32,
        now: Timestamp,
        progress: impl Fn(u64, u64) + Send + Sync,
    ) -> Result<TakenIn, EvidenceError> {
        let migration = self.open_migration(migration).await?;
        let source = self.store(&migration.source.to_string()).await?;
        let (from, account) = (source.location()?, migration.account());
        let stores = self.stores_of(&migration).await?;
        let _turn = Turn::take(self, &account)?;
        let taking = Taking {
            source: &account,
            from: Where::Place(&from),
            stores: &stores,
            derived_from: None,
            is_offered_again: true,
        };
        let mut taken = TakenIn::default();
        for begun in self.begun(&account, &migration.stores).await? {
            let offered = self.entries_of(&begun.list).await?;
            self.take_in_batch(by, &taking, (offered, Some(begun)), now, &progress, &mut taken).await?;
        }
        let copied = self.copied(&migration).await?;
        taken.known = copied.len();
        // What failed just now is not tried twice in one run.
        let passed = copied | &taken.on_their_way;
        let mut after = None;
        loop {
            let some = self.some_of_plan(&migration, after.take(), passed.clone()).await?;
            let Some(last) = some.last() else { return Ok(taken) };
            after = Some(last.key.clone());
            self.take_in_batch(by, &taking, (some, None), now, &progress, &mut taken).await?;
        }
    }

    /// The stores that a migration copies into.
    pub(crate) async fn stores_of(&self, migration: &Migration) -> Result<Vec<EvidenceStore>, EvidenceError> {
        let mut stores = Vec::with_capacity(migration.stores.len());
        for number in &migration.stores {
            stores.push(self.store(&number.to_string()).await?);
        }
        Ok(stores)
    }

    /// Numbers of the items that were copied.
    pub(super) async fn copied(&self, migration: &Migration) -> Result<RoaringTreemap, EvidenceError> {
        let mut copied = RoaringTreemap::new();
        for batch in self.taken_in(&migration.account(), &migration.stores).await? {
            copied.extend(self.entries_of(&batch.list).await?.into_iter().map(|entry| entry.item));
        }
        Ok(copied)
    }

    /// Items of a plan after a name that were not copied, as many as are one batch.
    async fn some_of_plan(
        &self,
        migration: &Migration,
        after: Option<inventory::Key>,
        copied: RoaringTreemap,
    ) -> Result<Vec<Entry>, EvidenceError> {
        let from = crate::lists::read(&self.blobs, &migration.list).await?;
        tokio::task::spawn_blocking(move || {
            let (mut some, mut bytes) = (Vec::new(), 0_u64);
            for entry in crate::lists::items(from)? {
                let entry = entry?;
                let is_before = after.as_ref().is_some_and(|after| entry.key <= *after);
                if is_before || copied.contains(entry.item) {
                    continue;
                }
                let is_full = some.len() == BATCH || bytes.saturating_add(entry.size) > BATCH_BYTES;
                if is_full && !some.is_empty() {
                    break;
                }
                bytes = bytes.saturating_add(entry.size);
                some.push(entry);
            }
            Ok(some)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }
}
