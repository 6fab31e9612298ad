//! A hold: nothing of a case is destroyed.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Nothing that belongs to a case, now or later, may be destroyed until the hold is released. Why stands sealed beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceHoldPlaced {
    /// Number of the hold.
    pub hold: u32,
    /// Number of the case.
    pub case: u32,
}

impl Act for EvidenceHoldPlaced {
    const KIND: &'static str = "evidence-hold-placed";
    const TITLE: &'static str = "Hold placed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[
        Role::Administrator,
        Role::DataProtection,
        Role::FoiOfficer,
        Role::Approver,
        Role::InformationSecurity,
        Role::EvidenceManager,
    ]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_HOLD, &table::EVIDENCE_HOLD_STATE];

    fn sentence(&self) -> String {
        format!("Hold {} on everything that belongs to case {}.", self.hold, self.case)
    }

    fn example() -> Self {
        Self { hold: 1, case: 7 }
    }
}
