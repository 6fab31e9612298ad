//! Somebody looked at the names of items, and at the cases that they are in.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// Names of items were shown to the actor, as those of files can be names of people. Why is in the act's note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceNamesShown {
    /// Number of the store.
    pub store: u32,
    /// Number of the difference that they are in.
    pub difference: u32,
    /// How many items.
    pub items: u64,
    /// How many references of cases.
    pub cases: u64,
}

impl Act for EvidenceNamesShown {
    const KIND: &'static str = "evidence-names-shown";
    const TITLE: &'static str = "Names of evidence shown";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager, Role::DataProtection, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[];

    fn sentence(&self) -> String {
        format!(
            "The names of {} of difference {} of store {} of evidence were shown, with {}.",
            counted(self.items, "item", "items"),
            self.difference,
            self.store,
            counted(self.cases, "reference of a case", "references of cases")
        )
    }

    fn example() -> Self {
        Self { store: 1, difference: 3, items: 1_141, cases: 69 }
    }
}
