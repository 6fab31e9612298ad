//! New items came into a store, as a rule allows.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items that a store did not list before are expected of it from now on, under a rule that two people signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceReceived {
    /// Number of the store.
    pub store: u32,
    /// Number of the rule.
    pub rule: u32,
    /// Number of the holding.
    pub holding: u32,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Digest of names and sizes, in hexadecimal digits.
    pub digest: String,
}

impl Act for EvidenceReceived {
    const KIND: &'static str = "evidence-received";
    const TITLE: &'static str = "Evidence received";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_INVENTORY, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "{} ({} bytes) came into store {} of evidence, by rule {}.",
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            self.store,
            self.rule
        )
    }

    fn example() -> Self {
        Self { store: 1, rule: 1, holding: 11, items: 37, bytes: 5_550_000_000, digest: "ab".repeat(32) }
    }
}
