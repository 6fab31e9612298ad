//! Many lists of what a store has to have become one.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The lists of what a store has to have were put together into one that says the same. What the store has to have is what the
/// last balance said; the lists before stay on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceCompacted {
    /// Number of the store.
    pub store: u32,
    /// How many lists it were.
    pub lists: u64,
    /// Items that the store has to have.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Digest of names and sizes, in hexadecimal digits.
    pub digest: String,
    /// SHA-256 of the list, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceCompacted {
    const KIND: &'static str = "evidence-compacted";
    const TITLE: &'static str = "Lists of evidence put together";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_INVENTORY];

    fn sentence(&self) -> String {
        format!(
            "{} of what store {} of evidence has to have became one: {} ({} bytes).",
            counted(self.lists, "list", "lists"),
            self.store,
            counted(self.items, "item", "items"),
            grouped(self.bytes)
        )
    }

    fn example() -> Self {
        Self {
            store: 1,
            lists: 65,
            items: 96_174,
            bytes: 14_426_100_000_000,
            digest: "ab".repeat(32),
            list: "cd".repeat(32),
        }
    }
}
