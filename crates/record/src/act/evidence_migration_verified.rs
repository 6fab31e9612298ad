//! What was copied was read at its destinations.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items of a migration were read from end to end in every store that they were copied into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceMigrationVerified {
    /// Number of the migration.
    pub migration: u32,
    /// Items that were read in every store and are right.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of the list of them, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceMigrationVerified {
    const KIND: &'static str = "evidence-migration-verified";
    const TITLE: &'static str = "Migration verified";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_MIGRATION_STEP];

    fn sentence(&self) -> String {
        format!(
            "Migration {}: {} ({} bytes) read and right in every store that they were copied into.",
            self.migration,
            counted(self.items, "item was", "items were"),
            grouped(self.bytes)
        )
    }

    fn example() -> Self {
        Self { migration: 1, items: 95_033, bytes: 14_254_950_000_000, list: "cd".repeat(32) }
    }
}
