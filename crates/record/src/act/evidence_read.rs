//! Items were read from end to end.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items of a store were read from end to end and hashed, and are what they have to be, or are known by their hash from now on.
/// What is not what it has to be is in an alarm of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceRead {
    /// Number of the store.
    pub store: u32,
    /// Items that were read and are right.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Of them, items that nobody had read before.
    pub first: u64,
    /// Digest of their names and sizes, in hexadecimal digits.
    pub digest: String,
}

impl Act for EvidenceRead {
    const KIND: &'static str = "evidence-read";
    const TITLE: &'static str = "Evidence read";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_INVENTORY];

    fn sentence(&self) -> String {
        format!(
            "Of store {} of evidence {} read to the end and right ({} bytes), {} for the first time.",
            self.store,
            counted(self.items, "item was", "items were"),
            grouped(self.bytes),
            grouped(self.first)
        )
    }

    fn example() -> Self {
        Self { store: 2, items: 3_200, bytes: 480_000_000_000, first: 120, digest: "ab".repeat(32) }
    }
}
