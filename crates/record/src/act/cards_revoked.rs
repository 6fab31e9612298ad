//! Cards are not valid any more.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Cards were revoked, for good. The public sees it with the next published list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardsRevoked {
    /// How many cards.
    pub cards: u64,
    /// Numbers of the jobs all of whose cards were meant; none: cards that were named.
    pub jobs: Vec<u32>,
}

impl Act for CardsRevoked {
    const KIND: &'static str = "cards-revoked";
    const TITLE: &'static str = "Cards revoked";
    const WORD: Word = Word::Alteration;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::CardOffice, Role::InformationSecurity, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_STATE, &table::CARD_LIST];

    fn sentence(&self) -> String {
        format!(
            "{} revoked{}.",
            counted(self.cards, "card was", "cards were"),
            if self.jobs.is_empty() {
                String::new()
            } else {
                format!(
                    ", all of job {}",
                    self.jobs.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
                )
            }
        )
    }

    fn example() -> Self {
        Self { cards: 410, jobs: vec![3, 4] }
    }
}
