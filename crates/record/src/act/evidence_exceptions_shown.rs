//! Somebody saw what a migration left out, by name.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// Names of items that are not verified were shown to the actor, as those of files can be names of people. Why is in the act's
/// note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceExceptionsShown {
    /// Number of the migration.
    pub migration: u32,
    /// How many items.
    pub items: u64,
}

impl Act for EvidenceExceptionsShown {
    const KIND: &'static str = "evidence-exceptions-shown";
    const TITLE: &'static str = "Exceptions of a migration shown";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles =
        Roles::of(&[Role::EvidenceManager, Role::Approver, Role::DataProtection, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[];

    fn sentence(&self) -> String {
        format!(
            "The names of {} that migration {} has not verified were shown.",
            counted(self.items, "item", "items"),
            self.migration
        )
    }

    fn example() -> Self {
        Self { migration: 1, items: 1_141 }
    }
}
