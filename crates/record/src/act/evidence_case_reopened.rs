//! A case goes on.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A case that was finalised goes on, so whatever belongs to it is held again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceCaseReopened {
    /// Number of the case.
    pub case: u32,
}

impl Act for EvidenceCaseReopened {
    const KIND: &'static str = "evidence-case-reopened";
    const TITLE: &'static str = "Case reopened";
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
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_CASE_END];

    fn sentence(&self) -> String {
        format!("Case {} goes on: whatever belongs to it is held.", self.case)
    }

    fn example() -> Self {
        Self { case: 7 }
    }
}
