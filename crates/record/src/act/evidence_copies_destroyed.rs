//! Copies of ours were destroyed.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A run of a disposal: copies were destroyed one by one, each with a receipt. The list of receipts is kept sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceCopiesDestroyed {
    /// Number of the disposal.
    pub disposal: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Number of the run.
    pub run: u32,
    /// Copies that were destroyed.
    pub copies: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of the list of receipts, in hexadecimal digits.
    pub receipts: String,
    /// Whether nothing of the disposal is left to do.
    pub done: bool,
}

impl Act for EvidenceCopiesDestroyed {
    const KIND: &'static str = "evidence-copies-destroyed";
    const TITLE: &'static str = "Copies destroyed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::CorrectsOrOpens;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[
        &table::EVIDENCE_DISPOSAL_RUN,
        &table::EVIDENCE_DISPOSAL_STATE,
        &table::EVIDENCE_INVENTORY,
        &table::HOLDING,
        &table::SUBJECTS,
    ];

    fn sentence(&self) -> String {
        format!(
            "Disposal {}, as act {} proposed: {} destroyed ({} bytes), {}.",
            self.disposal,
            self.proposal,
            counted(self.copies, "copy was", "copies were"),
            grouped(self.bytes),
            if self.done { "and nothing is left to do" } else { "and not all is done" }
        )
    }

    fn example() -> Self {
        Self {
            disposal: 1,
            proposal: 1410,
            run: 1,
            copies: 412,
            bytes: 61_800_000_000,
            receipts: "ef".repeat(32),
            done: false,
        }
    }
}
