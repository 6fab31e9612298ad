//! Items are on their way into our own copies.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items are being taken into stores of our own, and are in transit until they are there or the time for it is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceTakingIn {
    /// Number of the batch.
    pub batch: u32,
    /// Numbers of the stores.
    pub stores: Vec<u32>,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of their list, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceTakingIn {
    const KIND: &'static str = "evidence-taking-in";
    const TITLE: &'static str = "Evidence being taken in";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_BATCH];

    fn sentence(&self) -> String {
        format!(
            "Batch {}: {} ({} bytes) on the way into {} of evidence.",
            self.batch,
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            super::stores(&self.stores)
        )
    }

    fn example() -> Self {
        Self { batch: 1, stores: vec![2, 3], items: 37, bytes: 5_550_000_000, list: "cd".repeat(32) }
    }
}
