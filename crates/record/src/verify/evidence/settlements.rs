//! Settlements and rules of additions: what two people decide, and what follows from it.

use super::rows::{Columns, Moved};
use super::{Act, Books, Wrong, unless};

/// Whether states turn from one of these to this one, of this settlement or rule.
fn turns(states: &Moved, of: Option<u64>, from: &[&str], to: &str) -> bool {
    let new = states.only_new();
    let is_new = new.is_some_and(|(_, row)| row.number(0) == of && row.text(1) == Some(to));
    let is_old = match states.only_ended() {
        None => from.is_empty() && states.ended.is_empty(),
        Some((_, row)) => row.number(0) == of && row.text(1).is_some_and(|state| from.contains(&state)),
    };
    of.is_some() && is_new && is_old
}

impl Act<'_> {
    /// Whether the row of a settlement is of the difference that it speaks of, and to the same end.
    fn is_of(&self, settlement: &Columns) -> bool {
        settlement.number(1) == self.said.number("difference")
            && settlement.number(2) == self.said.flag("gone").map(u64::from)
    }

    /// Whether a difference is the one that it speaks of.
    fn is_about(&self, number: u64, row: &Columns) -> bool {
        let said = self.said;
        said.number("difference") == Some(number)
            && row.number(0) == said.number("store")
            && row.text(2) == said.text("kind")
            && row.number(5) == said.number("items")
            && row.number(6) == said.number("bytes")
            && row.digest(4).as_deref() == said.text("list")
    }

    pub(super) fn settlement_refused(&self) -> Wrong {
        let is_so = turns(&self.settlement_states, self.said.number("settlement"), &["proposed"], "refused");
        unless(is_so, "refused another settlement than it says")
    }

    pub(super) fn rule_proposed(&self) -> Wrong {
        let rule = self.said.number("rule");
        let is_it = self.rules.only_new().is_some_and(|(number, _)| Some(number) == rule);
        unless(is_it && turns(&self.rule_states, rule, &[], "proposed"), "says another rule than it wrote")
    }
}

impl Books {
    pub(super) fn settlement_proposed(&self, act: &Act<'_>) -> Wrong {
        let settlement = act.said.number("settlement");
        let difference = act.said.number("difference");
        let is_it = act
            .settlements
            .only_new()
            .is_some_and(|(number, row)| Some(number) == settlement && act.is_of(row));
        let is_new = is_it && turns(&act.settlement_states, settlement, &[], "proposed");
        unless(is_new, "says another settlement than it wrote").or_else(|| {
            let row = difference.and_then(|number| Some((number, self.differences.get(number)?)));
            let is_about = row.is_some_and(|(number, row)| act.is_about(number, row));
            unless(is_about, "proposed to settle what was not in suspense, or not so")
        })
    }

    pub(super) fn settled(&self, act: &Act<'_>) -> Wrong {
        let settlement = act.said.number("settlement");
        let row = settlement.and_then(|number| self.settlements.get(number));
        let is_it = row.is_some_and(|row| act.is_of(row))
            && turns(&act.settlement_states, settlement, &["proposed"], "approved");
        unless(is_it, "approved another settlement than it says").or_else(|| {
            let is_about =
                act.differences.only_ended().is_some_and(|(number, row)| act.is_about(number, row))
                    && act.differences.new.is_empty();
            unless(is_about, "ended another difference than it settles").or_else(|| {
                // Of what is gone again nothing is expected; only what nobody expected can be.
                let is_list = match act.lists.only_new() {
                    Some((_, list)) => {
                        act.said.flag("gone") == Some(false) && list.text(1) == Some("settled")
                    }
                    None => act.said.flag("gone") == Some(true) && act.said.text("kind") == Some("surplus"),
                };
                unless(is_list, "wrote another list than that of what it settles")
            })
        })
    }

    pub(super) fn rule_turned(&self, act: &Act<'_>, from: &[&str], to: &str) -> Wrong {
        let rule = act.said.number("rule");
        let row = rule.and_then(|number| self.rules.get(number));
        let is_it = row.is_some_and(|row| row.number(0) == act.said.number("store"));
        unless(is_it && turns(&act.rule_states, rule, from, to), "turned another rule than it says")
    }
}
