//! A hold is to end.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It is proposed to release a hold. A second actor decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceHoldReleaseProposed {
    /// Number of the hold.
    pub hold: u32,
    /// Number of the case.
    pub case: u32,
}

impl Act for EvidenceHoldReleaseProposed {
    const KIND: &'static str = "evidence-hold-release-proposed";
    const TITLE: &'static str = "Release of a hold proposed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::DataProtection, Role::InformationSecurity, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_HOLD_STATE];

    fn sentence(&self) -> String {
        format!("It is proposed to release hold {} on case {}.", self.hold, self.case)
    }

    fn example() -> Self {
        Self { hold: 1, case: 7 }
    }
}
