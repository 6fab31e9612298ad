//! A migration is to end with exceptions.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It is proposed to end a migration though not all of it is verified: each exception was named. A second actor decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceCertificateProposed {
    /// Number of the migration.
    pub migration: u32,
    /// Items that had to be copied.
    pub expected: u64,
    /// Items that were read in every store.
    pub verified: u64,
    /// Items that were not, each named.
    pub exceptions: u64,
    /// SHA-256 of the list of exceptions, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceCertificateProposed {
    const KIND: &'static str = "evidence-certificate-proposed";
    const TITLE: &'static str = "Certificate proposed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_MIGRATION_STEP];

    fn sentence(&self) -> String {
        format!(
            "Migration {} is to end with {} of {} verified and {} by name.",
            self.migration,
            grouped(self.verified),
            counted(self.expected, "item", "items"),
            counted(self.exceptions, "exception", "exceptions")
        )
    }

    fn example() -> Self {
        Self { migration: 1, expected: 96_174, verified: 95_033, exceptions: 1_141, list: "cd".repeat(32) }
    }
}
