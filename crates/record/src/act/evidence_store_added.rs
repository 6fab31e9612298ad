//! A place of evidence comes under watch: what it lists on the first day is what it has to have from then on.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A store of evidence was listed, and has to have what it listed from then on. What was missing before nobody knows by this.
/// Where it is stands sealed in the record: whoever reads the log need not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceStoreAdded {
    /// Number of the store.
    pub store: u32,
    /// Number of the holder that it is to exposure.
    pub holder: u32,
    /// How: watched or own.
    pub mode: String,
    /// Number of the holding that begins; none: the store was empty.
    pub holding: Option<u32>,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Digest of names and sizes, in hexadecimal digits.
    pub digest: String,
}

impl Act for EvidenceStoreAdded {
    const KIND: &'static str = "evidence-store-added";
    const TITLE: &'static str = "Evidence store added";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[
        &table::EVIDENCE_STORE,
        &table::EVIDENCE_INVENTORY,
        &table::HOLDER,
        &table::HOLDING,
        &table::SUBJECTS,
    ];

    fn sentence(&self) -> String {
        format!(
            "Store {} of evidence, {}, listed {} ({} bytes), which it has to have from now on: holder {}.",
            self.store,
            self.mode,
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            self.holder
        )
    }

    fn example() -> Self {
        Self {
            store: 1,
            holder: 4,
            mode: "watched".into(),
            holding: Some(9),
            items: 96_174,
            bytes: 14_426_100_000_000,
            digest: "ab".repeat(32),
        }
    }
}
