//! New items of a store are to be booked without asking.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It is proposed that what comes into a store is booked without an alarm. A second actor decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceAdditionsProposed {
    /// Number of the rule.
    pub rule: u32,
    /// Number of the store.
    pub store: u32,
}

impl Act for EvidenceAdditionsProposed {
    const KIND: &'static str = "evidence-additions-proposed";
    const TITLE: &'static str = "Additions proposed";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_RULE, &table::EVIDENCE_RULE_STATE];

    fn sentence(&self) -> String {
        format!("Rule {} proposes to book what comes into store {} of evidence.", self.rule, self.store)
    }

    fn example() -> Self {
        Self { rule: 1, store: 1 }
    }
}
