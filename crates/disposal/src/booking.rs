//! What is gone is booked: the stores have to have it no longer, the holdings end, and the receipts are kept.

use crate::carry_out::CarriedOut;
use crate::disposals::{Disposal, DisposalState, standing};
use crate::going::GoingCopies;
use crate::list::Lines;
use crate::receipt::KeptReceipt;
use crate::stored::{hex, narrow, stored};
use crate::{DisposalError, Disposing};
use jiff::Timestamp;
use record::{Actor, EVIDENCE_DISPOSAL_RUN, EvidenceCopiesDestroyed, Recorded, Signer};
use roaring::RoaringTreemap;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
enum Line<'l> {
    Head { schema: &'l str, disposal: u32 },
    Receipt(&'l KeptReceipt),
}

const SCHEMA: &str = "tipstaff.disposal-receipts/1";

impl Disposing<'_> {
    /// Books what is gone and not booked yet, in one act; none, if there is nothing to say.
    pub(crate) async fn booked(
        &self,
        by: &Actor,
        signer: &Signer,
        disposal: &Disposal,
        going: &mut GoingCopies,
        (is_done, now): (bool, Timestamp),
        done: &mut CarriedOut,
    ) -> Result<Option<Recorded>, DisposalError> {
        let mut receipts = Vec::new();
        for copy in going.values().filter(|copy| copy.gone.is_some() && !copy.is_booked) {
            let damaged = |_| DisposalError::damaged("a receipt cannot be read");
            let receipt: KeptReceipt = serde_json::from_slice(&copy.receipt).map_err(damaged)?;
            receipts.push((receipt, copy.copy.clone()));
        }
        receipts.sort_by_key(|(receipt, _)| (receipt.item, receipt.store));
        // A run whose act was written and whose note was not is in the log already: what it says is expected no longer.
        let mut of_store: BTreeMap<u32, RoaringTreemap> = BTreeMap::new();
        for (receipt, _) in &receipts {
            of_store.entry(receipt.store).or_default().insert(receipt.item);
        }
        let stores = self.evidence().stores().await?;
        let mut removals = Vec::with_capacity(of_store.len());
        for (number, items) in &mut of_store {
            let store = stores.iter().find(|store| store.number == *number);
            let store = store.ok_or_else(|| DisposalError::damaged("a store has gone with its copies"))?;
            let still = self.evidence().expected_of(store, items).await?;
            *items = still.iter().map(|entry| entry.item).collect();
            removals.extend(self.evidence().removal(store, items).await?);
        }
        let is_new = |receipt: &KeptReceipt| {
            of_store.get(&receipt.store).is_some_and(|items| items.contains(receipt.item))
        };
        let all: Vec<String> = receipts.iter().map(|(_, copy)| copy.clone()).collect();
        receipts.retain(|(receipt, _)| is_new(receipt));
        if receipts.is_empty() && !is_done {
            return self.noted(disposal, &all, going).await.map(|()| None);
        }
        let mut lines = Lines::begin(self)?;
        lines.push(&Line::Head { schema: SCHEMA, disposal: disposal.number }).await?;
        for (receipt, _) in &receipts {
            lines.push(&Line::Receipt(receipt)).await?;
        }
        let list = lines.finish().await?;
        let bytes = receipts.iter().fold(0_u64, |bytes, (receipt, _)| bytes.saturating_add(receipt.bytes));
        let copies = receipts.len() as u64;

        let mut writing = self.record().begin("book a run of a disposal", now).await?;
        for removal in &removals {
            removal.book(&mut writing).await?;
        }
        let row = vec![
            i64::from(disposal.number).into(),
            list.id.to_string().into(),
            list.sha256.to_vec().into(),
            stored(copies).into(),
            stored(bytes).into(),
        ];
        let run = narrow(writing.insert_one(&EVIDENCE_DISPOSAL_RUN, row).await?)?;
        let mut is_last = false;
        if is_done {
            // One that somebody stopped meanwhile stays stopped, though nothing of it is left.
            let standing = standing(&mut writing, disposal.number).await?;
            if let Some(standing) = standing.filter(|one| one.state == DisposalState::Approved) {
                standing.turns(&mut writing, DisposalState::Done).await?;
                is_last = true;
            }
        }
        let act = EvidenceCopiesDestroyed {
            disposal: disposal.number,
            proposal: disposal.proposal,
            run,
            copies,
            bytes,
            receipts: hex(&list.sha256),
            done: is_last,
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        done.copies += copies;
        done.bytes = done.bytes.saturating_add(bytes);
        self.note_booked(recorded.position, &all).await?;
        for copy in going.values_mut().filter(|copy| copy.gone.is_some()) {
            copy.is_booked = true;
        }
        Ok(Some(recorded))
    }

    /// The log says it already: only the ledger has to hear of it.
    async fn noted(
        &self,
        disposal: &Disposal,
        copies: &[String],
        going: &mut GoingCopies,
    ) -> Result<(), DisposalError> {
        if copies.is_empty() {
            return Ok(());
        }
        let sql = "SELECT COALESCE(MAX(act), 0) FROM evidence_disposal_run WHERE disposal = $1";
        let rows = self.record().read(sql, &[i64::from(disposal.number).into()]).await?;
        let act = rows.first().map_or(Ok(0), |row| crate::stored::count(row, 0))?;
        self.note_booked(act, copies).await?;
        for copy in going.values_mut().filter(|copy| copy.gone.is_some()) {
            copy.is_booked = true;
        }
        Ok(())
    }
}
