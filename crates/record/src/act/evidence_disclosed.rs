//! Copies of evidence are handed over.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Copies of items are handed over to somebody, for whom the record has a holding of them from now on. Its manifest says which
/// bytes each item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceDisclosed {
    /// Number of the disclosure.
    pub disclosure: u32,
    /// Number of the holder who gets them.
    pub holder: u32,
    /// Number of the holding.
    pub holding: u32,
    /// Number of the store that they are read from.
    pub store: u32,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Act for EvidenceDisclosed {
    const KIND: &'static str = "evidence-disclosed";
    const TITLE: &'static str = "Evidence disclosed";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_DISCLOSURE, &table::EVIDENCE_DISCLOSED, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "Disclosure {}: {} ({} bytes) of store {} of evidence handed over to holder {}.",
            self.disclosure,
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            self.store,
            self.holder
        )
    }

    fn example() -> Self {
        Self { disclosure: 1, holder: 6, holding: 14, store: 2, items: 12, bytes: 1_800_000_000 }
    }
}
