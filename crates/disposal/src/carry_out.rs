//! Carrying a disposal out: copy by copy, each with a proof from the ledger and a receipt, and whatever is gone is booked in the
//! log. It can be broken off at any point; the same again goes on.
//!
//! ```text
//! grant (copy is going, on the ledger) ─► destroy ─► receipt (copy is gone, on the ledger) ─► … ─► run (in the log)
//! ```
//!
//! What broke off between grant and receipt is destroyed again, which finds nothing left and gives the receipt. What broke off
//! between receipt and run is in the next run.

use crate::disposals::{Disposal, DisposalState};
use crate::going::{GoingCopies, GoingCopy};
use crate::ledger::{Place, RecordLedger, copy_name};
use crate::list::ListedItem;
use crate::receipt::KeptReceipt;
use crate::{DisposalError, Disposing};
use copies::{AuthorityName, Denied, Destruction, Refused, Replica, SafeDropProof};
use jiff::{SignedDuration, Timestamp};
use record::{Act, Actor, EvidenceCopiesDestroyed, EvidenceDisposalProposed, RecordError, Recorded, Signer};
use std::collections::HashMap;

/// Copies that are booked together: what a sweep may come upon before the log says so is no more than these.
const RUN: usize = 500;
/// Copies that failed which are named.
const NAMED: usize = 100;
/// Days after the cooling-off in which a disposal can be carried out.
const DAYS: i64 = 90;

/// What was done.
#[derive(Debug, Default)]
pub struct CarriedOut {
    /// Copies that were destroyed, and booked.
    pub copies: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Items of which something stays, because they are held.
    pub held: u64,
    /// Copies that are not to go yet.
    pub waiting: u64,
    /// When the first of them may go.
    pub next: Option<Timestamp>,
    /// Copies that could not be destroyed.
    pub failed: u64,
    /// The first of them: item, store, and why.
    pub reasons: Vec<(u64, u32, String)>,
    /// Whether nothing is left to do.
    pub is_done: bool,
    /// The acts.
    pub recorded: Vec<Recorded>,
}

impl CarriedOut {
    pub(crate) fn fails(&mut self, item: u64, store: u32, why: String) {
        self.failed += 1;
        if self.reasons.len() < NAMED {
            self.reasons.push((item, store, why));
        }
    }
}

/// What became of an attempt.
enum Tried {
    Gone(Box<KeptReceipt>),
    Held,
    Waits,
    Stopped,
    /// It was granted to go, and nobody knows whether it has gone.
    BrokeOff(GoingCopy, String),
    Failed(String),
}

/// What stays the same while a disposal is carried out.
struct Work<'w> {
    disposal: Disposal,
    replicas: HashMap<u32, Replica>,
    ledger: RecordLedger<'w>,
    cooled_off: Timestamp,
}

impl Disposing<'_> {
    /// Carries a disposal out as far as it can be now. `clock` is asked for the time before each step. Whoever is told of copies
    /// that wait, failed or are held runs it again later.
    pub async fn carry_out(
        &self,
        by: &Actor,
        signer: &Signer,
        disposal: u32,
        clock: &(dyn Fn() -> Timestamp + Sync),
    ) -> Result<CarriedOut, DisposalError> {
        let mut done = CarriedOut::default();
        let disposal = self.may_be_carried_out(by, signer, disposal, clock()).await?;
        let list = self.list_of(&disposal).await?;
        let mut going = self.going(disposal.proposal).await?;
        // What an earlier run left unbooked comes first, whatever is in the way of the rest.
        self.book(by, signer, &disposal, &mut going, (false, clock()), &mut done).await?;
        if disposal.state == DisposalState::Refused {
            return self.stopped(disposal, &list, &going, clock(), done).await;
        }
        let work = self.work(disposal, clock(), &mut done).await?;
        let mut unbooked = 0;
        for item in &list.items {
            for store in &item.stores {
                if going.get(&(item.item, *store)).is_some_and(|copy| copy.gone.is_some()) {
                    continue;
                }
                match self.tried(&work, &going, item, *store, clock, &mut done).await? {
                    Tried::Gone(receipt) => {
                        let copy = GoingCopy {
                            copy: copy_name(receipt.name, receipt.replica),
                            since: receipt.at,
                            gone: Some(receipt.at),
                            receipt: serde_json::to_vec(&receipt).map_err(|_| DisposalError::Stopped)?,
                            is_booked: false,
                        };
                        going.insert((item.item, *store), copy);
                        unbooked += 1;
                    }
                    Tried::Held => {
                        done.held += 1;
                        break;
                    }
                    Tried::Waits => done.waiting += 1,
                    Tried::BrokeOff(copy, why) => {
                        going.insert((item.item, *store), copy);
                        done.fails(item.item, *store, why);
                    }
                    Tried::Failed(why) => done.fails(item.item, *store, why),
                    Tried::Stopped => {
                        self.book(by, signer, &work.disposal, &mut going, (false, clock()), &mut done)
                            .await?;
                        let (disposal, wanted) =
                            (work.disposal.number, "is approved still: somebody stopped it");
                        return Err(DisposalError::NoDisposal { disposal, wanted });
                    }
                }
            }
            if unbooked >= RUN {
                self.book(by, signer, &work.disposal, &mut going, (false, clock()), &mut done).await?;
                unbooked = 0;
            }
        }
        let is_gone = |item: &ListedItem| {
            let gone = |store: &u32| going.get(&(item.item, *store)).is_some_and(|copy| copy.gone.is_some());
            item.stores.iter().all(gone)
        };
        let whole = list.items.iter().all(is_gone);
        done.is_done = whole;
        self.book(by, signer, &work.disposal, &mut going, (whole, clock()), &mut done).await?;
        Ok(done)
    }

    /// Everything that would be in the way afterwards is asked before: whoever cannot book must not destroy.
    async fn may_be_carried_out(
        &self,
        by: &Actor,
        signer: &Signer,
        disposal: u32,
        now: Timestamp,
    ) -> Result<Disposal, DisposalError> {
        if !by.roles.meet(EvidenceCopiesDestroyed::MAY) {
            let needed = EvidenceCopiesDestroyed::MAY;
            return Err(RecordError::MayNot { actor: format!("actor {}", by.number), needed }.into());
        }
        let is_own =
            signer.actor() == by.number && by.public_key.as_deref().is_some_and(|key| signer.is_key_of(key));
        if !is_own {
            return Err(RecordError::NotSigned.into());
        }
        let mut looking = self.record().begin("look at a disposal", now).await?;
        let standing = crate::disposals::standing(&mut looking, disposal).await?;
        let wanted = "is approved, and not over";
        let may = [DisposalState::Approved, DisposalState::Refused];
        let standing = standing
            .filter(|one| may.contains(&one.state))
            .ok_or(DisposalError::NoDisposal { disposal, wanted })?;
        let proposed = looking.act_at::<EvidenceDisposalProposed>(standing.proposal).await?;
        // Nothing is written: the transaction ends here.
        drop(looking);
        match proposed {
            Some((_, act)) if standing.is(&act) => Ok(standing),
            _ => Err(DisposalError::Moved),
        }
    }

    /// Whether it is time, whether the witnesses agree, and which replicas can be reached.
    async fn work(
        &self,
        disposal: Disposal,
        now: Timestamp,
        done: &mut CarriedOut,
    ) -> Result<Work<'_>, DisposalError> {
        let cooled_off = disposal.cooled_off().ok_or(DisposalError::Moved)?;
        if now < cooled_off {
            return Err(DisposalError::CoolingOff { until: cooled_off });
        }
        let most = SignedDuration::from_hours(24 * DAYS).saturating_add(disposal.last_after);
        if now.duration_since(cooled_off) > most {
            return Err(DisposalError::TooLate { days: most.as_hours() / 24 });
        }
        self.witnesses_are_current(disposal.decided, now).await?;
        let stores = self.own_stores().await?;
        let (mut replicas, mut places) = (HashMap::new(), Vec::new());
        for store in &stores {
            let Some(replica) = store.replica else { continue };
            places.push(Place { store: store.number, holder: store.holder, replica });
            match self.evidence().replica(store).await {
                Ok(replica) => drop(replicas.insert(store.number, replica)),
                // Its copies stay, and are told one by one.
                Err(error) if done.reasons.len() < NAMED => {
                    done.reasons.push((0, store.number, error.to_string()));
                }
                Err(_) => {}
            }
        }
        Ok(Work { disposal, replicas, ledger: RecordLedger::new(self, places), cooled_off })
    }

    async fn tried(
        &self,
        work: &Work<'_>,
        going: &GoingCopies,
        item: &ListedItem,
        store: u32,
        clock: &(dyn Fn() -> Timestamp + Sync),
        done: &mut CarriedOut,
    ) -> Result<Tried, DisposalError> {
        let now = clock();
        if let Some(due) = due(work, going, item, store).filter(|due| now < *due) {
            done.next = Some(done.next.map_or(due, |next| next.min(due)));
            return Ok(Tried::Waits);
        }
        let Some(replica) = work.replicas.get(&store) else {
            return Ok(Tried::Failed("its store cannot be reached".into()));
        };
        let what = Destruction {
            item: work.ledger.knows(item.item),
            blake3: item.blake3,
            from: replica,
            authority: AuthorityName::Disposal(work.disposal.proposal),
            survivors: Vec::new(),
            verified_within: SignedDuration::ZERO,
        };
        let proof = match SafeDropProof::obtain(&work.ledger, what, now).await {
            Ok(proof) => proof,
            Err(Refused::Denied(Denied::Held)) => return Ok(Tried::Held),
            Err(Refused::Denied(Denied::ReliedOn) | Refused::CoolingOff(_)) => return Ok(Tried::Waits),
            Err(Refused::Denied(Denied::NoAuthority)) => {
                let standing = self.disposal(work.disposal.number).await?;
                let is_stopped = standing.state != DisposalState::Approved;
                return Ok(if is_stopped {
                    Tried::Stopped
                } else {
                    Tried::Failed(
                        "the record does not say that it is there. List the store, and settle it".into(),
                    )
                });
            }
            Err(error) => return Ok(Tried::Failed(error.to_string())),
        };
        let copy = copy_name(work.ledger.knows(item.item), replica.id());
        let copy = GoingCopy { copy, since: now, gone: None, receipt: Vec::new(), is_booked: false };
        let now = clock();
        let destroyed = tokio::task::spawn_blocking(move || copies::destroy(proof, now)).await;
        let receipt = match destroyed.map_err(|_| DisposalError::Stopped)? {
            Ok(receipt) => receipt,
            Err(error) => return Ok(Tried::BrokeOff(copy, error.to_string())),
        };
        let kept = KeptReceipt::of(&receipt, (item.item, store, item.bytes));
        let text = serde_json::to_vec(&kept).map_err(|_| DisposalError::Stopped)?;
        work.ledger.gone(&receipt, &text).await?;
        Ok(Tried::Gone(Box::new(kept)))
    }

    /// Books what is gone and not booked yet, in one act; none, if there is nothing to say.
    async fn book(
        &self,
        by: &Actor,
        signer: &Signer,
        disposal: &Disposal,
        going: &mut GoingCopies,
        (is_done, now): (bool, Timestamp),
        done: &mut CarriedOut,
    ) -> Result<(), DisposalError> {
        if let Some(recorded) = self.booked(by, signer, disposal, going, (is_done, now), done).await? {
            done.recorded.push(recorded);
        }
        Ok(())
    }
}

/// From when on a copy may go, as far as the list tells: the ledger, which decides, knows better. So a last copy that has to wait
/// is not asked for in vain.
fn due(work: &Work<'_>, going: &GoingCopies, item: &ListedItem, store: u32) -> Option<Timestamp> {
    let mut last = work.cooled_off;
    for other in item.stores.iter().filter(|other| **other != store) {
        // One that stays makes this one no last copy.
        let other = going.get(&(item.item, *other))?;
        last = last.max(other.gone.unwrap_or(other.since));
    }
    last.checked_add(work.disposal.last_after).ok()
}
