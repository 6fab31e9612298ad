//! Items are in our own copies, read back from each.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items of a batch were written to stores of our own and read back from each, and are expected there from now on. What of the
/// batch is not in every store is in none of their lists here: the row of the batch says what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceTakenIn {
    /// Number of the batch.
    pub batch: u32,
    /// Numbers of the stores that have any of it.
    pub stores: Vec<u32>,
    /// Items that at least one of the stores has.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Copies of them, in all stores together.
    pub copies: u64,
    /// Items that no store took.
    pub failed: u64,
    /// SHA-256 of their list, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceTakenIn {
    const KIND: &'static str = "evidence-taken-in";
    const TITLE: &'static str = "Evidence taken in";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_BATCH, &table::EVIDENCE_INVENTORY, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        let failed = if self.failed > 0 {
            format!("; {} not taken in", counted(self.failed, "item was", "items were"))
        } else {
            String::new()
        };
        format!(
            "Batch {}: {} ({} bytes) came into {} of evidence, {}{failed}.",
            self.batch,
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            super::stores(&self.stores),
            counted(self.copies, "copy was read back", "copies were read back"),
        )
    }

    fn example() -> Self {
        Self {
            batch: 1,
            stores: vec![2, 3],
            items: 37,
            bytes: 5_550_000_000,
            copies: 74,
            failed: 0,
            list: "cd".repeat(32),
        }
    }
}
