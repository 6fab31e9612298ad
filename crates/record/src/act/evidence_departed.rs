//! Items are gone from a store as a permit allows.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items that a permit in force names are not in their store any more, and are expected there no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceDeparted {
    /// Number of the store.
    pub store: u32,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Digest of their names and sizes, in hexadecimal digits.
    pub digest: String,
}

impl Act for EvidenceDeparted {
    const KIND: &'static str = "evidence-departed";
    const TITLE: &'static str = "Evidence departed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::CorrectsOrOpens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_INVENTORY, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "{} ({} bytes) gone from store {} of evidence, as permitted.",
            counted(self.items, "item is", "items are"),
            grouped(self.bytes),
            self.store
        )
    }

    fn example() -> Self {
        Self { store: 1, items: 95_033, bytes: 14_254_950_000_000, digest: "ab".repeat(32) }
    }
}
