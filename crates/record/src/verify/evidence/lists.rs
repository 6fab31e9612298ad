//! Stores, the lists of what they have to have, and balances.

use super::rows::Columns;
use super::{Act, Books, Wrong, unless};

impl Act<'_> {
    pub(super) fn added(&self) -> Wrong {
        let is_so = self.stores.new.len() == 1 && self.is_list("baseline");
        unless(is_so, "says another first list of a store than it wrote")
    }

    /// Whether the one list that it wrote is what it says.
    pub(super) fn is_list(&self, kind: &str) -> bool {
        let list = self.lists.only_new();
        list.is_some_and(|(_, list)| {
            list.text(1) == Some(kind)
                && list.number(0) == self.said.number("store")
                && list.text(7) == self.said.text("digest")
        })
    }
}

impl Books {
    pub(super) fn store_ended(&self, act: &Act<'_>) -> Wrong {
        let store = act.said.number("store");
        let is_it = act.stores.only_ended().is_some_and(|(_, row)| row.number(0) == store);
        unless(is_it, "ended the watch over another store than it says").or_else(|| {
            let left = self.in_suspense(store).next().is_none();
            unless(left, "ended the watch over a store that had something in suspense")
        })
    }

    /// A list of what a store has to have was taken in.
    pub(super) fn listed(&self, act: &Act<'_>, kind: &str) -> Wrong {
        let is_so = act.is_list(kind) && self.is_watched(act.said.number("store"));
        unless(is_so, "says another list of what a store has to have than it wrote")
    }

    pub(super) fn received(&self, act: &Act<'_>) -> Wrong {
        self.listed(act, "received").or_else(|| {
            let rule = act.said.number("rule");
            let is_rule = rule
                .and_then(|rule| self.rules.get(rule))
                .is_some_and(|rule| rule.number(0) == act.said.number("store"));
            let is_allowed = self
                .rule_states
                .in_force()
                .any(|(_, state)| state.number(0) == rule && state.text(1) == Some("allowed"));
            unless(is_rule && is_allowed, "booked additions by a rule that was not in force for that store")
        })
    }

    /// All lists of a store became one that comes to what the last balance said; of a green store that is what it listed.
    pub(super) fn compacted(&self, act: &Act<'_>) -> Wrong {
        let store = act.said.number("store");
        let is_list = act.is_list("compacted") && self.is_watched(store);
        let digest = act.lists.only_new().and_then(|(_, list)| list.digest(3));
        let is_all = self.lists.in_force().filter(|(_, list)| list.number(0) == store).count() == 1
            && act.lists.ended.iter().all(|(_, list)| list.number(0) == store)
            && act.said.number("lists") == Some(act.lists.ended.len() as u64);
        if !is_list || !is_all || digest.as_deref() != act.said.text("list") {
            return Some("put other lists together than it says");
        }
        let balance = self.balances.in_force().map(|(_, row)| row).find(|row| row.number(0) == store);
        let is_same = balance.is_some_and(|row| {
            let is_digest = row.text(1) != Some("green") || row.text(8) == act.said.text("digest");
            is_digest
                && (row.number(2), row.number(3)) == (act.said.number("items"), act.said.number("bytes"))
        });
        unless(is_same, "put lists together into one that comes to something else than the last balance")
    }

    pub(super) fn balanced(&self, act: &Act<'_>) -> Wrong {
        let store = act.said.number("store");
        let Some((_, row)) = act.balances.only_new() else { return Some("wrote no balance, or several") };
        // One balance is in force for a store: the one before it has ended.
        let in_force = self.balances.in_force().filter(|(_, row)| row.number(0) == store).count();
        let is_next = in_force == 1 && act.balances.ended.iter().all(|(_, row)| row.number(0) == store);
        if !is_next || !self.is_watched(store) || row.text(8) != act.said.text("digest") {
            return Some("says another balance than it wrote");
        }
        let (mut items, mut bytes) = (0_u64, 0_u64);
        for one in self.in_suspense(store) {
            items = items.saturating_add(one.number(5).unwrap_or(0));
            bytes = bytes.saturating_add(one.number(6).unwrap_or(0));
        }
        unless(
            (row.number(6), row.number(7)) == (Some(items), Some(bytes)),
            "says that other items are in suspense than there were by the acts before it",
        )
        .or_else(|| unless(stands(row, items), "says that a store stands otherwise than its own figures do"))
    }
}

/// Whether a state goes with its figures.
fn stands(row: &Columns, in_suspense: u64) -> bool {
    let is_same = row.number(2) == row.number(4) && row.number(3) == row.number(5);
    match row.text(1) {
        Some("green") => in_suspense == 0 && is_same,
        Some("red") => in_suspense > 0,
        Some("unknown") => true,
        _ => false,
    }
}
