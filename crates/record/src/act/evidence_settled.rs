//! A second actor agrees to what becomes of a difference.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// What was in suspense is settled: what is missing is lost and expected no longer, what nobody expected is expected from now
/// on, or is gone again, what changed is expected as it is. Which items they were stays on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceSettled {
    /// Number of the settlement.
    pub settlement: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Number of the store.
    pub store: u32,
    /// Number of the difference.
    pub difference: u32,
    /// What was in suspense: missing, surplus or changed.
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

impl Act for EvidenceSettled {
    const KIND: &'static str = "evidence-settled";
    const TITLE: &'static str = "Difference settled";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::CorrectsOrOpens;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[
        &table::EVIDENCE_SETTLEMENT_STATE,
        &table::EVIDENCE_INVENTORY,
        &table::EVIDENCE_DIFFERENCE,
        &table::HOLDING,
        &table::SUBJECTS,
    ];

    fn sentence(&self) -> String {
        format!(
            "Settlement {}, as act {} proposed: {} {} ({} bytes) of store {} of evidence.",
            self.settlement,
            self.proposal,
            settled(&self.kind, self.gone),
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            self.store
        )
    }

    fn example() -> Self {
        Self {
            settlement: 1,
            proposal: 1310,
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

/// What settling does to a kind of difference, for a person.
pub(super) fn settled(kind: &str, gone: bool) -> &'static str {
    match kind {
        "missing" => "write off as lost",
        "surplus" if gone => "put down as gone again",
        "surplus" => "take in",
        _ => "accept as they are now",
    }
}
