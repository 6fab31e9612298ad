//! What has to be copied, said and signed before anything is.

use crate::expectation::Expectation;
use crate::lists::{self, ListWriter};
use crate::stored::{hex, narrow};
use crate::{Evidence, EvidenceError, EvidenceStore, words};
use jiff::Timestamp;
use record::{Actor, EVIDENCE_MIGRATION, EvidenceMigrationPlanned, Recorded, Signer};
use store::Value;

/// A migration that is to begin.
#[derive(Clone, Copy)]
pub struct MigrationOrder<'o> {
    /// The store that is copied from; a watched one.
    pub source: &'o EvidenceStore,
    /// The stores that are copied into; our own.
    pub stores: &'o [EvidenceStore],
    /// Why; kept sealed.
    pub why: &'o str,
}

impl Evidence<'_> {
    /// Plans a migration of everything that a store has to have, what is in suspense included.
    pub async fn plan_migration(
        &self,
        by: &Actor,
        signer: &Signer,
        order: MigrationOrder<'_>,
        now: Timestamp,
    ) -> Result<(u32, Recorded), EvidenceError> {
        let why = words::said(order.why, "why it is to be migrated")?;
        // One of our own is refused by this: nothing is migrated out of it.
        order.source.location()?;
        for store in order.stores {
            store.own_place()?;
        }
        if order.stores.is_empty() {
            return Err(EvidenceError::Missing { what: "where it is to be copied" });
        }
        let expectation = Expectation::read(self, order.source.number).await?;
        let opened = expectation.open(self).await?;
        let written = lists::write(&self.blobs, vec![false], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            for entry in opened.stream()? {
                list.add(&entry?)?;
            }
            Ok(())
        })
        .await?;
        let list = written.lists.into_iter().next().flatten();
        let list = list.ok_or(EvidenceError::NothingToMigrate { store: order.source.number })?;
        let mut numbers: Vec<u32> = order.stores.iter().map(|store| store.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut writing = self.record.begin("plan a migration", now).await?;
        expectation.is_still(&mut writing, order.source.number).await?;
        let number = writing.reserve(&EVIDENCE_MIGRATION, 1).await?;
        let [name, sha256, items] = list.head();
        let text: Vec<String> = numbers.iter().map(u32::to_string).collect();
        let row: Vec<Value> = vec![
            i64::from(order.source.number).into(),
            text.join(",").into(),
            name,
            sha256,
            items,
            crate::stored::stored(list.bytes()).into(),
            writing.sealed(&EVIDENCE_MIGRATION, number, "reason", why)?.into(),
        ];
        writing.insert(&EVIDENCE_MIGRATION, number, vec![row]).await?;
        let migration = narrow(number)?;
        let act = EvidenceMigrationPlanned {
            migration,
            source: order.source.number,
            stores: numbers,
            items: list.items(),
            bytes: list.bytes(),
            list: hex(&list.stored.sha256),
        };
        Ok((migration, writing.commit(&act, by, &[signer]).await?))
    }
}
