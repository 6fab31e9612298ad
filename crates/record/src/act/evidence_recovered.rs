//! What is missing in a store is there in another one.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items that were missing in a store are in another one, where each was read and is right. They are expected in the first one no
/// longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceRecovered {
    /// Number of the store.
    pub store: u32,
    /// Number of the store that has the copies.
    pub from: u32,
    /// Numbers of the differences that ended; of one of which something is missing still, a new one begins.
    pub differences: Vec<u32>,
    /// Items, each read there.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Digest of their names and sizes, in hexadecimal digits.
    pub digest: String,
}

impl Act for EvidenceRecovered {
    const KIND: &'static str = "evidence-recovered";
    const TITLE: &'static str = "Evidence recovered";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::CorrectsOrOpens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_DIFFERENCE, &table::EVIDENCE_INVENTORY, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "{} ({} bytes) missing in store {} of evidence, and read and right in store {}.",
            counted(self.items, "item is", "items are"),
            grouped(self.bytes),
            self.store,
            self.from
        )
    }

    fn example() -> Self {
        Self {
            store: 1,
            from: 2,
            differences: vec![1],
            items: 95_033,
            bytes: 14_254_950_000_000,
            digest: "ab".repeat(32),
        }
    }
}
