//! A migration has ended, without exceptions.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Everything that had to be copied was read in every store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceMigrationCompleted {
    /// Number of the migration.
    pub migration: u32,
    /// Items that had to be copied.
    pub expected: u64,
    /// Items that were read in every store.
    pub verified: u64,
    /// SHA-256 of the list of exceptions, which is empty, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceMigrationCompleted {
    const KIND: &'static str = "evidence-migration-completed";
    const TITLE: &'static str = "Migration completed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_MIGRATION_STEP];

    fn sentence(&self) -> String {
        format!(
            "Migration {} ended: {} verified, all that there were.",
            self.migration,
            counted(self.verified, "item was", "items were")
        )
    }

    fn example() -> Self {
        Self { migration: 1, expected: 96_174, verified: 96_174, list: "cd".repeat(32) }
    }
}
