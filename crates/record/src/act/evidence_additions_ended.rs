//! New items of a store are asked about again.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A rule ended, or was refused: what comes into the store and is not expected is an alarm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceAdditionsEnded {
    /// Number of the rule.
    pub rule: u32,
    /// Number of the store.
    pub store: u32,
}

impl Act for EvidenceAdditionsEnded {
    const KIND: &'static str = "evidence-additions-ended";
    const TITLE: &'static str = "Additions no longer booked";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_RULE_STATE];

    fn sentence(&self) -> String {
        format!(
            "Rule {} of store {} of evidence has ended: what comes into it is asked about.",
            self.rule, self.store
        )
    }

    fn example() -> Self {
        Self { rule: 1, store: 1 }
    }
}
