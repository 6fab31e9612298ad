//! A disposal does not happen, or goes no further.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A disposal is refused, taken back or stopped. What was destroyed before stays destroyed; nothing more is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceDisposalRefused {
    /// Number of the disposal.
    pub disposal: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for EvidenceDisposalRefused {
    const KIND: &'static str = "evidence-disposal-refused";
    const TITLE: &'static str = "Disposal refused";
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
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_DISPOSAL_STATE];

    fn sentence(&self) -> String {
        format!("Disposal {}, of act {}, was refused, taken back or stopped.", self.disposal, self.proposal)
    }

    fn example() -> Self {
        Self { disposal: 1, proposal: 1410 }
    }
}
