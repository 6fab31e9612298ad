//! A migration has ended, with exceptions.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// What had to be copied is verified, or is an exception that one named and another one accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceMigrationCertified {
    /// Number of the migration.
    pub migration: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Items that had to be copied.
    pub expected: u64,
    /// Items that were read in every store.
    pub verified: u64,
    /// Items that were not, each named.
    pub exceptions: u64,
    /// SHA-256 of the list of exceptions, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceMigrationCertified {
    const KIND: &'static str = "evidence-migration-certified";
    const TITLE: &'static str = "Migration certified";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_MIGRATION_STEP];

    fn sentence(&self) -> String {
        format!(
            "Migration {} ended: of {} {} were verified, {} by name.",
            self.migration,
            counted(self.expected, "item", "items"),
            grouped(self.verified),
            counted(self.exceptions, "exception", "exceptions")
        )
    }

    fn example() -> Self {
        Self {
            migration: 1,
            proposal: 70,
            expected: 96_174,
            verified: 95_033,
            exceptions: 1_141,
            list: "cd".repeat(32),
        }
    }
}
