//! A hold stays.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// What was proposed is refused or taken back: the hold stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceHoldReleaseRefused {
    /// Number of the hold.
    pub hold: u32,
    /// Position of the act that proposed to release it.
    pub proposal: u64,
}

impl Act for EvidenceHoldReleaseRefused {
    const KIND: &'static str = "evidence-hold-release-refused";
    const TITLE: &'static str = "Release of a hold refused";
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
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_HOLD_STATE];

    fn sentence(&self) -> String {
        format!("Hold {} stays: act {} was refused or taken back.", self.hold, self.proposal)
    }

    fn example() -> Self {
        Self { hold: 1, proposal: 1402 }
    }
}
