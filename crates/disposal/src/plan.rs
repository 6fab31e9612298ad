//! A plan: what is to be destroyed, why, and how many have to agree. Nothing is destroyed by it.

use crate::breaker::Breaker;
use crate::chosen::{Candidates, ItemRow};
use crate::class::Action;
use crate::list::DisposalList;
use crate::stored::{hex, items_stored, narrow, stored};
use crate::{DisposalError, Disposing, words};
use jiff::{SignedDuration, Timestamp};
use record::{Actor, EVIDENCE_DISPOSAL, EVIDENCE_DISPOSAL_STATE, EvidenceDisposalProposed, Recorded, Signer};
use roaring::{RoaringBitmap, RoaringTreemap};
use store::Value;

/// Which items are to be destroyed.
#[derive(Debug, Clone, Copy)]
pub enum Chosen<'o> {
    /// Those that are due by the class of this name, which two people have approved.
    Class(&'o str),
    /// Those that somebody lists.
    Items(&'o [ItemRow]),
}

/// What somebody proposes.
#[derive(Debug, Clone, Copy)]
pub struct PlanOrder<'o> {
    /// Which items.
    pub chosen: Chosen<'o>,
    /// Why; kept sealed.
    pub why: &'o str,
    /// How long it cools off once it is approved.
    pub cooling_off: SignedDuration,
    /// How long after the others the last copy of an item goes.
    pub last_after: SignedDuration,
    /// Above what a third person has to approve.
    pub breaker: Breaker,
}

/// Shortest cooling-off, and shortest delay before the last copy.
pub const SEVEN_DAYS: SignedDuration = SignedDuration::from_hours(7 * 24);

impl<'o> PlanOrder<'o> {
    /// With as much time, and as many people, as any disposal takes.
    pub fn new(chosen: Chosen<'o>, why: &'o str) -> Self {
        Self { chosen, why, cooling_off: SEVEN_DAYS, last_after: SEVEN_DAYS, breaker: Breaker::DEFAULT }
    }

    fn check(&self) -> Result<(), DisposalError> {
        let lax = |what, least: &str| Err(DisposalError::TooLax { what, least: least.into() });
        if self.cooling_off < SEVEN_DAYS {
            return lax("the cooling-off", "seven days");
        }
        if self.last_after < SEVEN_DAYS {
            return lax("the delay before the last copy", "seven days");
        }
        if self.breaker.percent > Breaker::DEFAULT.percent {
            return lax("the share of a store above which a third person approves", "five percent");
        }
        if self.breaker.items_a_day > Breaker::DEFAULT.items_a_day {
            return lax("the number of items above which a third person approves", "10,000 a day");
        }
        Ok(())
    }
}

/// What was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Number of the disposal.
    pub disposal: u32,
    /// What goes, and what is left.
    pub list: DisposalList,
    /// SHA-256 of the list.
    pub sha256: [u8; 32],
    /// Cases that the items belong to.
    pub cases: u64,
    /// Approvals that it takes.
    pub approvals: u32,
    /// The act.
    pub recorded: Recorded,
}

impl Disposing<'_> {
    /// Proposes to destroy all copies of some items. Those that are held, or of which anything is unclear, are left out by name.
    pub async fn plan(
        &self,
        by: &Actor,
        signer: &Signer,
        order: PlanOrder<'_>,
        now: Timestamp,
    ) -> Result<Planned, DisposalError> {
        order.check()?;
        let why = words::said(order.why, "why they are to be destroyed")?;
        let (class, candidates) = match order.chosen {
            Chosen::Items(rows) => (None, Candidates::Rows(rows)),
            Chosen::Class(name) => {
                let wanted = "two people have approved for disposal";
                let class = self.class_in_force(name).await?;
                let class = class.filter(|class| class.terms.action == Action::Dispose);
                let class = class.ok_or_else(|| DisposalError::NoClass { class: name.into(), wanted })?;
                (Some(class.number), Candidates::Class(name, class.terms))
            }
        };
        let (others, recent) = self.others(now).await?;
        let (list, counts) = self.drafted(&candidates, (&others, &recent), now).await?;
        if list.items.is_empty() {
            let held = list.held();
            return Err(DisposalError::Nothing {
                held,
                unclear: list.left_out.len() as u64 - held,
                fix: "tipstaff evidence hold list shows what is held",
            });
        }
        let go: RoaringTreemap = list.items.iter().map(|item| item.item).collect();
        let day = go.len().saturating_add(recent.len());
        let approvals = order.breaker.approvals(day, counts.iter().map(|store| (store.go, store.all)));
        let cases = self.record().cases_touched(&RoaringBitmap::new(), &go).await?.len() as u64;
        let sealed = self.seal(&list).await?;
        let mut writing = self.record().begin("propose a disposal", now).await?;
        let number = writing.reserve(&EVIDENCE_DISPOSAL, 1).await?;
        let (cooling, before_last) = (order.cooling_off.as_secs(), order.last_after.as_secs());
        let row: Vec<Value> = vec![
            class.map(i64::from).into(),
            sealed.id.to_string().into(),
            sealed.sha256.to_vec().into(),
            stored(go.len()).into(),
            stored(list.bytes()).into(),
            stored(cases).into(),
            stored(list.held()).into(),
            items_stored(&go)?.into(),
            i64::from(approvals).into(),
            cooling.into(),
            before_last.into(),
            writing.sealed(&EVIDENCE_DISPOSAL, number, "reason", why)?.into(),
        ];
        writing.insert(&EVIDENCE_DISPOSAL, number, vec![row]).await?;
        writing.insert_one(&EVIDENCE_DISPOSAL_STATE, vec![number.into(), "proposed".into()]).await?;
        let disposal = narrow(number)?;
        let act = EvidenceDisposalProposed {
            disposal,
            class,
            items: go.len(),
            bytes: list.bytes(),
            cases,
            held: list.held(),
            list: hex(&sealed.sha256),
            approvals,
            cooling_seconds: cooling.cast_unsigned(),
            last_seconds: before_last.cast_unsigned(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Planned { disposal, list, sha256: sealed.sha256, cases, approvals, recorded })
    }

    /// Items of disposals that are not over; and of those together with all that were proposed within a day.
    async fn others(&self, now: Timestamp) -> Result<(RoaringTreemap, RoaringTreemap), DisposalError> {
        let sql = "SELECT d.chosen, t.state, l.at FROM evidence_disposal d JOIN evidence_disposal_state t \
             ON t.disposal = d.number AND t.ended IS NULL JOIN leaf l ON l.position = d.act WHERE t.state <> 'refused'";
        let (mut others, mut recent) = (RoaringTreemap::new(), RoaringTreemap::new());
        for row in &self.record().read(sql, &[]).await? {
            let chosen = crate::stored::items(row.bytes(0)?)?;
            let is_over = row.text(1)? == "done";
            let age = now.duration_since(crate::stored::instant(row, 2)?);
            if !is_over {
                others |= &chosen;
            }
            if !is_over || age < SignedDuration::from_hours(24) {
                recent |= &chosen;
            }
        }
        Ok((others, recent))
    }
}
