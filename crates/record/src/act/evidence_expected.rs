//! Another system says what a store has to have.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A list was taken in of what a store has to have, such as the extract of an evidence system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceExpected {
    /// Number of the store.
    pub store: u32,
    /// Number of the holding that begins; none: nothing was expected that was not before.
    pub holding: Option<u32>,
    /// Items that were not expected before, or not as the list says.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Digest of names and sizes, in hexadecimal digits.
    pub digest: String,
    /// SHA-256 of the list, in hexadecimal digits.
    pub source: String,
}

impl Act for EvidenceExpected {
    const KIND: &'static str = "evidence-expected";
    const TITLE: &'static str = "Evidence expected";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_INVENTORY, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "Store {} of evidence has to have {} ({} bytes) that it did not, or not so, says a list.",
            self.store,
            counted(self.items, "item", "items"),
            grouped(self.bytes)
        )
    }

    fn example() -> Self {
        Self {
            store: 1,
            holding: Some(10),
            items: 1_200,
            bytes: 180_000_000_000,
            digest: "ab".repeat(32),
            source: "cd".repeat(32),
        }
    }
}
