//! What a store listed on the first day is what is expected of it from then on.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A store was listed, and from then on has to have what it listed. What was missing before nobody knows by this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceBaselined {
    /// Number of the store.
    pub store: u32,
    /// Number of the holding; none: the store was empty.
    pub holding: Option<u32>,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Digest of names and sizes, in hexadecimal digits.
    pub digest: String,
}

impl Act for EvidenceBaselined {
    const KIND: &'static str = "evidence-baselined";
    const TITLE: &'static str = "Evidence baselined";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_INVENTORY, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "Store {} of evidence listed {} ({} bytes), which it has to have from now on.",
            self.store,
            counted(self.items, "item", "items"),
            grouped(self.bytes)
        )
    }

    fn example() -> Self {
        Self { store: 1, holding: Some(9), items: 96_174, bytes: 14_426_100_000_000, digest: "ab".repeat(32) }
    }
}
