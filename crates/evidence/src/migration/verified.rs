//! What was copied is read at every destination, from end to end: the answer to a writing proves nothing.

use super::{Migration, MigrationStep};
use crate::lists::KeptList;
use crate::own::key_of;
use crate::read::{Outcome, outcome_of};
use crate::stored::{hex, stored};
use crate::{Evidence, EvidenceError, EvidenceStore};
use copies::Blake3;
use inventory::Entry;
use jiff::Timestamp;
use record::{Actor, EVIDENCE_MIGRATION_STEP, EvidenceMigrationVerified, Recorded, Writing};
use store::Value;

/// What verifying came to.
#[derive(Debug)]
pub struct Verifying {
    /// Items of the plan.
    pub planned: u64,
    /// Items that are right in every store.
    pub verified: u64,
    /// Items that were copied, and are not right in some store, or could not be read there.
    pub wrong: u64,
    /// Items that were never copied.
    pub never_copied: u64,
    /// The act.
    pub recorded: Recorded,
}

impl Evidence<'_> {
    /// Reads everything that was copied in every store that it was copied into.
    pub async fn verify_migration(
        &self,
        by: &Actor,
        migration: u32,
        now: Timestamp,
        progress: impl Fn(u64, u64) + Send + Sync,
    ) -> Result<Verifying, EvidenceError> {
        let migration = self.open_migration(migration).await?;
        let stores = self.stores_of(&migration).await?;
        let mut right: Vec<Entry> = Vec::new();
        let mut copied = 0;
        for batch in self.taken_in(&migration.account(), &migration.stores).await? {
            let mut some = self.entries_of(&batch.list).await?;
            copied += some.len() as u64;
            for store in &stores {
                some = self.right_in(store, some, now, &progress).await?;
            }
            right.extend(some);
        }
        right.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let verified = right.len() as u64;
        let list = self.kept(right, false).await?;
        let mut writing = self.record.begin("book what was verified", now).await?;
        if let Some(before) = &migration.verified {
            writing.end(&EVIDENCE_MIGRATION_STEP, &[before.row]).await?;
        }
        write_step(&mut writing, &migration, "verified", &list).await?;
        let act = EvidenceMigrationVerified {
            migration: migration.number,
            items: list.items(),
            bytes: list.bytes(),
            list: hex(&list.stored.sha256),
        };
        let recorded = writing.commit(&act, by, &[]).await?;
        Ok(Verifying {
            planned: migration.items,
            verified,
            wrong: copied.saturating_sub(verified),
            never_copied: migration.items.saturating_sub(copied),
            recorded,
        })
    }

    /// Of these items, those that are read and right in a store.
    pub(crate) async fn right_in(
        &self,
        store: &EvidenceStore,
        some: Vec<Entry>,
        now: Timestamp,
        progress: &(impl Fn(u64, u64) + Send + Sync),
    ) -> Result<Vec<Entry>, EvidenceError> {
        let (replica, names) = (self.replica(store).await?, self.names());
        let (told, mut telling) = tokio::sync::mpsc::channel(64);
        let work = tokio::task::spawn_blocking(move || {
            let mut right = Vec::with_capacity(some.len());
            for entry in some {
                let (Some(blake3), item) = (entry.blake3.map(Blake3), names.id(entry.item)) else { continue };
                // One that has no name in copies is none.
                if key_of(&blake3, &item).is_err() {
                    continue;
                }
                let read = outcome_of(copies::read_back(&replica, &item, &blake3, now));
                // Whoever watches may have gone away.
                let _ = told.blocking_send(entry.size);
                if matches!(read, Outcome::Good { .. }) {
                    right.push(entry);
                }
            }
            right
        });
        while let Some(size) = telling.recv().await {
            progress(1, size);
        }
        work.await.map_err(|_| EvidenceError::Stopped)
    }
}

/// Writes a step of a migration.
pub(super) async fn write_step(
    writing: &mut Writing<'_>,
    migration: &Migration,
    kind: &str,
    list: &KeptList,
) -> Result<(), EvidenceError> {
    let [name, sha256, items] = list.head();
    let row: Vec<Value> = vec![
        i64::from(migration.number).into(),
        kind.into(),
        name,
        sha256,
        items,
        stored(list.bytes()).into(),
    ];
    writing.insert_one(&EVIDENCE_MIGRATION_STEP, row).await?;
    Ok(())
}

/// Writes a step that has the list of an earlier one.
pub(super) async fn write_step_again(
    writing: &mut Writing<'_>,
    migration: &Migration,
    kind: &str,
    step: &MigrationStep,
) -> Result<(), EvidenceError> {
    let row: Vec<Value> = vec![
        i64::from(migration.number).into(),
        kind.into(),
        step.list.to_string().into(),
        step.sha256.to_vec().into(),
        stored(step.items).into(),
        stored(step.bytes).into(),
    ];
    writing.insert_one(&EVIDENCE_MIGRATION_STEP, row).await?;
    Ok(())
}
