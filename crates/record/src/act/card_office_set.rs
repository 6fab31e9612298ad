//! What cards say of where they come from was set.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The short name on cards, the page that checks them and their list were set, with a fresh key or the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardOfficeSet {
    /// Short name of the force.
    pub issuer: String,
    /// Address of the page that checks cards.
    pub page: String,
    /// Address of the status list.
    pub list: String,
    /// Whether a fresh key signs from now on.
    pub new_key: bool,
    /// Whether the list is a new one.
    pub new_list: bool,
}

impl Act for CardOfficeSet {
    const KIND: &'static str = "card-office-set";
    const TITLE: &'static str = "Card office set up";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_ISSUER, &table::CARD_LIST];

    fn sentence(&self) -> String {
        format!(
            "Cards say that they come from {}, are checked at {}, and stand in the list {}.{}",
            self.issuer,
            self.page,
            self.list,
            if self.new_key { " A fresh key signs them." } else { "" }
        )
    }

    fn example() -> Self {
        Self {
            issuer: "example".into(),
            page: "https://cards.example.uk/".into(),
            list: "https://cards.example.uk/1".into(),
            new_key: true,
            new_list: true,
        }
    }
}
