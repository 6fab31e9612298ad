//! Cards were ordered.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Cards were ordered. Who is set apart stands sealed in the record, and in no act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardsOrdered {
    /// Number of the order.
    pub order: u32,
    /// Where faces are printed: `in-force` or `sealed-job`.
    pub mode: String,
    /// Number of the share of the print service, if it gets any.
    pub share: Option<u32>,
    /// How many cards.
    pub cards: u64,
    /// How many of them are printed in the force.
    pub in_force: u64,
    /// Name of the design.
    pub design: String,
    /// Last day of the cards.
    pub last_day: String,
    /// Whether they take the place of revoked ones.
    pub reissue: bool,
}

impl Act for CardsOrdered {
    const KIND: &'static str = "cards-ordered";
    const TITLE: &'static str = "Cards ordered";
    const WORD: Word = Word::Alteration;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] =
        &[&table::CARD_ORDER, &table::CARD, &table::CARD_STATE, &table::CARD_LIST, &table::CARD_APART];

    fn sentence(&self) -> String {
        format!(
            "{}{} ordered, {} of them to be printed in the force: order {}, {}, valid until {}.",
            counted(self.cards, "card was", "cards were"),
            if self.reissue { " in place of revoked ones" } else { "" },
            self.in_force,
            self.order,
            self.design,
            self.last_day
        )
    }

    fn example() -> Self {
        Self {
            order: 12,
            mode: "sealed-job".into(),
            share: Some(4),
            cards: 250,
            in_force: 40,
            design: "warrant-card".into(),
            last_day: "2029-12-31".into(),
            reissue: false,
        }
    }
}
