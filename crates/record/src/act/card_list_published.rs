//! The status list was made anew for the public.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A status list was signed for the public. Decoys in it hide how many cards were revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardListPublished {
    /// Address of the list.
    pub list: String,
    /// Cards that were revoked since the list before.
    pub cards: u64,
    /// Decoys that were revoked with them.
    pub decoys: u64,
    /// Until when it holds, RFC 3339 in UTC.
    pub expires: String,
}

impl Act for CardListPublished {
    const KIND: &'static str = "card-list-published";
    const TITLE: &'static str = "Card list published";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::CardOffice, Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_LIST];

    fn sentence(&self) -> String {
        format!(
            "The list {} was made for the public: {} revoked since the one before, among {}.",
            self.list,
            counted(self.cards, "card", "cards"),
            counted(self.decoys, "decoy", "decoys")
        )
    }

    fn example() -> Self {
        Self {
            list: "https://cards.example.uk/1".into(),
            cards: 3,
            decoys: 13,
            expires: "2026-12-04T00:00:00Z".into(),
        }
    }
}
