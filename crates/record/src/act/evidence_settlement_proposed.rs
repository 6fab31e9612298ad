//! What differs is to be settled: written off, or taken in as it is.

use super::evidence_settled::settled;
use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It is proposed to settle what is in suspense: what is missing is lost, what nobody expected is expected, what changed is
/// expected as it is. A second actor decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceSettlementProposed {
    /// Number of the settlement.
    pub settlement: u32,
    /// Number of the store.
    pub store: u32,
    /// Number of the difference.
    pub difference: u32,
    /// What is in suspense: missing, surplus or changed.
    pub kind: String,
    /// Whether what nobody expected is there no longer, so that nothing is expected of it.
    pub gone: bool,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of the list of them, in hexadecimal digits.
    pub list: String,
}

impl Act for EvidenceSettlementProposed {
    const KIND: &'static str = "evidence-settlement-proposed";
    const TITLE: &'static str = "Settlement proposed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_SETTLEMENT, &table::EVIDENCE_SETTLEMENT_STATE];

    fn sentence(&self) -> String {
        format!(
            "Settlement {} proposes to {} {} ({} bytes) of store {} of evidence.",
            self.settlement,
            settled(&self.kind, self.gone),
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            self.store
        )
    }

    fn example() -> Self {
        Self {
            settlement: 1,
            store: 1,
            difference: 3,
            kind: "missing".into(),
            gone: false,
            items: 1_141,
            bytes: 171_150_000_000,
            list: "cd".repeat(32),
        }
    }
}
