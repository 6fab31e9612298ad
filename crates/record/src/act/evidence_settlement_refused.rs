//! What is in suspense stays there.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A settlement was refused or taken back: what it is about stays in suspense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceSettlementRefused {
    /// Number of the settlement.
    pub settlement: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for EvidenceSettlementRefused {
    const KIND: &'static str = "evidence-settlement-refused";
    const TITLE: &'static str = "Settlement refused";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_SETTLEMENT_STATE];

    fn sentence(&self) -> String {
        format!("Settlement {}, which act {} proposed, was refused.", self.settlement, self.proposal)
    }

    fn example() -> Self {
        Self { settlement: 1, proposal: 1310 }
    }
}
