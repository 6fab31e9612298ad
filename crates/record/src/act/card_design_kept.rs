//! The force brought a design for its cards.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A design was taken in, looked through for what a template may not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardDesignKept {
    /// What it is called.
    pub name: String,
}

impl Act for CardDesignKept {
    const KIND: &'static str = "card-design-kept";
    const TITLE: &'static str = "Card design kept";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_DESIGN];

    fn sentence(&self) -> String {
        format!("The design {} was kept for cards.", self.name)
    }

    fn example() -> Self {
        Self { name: "warrant-2027".into() }
    }
}
