//! What has to be copied out of a store is said before anything is copied.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Everything that a store has to have is to be copied into stores of our own. What is on the list and not verified at the end is an
/// exception, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceMigrationPlanned {
    /// Number of the migration.
    pub migration: u32,
    /// Number of the store that is copied from.
    pub source: u32,
    /// Numbers of the stores that are copied into.
    pub stores: Vec<u32>,
    /// Items that have to be copied.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of the list of them, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceMigrationPlanned {
    const KIND: &'static str = "evidence-migration-planned";
    const TITLE: &'static str = "Migration planned";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_MIGRATION];

    fn sentence(&self) -> String {
        format!(
            "Migration {}: {} ({} bytes) of store {} of evidence to be copied into {}.",
            self.migration,
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            self.source,
            super::stores(&self.stores)
        )
    }

    fn example() -> Self {
        Self {
            migration: 1,
            source: 1,
            stores: vec![2, 3],
            items: 96_174,
            bytes: 14_426_100_000_000,
            list: "cd".repeat(32),
        }
    }
}
