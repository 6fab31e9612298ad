//! A second actor agrees that items are lost.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items were written off: they are lost, and no longer expected. Which they were stays on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceWrittenOff {
    /// Number of the write-off.
    pub write_off: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Number of the store.
    pub store: u32,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Act for EvidenceWrittenOff {
    const KIND: &'static str = "evidence-written-off";
    const TITLE: &'static str = "Evidence written off";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::CorrectsOrOpens;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[
        &table::EVIDENCE_WRITE_OFF_STATE,
        &table::EVIDENCE_INVENTORY,
        &table::EVIDENCE_DIFFERENCE,
        &table::HOLDING,
        &table::SUBJECTS,
    ];

    fn sentence(&self) -> String {
        format!(
            "{} written off ({} bytes), of store {} of evidence, as act {} proposed.",
            counted(self.items, "item was", "items were"),
            grouped(self.bytes),
            self.store,
            self.proposal
        )
    }

    fn example() -> Self {
        Self { write_off: 1, proposal: 1310, store: 1, items: 1_141, bytes: 171_150_000_000 }
    }
}
