//! What was in suspense is there again.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items of an alarm are in their store again, as they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceFound {
    /// Number of the store.
    pub store: u32,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Numbers of the differences that they were in: each is in suspense no longer; what is left of one has a new number.
    pub differences: Vec<u32>,
}

impl Act for EvidenceFound {
    const KIND: &'static str = "evidence-found";
    const TITLE: &'static str = "Evidence found";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_DIFFERENCE];

    fn sentence(&self) -> String {
        format!(
            "{} found again in store {} of evidence ({} bytes).",
            counted(self.items, "item was", "items were"),
            self.store,
            grouped(self.bytes)
        )
    }

    fn example() -> Self {
        Self { store: 1, items: 95_033, bytes: 14_254_950_000_000, differences: vec![3] }
    }
}
