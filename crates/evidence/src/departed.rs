//! What is gone from a store that is not ours as a permit allows is no loss: it is booked.

use crate::expectation::Expectation;
use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, suspense};
use inventory::Sum;
use jiff::Timestamp;
use record::{Actor, EvidenceDeparted};
use roaring::RoaringTreemap;

impl Evidence<'_> {
    /// Books items that are gone by permit; gives what is expected from then on, and what is gone.
    pub(crate) async fn departed(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        (expectation, known): (&Expectation, &[InSuspense]),
        items: &RoaringTreemap,
        now: Timestamp,
    ) -> Result<(Expectation, Sum), EvidenceError> {
        if items.is_empty() {
            return Ok((expectation.clone(), Sum::default()));
        }
        let removal = self.removal(store, items).await?.ok_or(EvidenceError::Overtaken)?;
        let mut writing = self.record.begin("book what is gone by permit", now).await?;
        expectation.is_still(&mut writing, store.number).await?;
        suspense::is_still(&mut writing, store.number, known).await?;
        // Listing takes its time: the permit has to be in force still.
        let sql = "SELECT items FROM evidence_permit WHERE ended IS NULL AND store = $1";
        let mut permitted = RoaringTreemap::new();
        for row in writing.read(sql, &[i64::from(store.number).into()]).await? {
            permitted |= crate::migration::named(row.bytes(0)?)?;
        }
        if !items.is_subset(&permitted) {
            return Err(EvidenceError::Overtaken);
        }
        let after = removal.book_and_read_on(&mut writing).await?;
        let act = EvidenceDeparted {
            store: store.number,
            items: removal.items(),
            bytes: removal.bytes(),
            digest: removal.digest(),
        };
        writing.commit(&act, by, &[]).await?;
        Ok((after, removal.sum().clone()))
    }
}
