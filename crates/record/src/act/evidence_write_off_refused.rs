//! What is in suspense stays there.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A write-off was refused or taken back: what it is about stays in suspense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceWriteOffRefused {
    /// Number of the write-off.
    pub write_off: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for EvidenceWriteOffRefused {
    const KIND: &'static str = "evidence-write-off-refused";
    const TITLE: &'static str = "Write-off refused";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_WRITE_OFF_STATE];

    fn sentence(&self) -> String {
        format!("Write-off {}, which act {} proposed, was refused.", self.write_off, self.proposal)
    }

    fn example() -> Self {
        Self { write_off: 1, proposal: 1310 }
    }
}
