//! Many holdings were read from a file.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A file of holdings was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HoldingsImported {
    /// SHA-256 of the file, in hexadecimal digits.
    pub file: String,
    /// Number of the first holding.
    pub first: u32,
    /// Holdings in it.
    pub holdings: u64,
    /// Holders that were not known.
    pub holders_added: u64,
}

impl Act for HoldingsImported {
    const KIND: &'static str = "holdings-imported";
    const TITLE: &'static str = "Holdings imported";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[
        Role::Administrator,
        Role::DataProtection,
        Role::FoiOfficer,
        Role::InformationSecurity,
        Role::CardOffice,
        Role::EvidenceManager,
    ]);
    const WRITES: &'static [&'static Table] = &[&table::HOLDING, &table::SUBJECTS, &table::HOLDER];

    fn sentence(&self) -> String {
        format!(
            "{} read from a file, from number {} on.",
            counted(self.holdings, "holding was", "holdings were"),
            self.first
        )
    }

    fn example() -> Self {
        Self { file: "ab".repeat(32), first: 6, holdings: 40, holders_added: 2 }
    }
}
