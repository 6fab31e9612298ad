//! What is in suspense is settled by two: what is missing is lost, what nobody expected is expected from now on, or is gone again,
//! what changed is expected as it is.

use crate::expectation::{Expectation, ListKind, write_list};
use crate::lists::{self, KeptList, ListWriter};
use crate::state::DifferenceKind;
use crate::stored::{count, hex, narrow, number, stored};
use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, holdings, words};
use inventory::InventoryError;
use inventory::delta::Change;
use jiff::Timestamp;
use record::{
    Actor, EVIDENCE_DIFFERENCE, EVIDENCE_SETTLEMENT, EVIDENCE_SETTLEMENT_STATE, EvidenceSettled,
    EvidenceSettlementProposed, EvidenceSettlementRefused, Recorded, Signer, Writing,
};
use roaring::RoaringTreemap;
use store::Row;

/// What somebody proposes.
#[derive(Clone, Copy)]
pub struct SettlementOrder<'o> {
    /// Number of the difference.
    pub difference: u32,
    /// Why; kept sealed.
    pub why: &'o str,
}

/// A settlement that waits for a decision, or what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Its number.
    pub number: u32,
    /// Number of the store.
    pub store: u32,
    /// Number of the difference.
    pub difference: u32,
    /// In what it differs.
    pub kind: DifferenceKind,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Whether what nobody expected is there no longer, so that nothing is expected of it.
    pub is_gone: bool,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Whether it waits, was approved, or was refused: "proposed", "approved", "refused".
    pub state: String,
    state_row: i64,
}

const SELECT: &str = "SELECT s.number, s.store, s.difference, d.kind, d.items, d.bytes, s.act, t.state, t.number, s.gone \
     FROM evidence_settlement s JOIN evidence_difference d ON d.number = s.difference \
     JOIN evidence_settlement_state t ON t.settlement = s.number AND t.ended IS NULL";

/// Whether a difference is in suspense still.
const IN_SUSPENSE: &str = "SELECT number FROM evidence_difference WHERE ended IS NULL AND number = $1";

impl Settlement {
    fn of(row: &Row) -> Result<Self, EvidenceError> {
        let damaged = || EvidenceError::damaged("a settlement makes no sense");
        Ok(Self {
            number: number(row, 0)?,
            store: number(row, 1)?,
            difference: number(row, 2)?,
            kind: DifferenceKind::named(row.text(3)?).ok_or_else(damaged)?,
            items: count(row, 4)?,
            bytes: count(row, 5)?,
            proposal: count(row, 6)?,
            state: row.text(7)?.to_owned(),
            state_row: row.integer(8)?,
            is_gone: row.integer(9)? == 1,
        })
    }

    /// Whether it waits for a decision.
    pub fn waits(&self) -> bool {
        self.state == "proposed"
    }

    async fn turns(&self, writing: &mut Writing<'_>, state: &str) -> Result<(), EvidenceError> {
        writing.end(&EVIDENCE_SETTLEMENT_STATE, &[self.state_row]).await?;
        let row = vec![i64::from(self.number).into(), state.into()];
        writing.insert_one(&EVIDENCE_SETTLEMENT_STATE, row).await?;
        Ok(())
    }
}

impl Evidence<'_> {
    /// All settlements, by number.
    pub async fn settlements(&self) -> Result<Vec<Settlement>, EvidenceError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY s.number"), &[]).await?;
        rows.iter().map(Settlement::of).collect()
    }

    /// All settlements of a store, by number.
    pub async fn settlements_of(&self, store: u32) -> Result<Vec<Settlement>, EvidenceError> {
        let sql = format!("{SELECT} WHERE s.store = $1 ORDER BY s.number");
        self.record.read(&sql, &[i64::from(store).into()]).await?.iter().map(Settlement::of).collect()
    }

    /// The settlement of this number, whatever became of it.
    pub async fn settlement(&self, settlement: u32) -> Result<Settlement, EvidenceError> {
        let rows = self
            .record
            .read(&format!("{SELECT} WHERE s.number = $1"), &[i64::from(settlement).into()])
            .await?;
        Settlement::of(rows.first().ok_or(EvidenceError::NoSuchSettlement { settlement })?)
    }

    /// Proposes to settle a difference.
    pub async fn propose_settlement(
        &self,
        by: &Actor,
        signer: &Signer,
        order: SettlementOrder<'_>,
        now: Timestamp,
    ) -> Result<(u32, Recorded), EvidenceError> {
        let difference = self.difference(order.difference).await?;
        self.propose(by, signer, (&difference, false), order.why, now).await
    }

    /// Proposes to put down what nobody expected as gone again, so that nothing is expected of it: the store is asked for each of
    /// its items now, and again when it is approved.
    pub async fn propose_gone(
        &self,
        by: &Actor,
        signer: &Signer,
        order: SettlementOrder<'_>,
        now: Timestamp,
    ) -> Result<(u32, Recorded), EvidenceError> {
        let difference = self.difference(order.difference).await?;
        self.is_gone(&difference).await?;
        self.propose(by, signer, (&difference, true), order.why, now).await
    }

    async fn propose(
        &self,
        by: &Actor,
        signer: &Signer,
        (difference, gone): (&InSuspense, bool),
        why: &str,
        now: Timestamp,
    ) -> Result<(u32, Recorded), EvidenceError> {
        let why = words::said(why, "why it is to be settled")?;
        let mut writing = self.record.begin("propose a settlement", now).await?;
        let number = difference.number;
        if writing.read(IN_SUSPENSE, &[i64::from(number).into()]).await?.is_empty() {
            return Err(EvidenceError::NoDifference { difference: number });
        }
        let rows = writing.read(SELECT, &[]).await?;
        for row in &rows {
            let other = Settlement::of(row)?;
            if other.difference == difference.number && other.waits() {
                return Err(EvidenceError::Waits { settlement: other.number });
            }
        }
        let number = writing.reserve(&EVIDENCE_SETTLEMENT, 1).await?;
        let sealed = writing.sealed(&EVIDENCE_SETTLEMENT, number, "reason", why)?;
        let row = vec![
            i64::from(difference.store).into(),
            i64::from(difference.number).into(),
            i64::from(gone).into(),
            sealed.into(),
        ];
        writing.insert(&EVIDENCE_SETTLEMENT, number, vec![row]).await?;
        writing.insert_one(&EVIDENCE_SETTLEMENT_STATE, vec![number.into(), "proposed".into()]).await?;
        let settlement = narrow(number)?;
        let act = EvidenceSettlementProposed {
            settlement,
            store: difference.store,
            difference: difference.number,
            kind: difference.kind.id().into(),
            gone,
            items: difference.items,
            bytes: difference.bytes,
            list: hex(&difference.sha256),
        };
        Ok((settlement, writing.commit(&act, by, &[signer]).await?))
    }

    /// Approves what somebody else proposed: the difference is settled, and the store's expectation says so.
    pub async fn settle(
        &self,
        by: &Actor,
        signer: &Signer,
        settlement: u32,
        now: Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let standing = Some(self.settlement(settlement).await?)
            .filter(Settlement::waits)
            .ok_or(EvidenceError::NoSettlement { settlement })?;
        let difference = self.difference(standing.difference).await.map_err(|_| EvidenceError::Moved)?;
        let store = self.store(&standing.store.to_string()).await?;
        let expectation = Expectation::read(self, store.number).await?;
        let mut change = None;
        if standing.is_gone {
            self.is_gone(&difference).await?;
        } else {
            let (list, items) = self.change_of(&difference).await?;
            self.fits(&expectation, &list).await?;
            change = Some((list, items));
        }
        // A commit of which nobody knows whether it happened may have named the list: what is not named is swept after a month.
        let about = (&standing, &difference, &store);
        self.write_settled(by, signer, about, (&expectation, change), now).await
    }

    /// Whether what is expected can be read with this change. An item can be in suspense for two things: once one is settled, the
    /// other no longer fits, and a list that does not fit would make the whole expectation unreadable.
    async fn fits(&self, expectation: &Expectation, list: &KeptList) -> Result<(), EvidenceError> {
        let mut changed = expectation.clone();
        changed.lists.push((0, list.stored.id));
        let opened = changed.open(self).await?;
        let read = tokio::task::spawn_blocking(move || {
            for entry in opened.stream()? {
                entry?;
            }
            Ok::<_, EvidenceError>(())
        });
        let read = read.await.map_err(|_| EvidenceError::Stopped)?;
        if read.is_err() {
            lists::forget(&self.blobs, [list]).await;
        }
        read.map_err(|error| match error {
            EvidenceError::Inventory(InventoryError::DoesNotFit { .. }) => EvidenceError::Moved,
            other => other,
        })
    }

    async fn write_settled(
        &self,
        by: &Actor,
        signer: &Signer,
        (standing, difference, store): (&Settlement, &InSuspense, &EvidenceStore),
        (expectation, change): (&Expectation, Option<(KeptList, RoaringTreemap)>),
        now: Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let settlement = standing.number;
        let mut writing = self.record.begin("settle a difference", now).await?;
        expectation.is_still(&mut writing, store.number).await?;
        let (proposal, proposed) = writing
            .act_at::<EvidenceSettlementProposed>(standing.proposal)
            .await?
            .ok_or_else(|| EvidenceError::damaged(format!("settlement {settlement} was never proposed")))?;
        let is_it = (proposed.store, proposed.difference) == (difference.store, difference.number)
            && proposed.gone == standing.is_gone
            && proposed.kind == difference.kind.id()
            && (proposed.items, proposed.bytes) == (difference.items, difference.bytes)
            && proposed.list == hex(&difference.sha256);
        if !is_it {
            return Err(EvidenceError::Moved);
        }
        writing.is_somebody_else(&proposal, by).await?;
        if writing.read(IN_SUSPENSE, &[i64::from(standing.difference).into()]).await?.is_empty() {
            return Err(EvidenceError::Moved);
        }
        standing.turns(&mut writing, "approved").await?;
        writing.end(&EVIDENCE_DIFFERENCE, &[i64::from(standing.difference)]).await?;
        if let Some((list, items)) = change {
            let holding = match standing.kind {
                DifferenceKind::Missing | DifferenceKind::Damaged => {
                    holdings::lose(&mut writing, store, difference.alarm, &items).await?;
                    None
                }
                DifferenceKind::Surplus => holdings::open(&mut writing, store.holder, items).await?,
                DifferenceKind::Changed => None,
            };
            write_list(&mut writing, store.number, ListKind::Settled, &list, holding).await?;
        }
        let act = EvidenceSettled {
            settlement,
            proposal: standing.proposal,
            store: store.number,
            difference: difference.number,
            kind: standing.kind.id().into(),
            gone: standing.is_gone,
            items: standing.items,
            bytes: standing.bytes,
            list: proposed.list,
        };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Refuses or takes back what was proposed. `why` is kept, sealed.
    pub async fn refuse_settlement(
        &self,
        by: &Actor,
        signer: &Signer,
        settlement: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let why = words::said(why, "the reason of the refusal")?;
        let mut writing = self.record.begin("refuse a settlement", now).await?;
        let rows = writing
            .read(&format!("{SELECT} WHERE s.number = $1"), &[stored(settlement.into()).into()])
            .await?;
        let standing = rows.first().map(Settlement::of).transpose()?;
        let standing =
            standing.filter(Settlement::waits).ok_or(EvidenceError::NoSettlement { settlement })?;
        standing.turns(&mut writing, "refused").await?;
        writing.note(why).await?;
        let act = EvidenceSettlementRefused { settlement, proposal: standing.proposal };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// What settling a difference changes in what is expected, as a list of changes; and the items that it is about.
    async fn change_of(&self, difference: &InSuspense) -> Result<(KeptList, RoaringTreemap), EvidenceError> {
        let mut item = match difference.kind {
            DifferenceKind::Surplus => self.record.take_item_numbers(difference.items).await?,
            DifferenceKind::Missing | DifferenceKind::Changed | DifferenceKind::Damaged => 0,
        };
        let kind = difference.kind;
        let from = lists::read(&self.blobs, &difference.list).await?;
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            let mut items = RoaringTreemap::new();
            for entry in lists::items(from)? {
                let mut entry = entry?;
                let change = match kind {
                    // What is damaged is lost; the bytes that lie there instead are something that nobody expects.
                    DifferenceKind::Missing | DifferenceKind::Damaged => Change::Removed(entry.key.clone()),
                    DifferenceKind::Surplus => {
                        entry.item = item;
                        item += 1;
                        Change::Added(entry.clone())
                    }
                    DifferenceKind::Changed => Change::Changed(entry.clone()),
                };
                list.change(&entry, &change)?;
                items.insert(entry.item);
            }
            Ok(items)
        })
        .await?;
        let list = written.lists.into_iter().next().flatten();
        Ok((list.ok_or_else(|| EvidenceError::damaged("a difference has no items"))?, written.said))
    }
}
