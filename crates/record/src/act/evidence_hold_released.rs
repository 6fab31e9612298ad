//! A second actor agrees that a hold ends.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A hold was released by a second actor. What else holds the case holds it still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceHoldReleased {
    /// Number of the hold.
    pub hold: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Number of the case.
    pub case: u32,
}

impl Act for EvidenceHoldReleased {
    const KIND: &'static str = "evidence-hold-released";
    const TITLE: &'static str = "Hold released";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_HOLD_STATE];

    fn sentence(&self) -> String {
        format!("Hold {} on case {} was released, as act {} proposed.", self.hold, self.case, self.proposal)
    }

    fn example() -> Self {
        Self { hold: 1, proposal: 1402, case: 7 }
    }
}
