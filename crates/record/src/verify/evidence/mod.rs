//! Stored evidence as the log tells it: which lists, differences, settlements and rules are in force, and whether each act
//! could do to them what it did. A row that ends, such as a difference in suspense, is ended by an act that names it.

mod batches;
mod lists;
mod rows;
mod settlements;
mod suspense;

use super::effects::change;
use crate::ledger::{Leaf, Manifest};
use crate::table;
use rows::{Moved, Rows, Said};

/// What is in force. Memory: one row for each list, each difference in suspense, each settlement and each rule.
#[derive(Default)]
pub(super) struct Books {
    stores: Rows,
    lists: Rows,
    differences: Rows,
    balances: Rows,
    settlements: Rows,
    settlement_states: Rows,
    rules: Rows,
    rule_states: Rows,
    batches: Rows,
    permits: Rows,
    derived: Rows,
}

/// What one act did.
struct Act<'a> {
    position: u64,
    said: Said<'a>,
    stores: Moved,
    lists: Moved,
    differences: Moved,
    balances: Moved,
    settlements: Moved,
    settlement_states: Moved,
    rules: Moved,
    rule_states: Moved,
    batches: Moved,
    permits: Moved,
    derived: Moved,
}

/// What is wrong with an act; nothing: it is as it has to be.
type Wrong = Option<&'static str>;

/// Something has to be so, or else.
fn unless(is_so: bool, what: &'static str) -> Wrong {
    (!is_so).then_some(what)
}

/// Which kinds end rows of which table: no other kind does.
fn ended(kind: &str, act: &Act<'_>) -> Wrong {
    let ends = |moved: &Moved, kinds: &[&str]| moved.ended.is_empty() || kinds.contains(&kind);
    let is_so = ends(&act.stores, &["evidence-store-ended"])
        && ends(&act.lists, &["evidence-compacted"])
        && ends(&act.differences, &["evidence-found", "evidence-settled", "evidence-recovered"])
        && ends(&act.balances, &["evidence-balanced"])
        && ends(&act.settlements, &[])
        && ends(&act.settlement_states, &["evidence-settled", "evidence-settlement-refused"])
        && ends(&act.rules, &[])
        && ends(&act.batches, &["evidence-taken-in"])
        && ends(&act.derived, &[])
        && ends(&act.permits, &["evidence-permit-revoked"])
        && ends(&act.rule_states, &["evidence-additions-allowed", "evidence-additions-ended"]);
    unless(is_so, "ended rows of stored evidence that an act of its kind does not end")
}

impl Books {
    /// Takes in what an act did to stored evidence; gives what is wrong with it.
    pub(super) fn take(&mut self, leaf: &Leaf, manifest: &Manifest) -> Wrong {
        let act = Act {
            position: leaf.position,
            said: Said(&leaf.body),
            stores: self.stores.take(change(manifest, &table::EVIDENCE_STORE)),
            lists: self.lists.take(change(manifest, &table::EVIDENCE_INVENTORY)),
            differences: self.differences.take(change(manifest, &table::EVIDENCE_DIFFERENCE)),
            balances: self.balances.take(change(manifest, &table::EVIDENCE_BALANCE)),
            settlements: self.settlements.take(change(manifest, &table::EVIDENCE_SETTLEMENT)),
            settlement_states: self
                .settlement_states
                .take(change(manifest, &table::EVIDENCE_SETTLEMENT_STATE)),
            rules: self.rules.take(change(manifest, &table::EVIDENCE_RULE)),
            rule_states: self.rule_states.take(change(manifest, &table::EVIDENCE_RULE_STATE)),
            batches: self.batches.take(change(manifest, &table::EVIDENCE_BATCH)),
            derived: self.derived.take(change(manifest, &table::EVIDENCE_DERIVED)),
            permits: self.permits.take(change(manifest, &table::EVIDENCE_PERMIT)),
        };
        ended(&leaf.kind, &act).or_else(|| self.told(&leaf.kind, &act))
    }

    fn told(&self, kind: &str, act: &Act<'_>) -> Wrong {
        match kind {
            "evidence-store-added" => act.added(),
            "evidence-store-ended" => self.store_ended(act),
            "evidence-expected" => self.listed(act, "expected"),
            "evidence-received" => self.received(act),
            "evidence-balanced" => self.balanced(act),
            "evidence-compacted" => self.compacted(act),
            "evidence-alarm" => self.alarm(act),
            "evidence-found" => Self::found(act),
            "evidence-recovered" => Self::found(act).or_else(|| act.removed()),
            "evidence-settlement-proposed" => self.settlement_proposed(act),
            "evidence-settled" => self.settled(act),
            "evidence-settlement-refused" => act.settlement_refused(),
            "evidence-additions-proposed" => act.rule_proposed(),
            "evidence-additions-allowed" => self.rule_turned(act, &["proposed"], "allowed"),
            "evidence-additions-ended" => self.rule_turned(act, &["proposed", "allowed"], "ended"),
            "evidence-read" => self.listed(act, "read"),
            "evidence-taking-in" => act.taking_in(),
            "evidence-taken-in" => act.taken_in(),
            "evidence-permit-revoked" => act.permit_revoked(),
            // Whatever else writes a list takes something out of what is expected by authority, and adds nothing to it.
            _ => act.removed(),
        }
    }

    /// Whether a store is under watch.
    fn is_watched(&self, store: Option<u64>) -> bool {
        store.is_some() && self.stores.in_force().any(|(_, row)| row.number(0) == store)
    }
}

impl Act<'_> {
    fn permit_revoked(&self) -> Wrong {
        let (permit, store) = (self.said.number("permit"), self.said.number("store"));
        let is_it = self
            .permits
            .only_ended()
            .is_some_and(|(number, row)| Some(number) == permit && row.number(0) == store);
        unless(is_it && self.permits.new.is_empty(), "revoked another permit than it says")
    }

    /// Whether it only takes out of what is expected.
    fn removed(&self) -> Wrong {
        unless(
            self.lists.new.iter().all(|(_, list)| list.text(1) == Some("removed")),
            "wrote a list of what a store has to have that an act of its kind does not write",
        )
    }
}
