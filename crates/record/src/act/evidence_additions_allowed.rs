//! A second actor agrees that new items are booked without asking.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// What comes into a store is booked without an alarm from now on; what leaves it is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceAdditionsAllowed {
    /// Number of the rule.
    pub rule: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Number of the store.
    pub store: u32,
}

impl Act for EvidenceAdditionsAllowed {
    const KIND: &'static str = "evidence-additions-allowed";
    const TITLE: &'static str = "Additions allowed";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_RULE_STATE];

    fn sentence(&self) -> String {
        format!(
            "What comes into store {} of evidence is booked by rule {}, which act {} proposed.",
            self.store, self.rule, self.proposal
        )
    }

    fn example() -> Self {
        Self { rule: 1, proposal: 1310, store: 1 }
    }
}
