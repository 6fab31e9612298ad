//! What comes into a store may be booked without an alarm, if two people have said so. What leaves it never is.

use crate::expectation::{Expectation, ListKind, write_list};
use crate::lists::{self, KeptList, ListWriter};
use crate::stored::{count, narrow, number};
use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, holdings, suspense, words};
use jiff::Timestamp;
use record::{
    Actor, EVIDENCE_RULE, EVIDENCE_RULE_STATE, EvidenceAdditionsAllowed, EvidenceAdditionsEnded,
    EvidenceAdditionsProposed, EvidenceReceived, Recorded, Signer, Writing,
};
use roaring::RoaringTreemap;
use store::Row;

/// A rule that additions are booked, or the proposal of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its number.
    pub number: u32,
    /// Number of the store.
    pub store: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Whether a second actor allowed it.
    pub is_allowed: bool,
    state_row: i64,
}

const SELECT: &str = "SELECT r.number, r.store, r.act, t.state, t.number FROM evidence_rule r \
     JOIN evidence_rule_state t ON t.rule = r.number AND t.ended IS NULL WHERE t.state <> 'ended'";

impl Rule {
    fn of(row: &Row) -> Result<Self, EvidenceError> {
        Ok(Self {
            number: number(row, 0)?,
            store: number(row, 1)?,
            proposal: count(row, 2)?,
            is_allowed: match row.text(3)? {
                "allowed" => true,
                "proposed" => false,
                _ => return Err(EvidenceError::damaged("a rule stands as none does")),
            },
            state_row: row.integer(4)?,
        })
    }

    async fn turns(&self, writing: &mut Writing<'_>, state: &str) -> Result<(), EvidenceError> {
        writing.end(&EVIDENCE_RULE_STATE, &[self.state_row]).await?;
        let row = vec![i64::from(self.number).into(), state.into()];
        writing.insert_one(&EVIDENCE_RULE_STATE, row).await?;
        Ok(())
    }
}

impl Evidence<'_> {
    /// Rules and proposals of rules that have not ended.
    pub async fn rules(&self) -> Result<Vec<Rule>, EvidenceError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY r.number"), &[]).await?;
        rows.iter().map(Rule::of).collect()
    }

    /// Proposes that what comes into a store is booked without an alarm. `why` is kept, sealed.
    pub async fn propose_additions(
        &self,
        by: &Actor,
        signer: &Signer,
        store: &EvidenceStore,
        why: &str,
        now: Timestamp,
    ) -> Result<(u32, Recorded), EvidenceError> {
        let why = words::said(why, "why what comes in is to be booked without asking")?;
        let mut writing = self.record.begin("propose a rule of evidence", now).await?;
        let rows = writing.read(SELECT, &[]).await?;
        let rules = rows.iter().map(Rule::of).collect::<Result<Vec<_>, _>>()?;
        if let Some(rule) = rules.iter().find(|rule| rule.store == store.number) {
            return Err(EvidenceError::HasRule { store: store.number, rule: rule.number });
        }
        let number = writing.reserve(&EVIDENCE_RULE, 1).await?;
        let sealed = writing.sealed(&EVIDENCE_RULE, number, "reason", why)?;
        writing
            .insert(&EVIDENCE_RULE, number, vec![vec![i64::from(store.number).into(), sealed.into()]])
            .await?;
        writing.insert_one(&EVIDENCE_RULE_STATE, vec![number.into(), "proposed".into()]).await?;
        let rule = narrow(number)?;
        let act = EvidenceAdditionsProposed { rule, store: store.number };
        Ok((rule, writing.commit(&act, by, &[signer]).await?))
    }

    /// Allows what somebody else proposed.
    pub async fn allow_additions(
        &self,
        by: &Actor,
        signer: &Signer,
        rule: u32,
        now: Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let mut writing = self.record.begin("allow a rule of evidence", now).await?;
        let standing = standing(&mut writing, rule).await?;
        let wanted = "waits for somebody to allow it";
        let standing =
            standing.filter(|rule| !rule.is_allowed).ok_or(EvidenceError::NoRule { rule, wanted })?;
        let (proposal, _) = writing
            .act_at::<EvidenceAdditionsProposed>(standing.proposal)
            .await?
            .ok_or_else(|| EvidenceError::damaged(format!("rule {rule} was never proposed")))?;
        writing.is_somebody_else(&proposal, by).await?;
        standing.turns(&mut writing, "allowed").await?;
        let act = EvidenceAdditionsAllowed { rule, proposal: standing.proposal, store: standing.store };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Ends a rule, or refuses the proposal of one.
    pub async fn end_additions(
        &self,
        by: &Actor,
        signer: &Signer,
        rule: u32,
        now: Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let mut writing = self.record.begin("end a rule of evidence", now).await?;
        let wanted = "has not ended";
        let standing = standing(&mut writing, rule).await?.ok_or(EvidenceError::NoRule { rule, wanted })?;
        standing.turns(&mut writing, "ended").await?;
        let act = EvidenceAdditionsEnded { rule, store: standing.store };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// The rule by which additions of a store are booked.
    pub(crate) async fn rule_of(&self, store: u32) -> Result<Option<u32>, EvidenceError> {
        let rules = self.rules().await?;
        Ok(rules.iter().find(|rule| rule.store == store && rule.is_allowed).map(|rule| rule.number))
    }

    /// Books what came in; gives what is expected from then on.
    pub(crate) async fn receive(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        rule: u32,
        (expectation, known): (&Expectation, &[InSuspense]),
        surplus: &KeptList,
        now: Timestamp,
    ) -> Result<Expectation, EvidenceError> {
        let (list, items) = self.numbered(surplus).await?;
        let mut writing = self.record.begin("receive evidence", now).await?;
        expectation.is_still(&mut writing, store.number).await?;
        suspense::is_still(&mut writing, store.number, known).await?;
        // Listing takes its time: the rule has to be in force still.
        let in_force = standing(&mut writing, rule).await?;
        if !in_force.is_some_and(|rule| rule.is_allowed && rule.store == store.number) {
            return Err(EvidenceError::Overtaken);
        }
        let holding = holdings::open(&mut writing, store.holder, items).await?;
        let holding = holding.ok_or_else(|| EvidenceError::damaged("a list of additions has none"))?;
        let row = write_list(&mut writing, store.number, ListKind::Received, &list, Some(holding)).await?;
        let act = EvidenceReceived {
            store: store.number,
            rule,
            holding,
            items: list.items(),
            bytes: list.bytes(),
            digest: list.totals.all.digest.short(),
        };
        writing.commit(&act, by, &[]).await?;
        let mut expectation = expectation.clone();
        expectation.lists.push((row.into(), list.stored.id));
        Ok(expectation)
    }

    /// The same items as changes of what is expected, each with a number of its own.
    pub(crate) async fn numbered(
        &self,
        list: &KeptList,
    ) -> Result<(KeptList, RoaringTreemap), EvidenceError> {
        let mut item = self.record.take_item_numbers(list.items()).await?;
        let from = lists::read(&self.blobs, &list.stored.id).await?;
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            let mut items = RoaringTreemap::new();
            for entry in lists::items(from)? {
                let mut entry = entry?;
                entry.item = item;
                items.insert(item);
                item += 1;
                list.add(&entry)?;
            }
            Ok(items)
        })
        .await?;
        let list = written.lists.into_iter().next().flatten();
        Ok((list.ok_or(EvidenceError::Stopped)?, written.said))
    }
}

async fn standing(writing: &mut Writing<'_>, rule: u32) -> Result<Option<Rule>, EvidenceError> {
    let rows = writing.read(&format!("{SELECT} AND r.number = $1"), &[i64::from(rule).into()]).await?;
    rows.first().map(Rule::of).transpose()
}
