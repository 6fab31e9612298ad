//! Faces of cards were drawn for a printer in the force.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Faces were drawn for a printer in the force. Nothing left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardsDrawn {
    /// Number of the order.
    pub order: u32,
    /// How many cards, for the first time.
    pub cards: u64,
    /// How many that had been drawn before.
    pub again: u64,
}

impl Act for CardsDrawn {
    const KIND: &'static str = "cards-drawn";
    const TITLE: &'static str = "Cards drawn";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_STATE];

    fn sentence(&self) -> String {
        let again = match self.again {
            0 => String::new(),
            again => format!(", and {} once more", counted(again, "card", "cards")),
        };
        format!(
            "{} of order {} drawn for a printer in the force{again}.",
            counted(self.cards, "card was", "cards were"),
            self.order
        )
    }

    fn example() -> Self {
        Self { order: 12, cards: 40, again: 0 }
    }
}
