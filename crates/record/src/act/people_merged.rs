//! Two numbers are one person.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Two numbers turned out to be one person, or not to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PeopleMerged {
    /// The number that is the other one too.
    pub person: u32,
    /// The number that stands for both.
    pub same_as: u32,
    /// Whether an earlier merging was undone.
    pub undone: bool,
}

impl Act for PeopleMerged {
    const KIND: &'static str = "people-merged";
    const TITLE: &'static str = "People merged";
    const WORD: Word = Word::Combination;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::PERSON_ALIAS];

    fn sentence(&self) -> String {
        let is = if self.undone { "is not" } else { "is" };
        format!("Person {} {is} the same as person {}.", self.person, self.same_as)
    }

    fn example() -> Self {
        Self { person: 812, same_as: 77, undone: false }
    }
}
