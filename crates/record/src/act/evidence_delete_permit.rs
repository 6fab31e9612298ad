//! Originals may be deleted, because their copies are verified.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Whoever runs a store may delete the items of a list there, until a day: they were read in the stores that they were copied into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceDeletePermit {
    /// Number of the permit.
    pub permit: u32,
    /// Number of the migration.
    pub migration: u32,
    /// Position of the act that says that the copies were read.
    pub verified: u64,
    /// Number of the store where they may be deleted.
    pub store: u32,
    /// Items.
    pub items: u64,
    /// Copies of each that stay.
    pub survivors: u32,
    /// From here on it allows nothing, RFC 3339.
    pub ends: String,
    /// SHA-256 of the list of them, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceDeletePermit {
    const KIND: &'static str = "evidence-delete-permit";
    const TITLE: &'static str = "Deletion permitted";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_PERMIT];

    fn sentence(&self) -> String {
        format!(
            "Permit {}: {} may be deleted in store {} of evidence until {}, by migration {}; {} of each stay.",
            self.permit,
            counted(self.items, "item", "items"),
            self.store,
            self.ends,
            self.migration,
            counted(u64::from(self.survivors), "copy", "copies")
        )
    }

    fn example() -> Self {
        Self {
            permit: 1,
            migration: 1,
            verified: 61,
            store: 1,
            items: 95_033,
            survivors: 2,
            ends: "2023-08-25T12:00:00Z".into(),
            list: "cd".repeat(32),
        }
    }
}
