//! What is lost is to be written off.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It is proposed to write off what is in suspense. A second actor decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceWriteOffProposed {
    /// Number of the write-off.
    pub write_off: u32,
    /// Number of the store.
    pub store: u32,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of the list of them, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceWriteOffProposed {
    const KIND: &'static str = "evidence-write-off-proposed";
    const TITLE: &'static str = "Write-off proposed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_WRITE_OFF, &table::EVIDENCE_WRITE_OFF_STATE];

    fn sentence(&self) -> String {
        format!(
            "Write-off {} proposes to write off {} ({} bytes) of store {} of evidence.",
            self.write_off,
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            self.store
        )
    }

    fn example() -> Self {
        Self { write_off: 1, store: 1, items: 1_141, bytes: 171_150_000_000, list: "cd".repeat(32) }
    }
}
