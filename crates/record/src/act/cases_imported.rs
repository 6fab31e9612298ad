//! Criminal cases were read from an extract.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// An extract of cases was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CasesImported {
    /// SHA-256 of the file, in hexadecimal digits.
    pub file: String,
    /// Rows of the file.
    pub rows: u64,
    /// Cases that were not known.
    pub added: u64,
    /// Cases of which something changed.
    pub changed: u64,
    /// People and items tied to cases.
    pub ties: u64,
}

impl Act for CasesImported {
    const KIND: &'static str = "cases-imported";
    const TITLE: &'static str = "Cases imported";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[
        Role::Administrator,
        Role::DataProtection,
        Role::FoiOfficer,
        Role::InformationSecurity,
        Role::CardOffice,
        Role::EvidenceManager,
    ]);
    const WRITES: &'static [&'static Table] = &[&table::CASE, &table::CASE_TIE];

    fn sentence(&self) -> String {
        format!(
            "{} read: {} new, {} changed.",
            counted(self.rows, "row of cases was", "rows of cases were"),
            self.added,
            self.changed
        )
    }

    fn example() -> Self {
        Self { file: "ab".repeat(32), rows: 126, added: 3, changed: 12, ties: 69 }
    }
}
