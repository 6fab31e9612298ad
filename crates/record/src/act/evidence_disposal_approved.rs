//! Somebody else agrees to a disposal.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// One of the approvals that a disposal takes, each by another person in another role, and none by who proposed it. After the last one it cools off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceDisposalApproved {
    /// Number of the disposal.
    pub disposal: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// SHA-256 of the list that is approved, in hexadecimal digits.
    pub list: String,
    /// The role in which it is approved.
    pub role: String,
    /// Which approval it is, from 1.
    pub approval: u32,
    /// Approvals that it takes.
    pub approvals: u32,
}

impl Act for EvidenceDisposalApproved {
    const KIND: &'static str = "evidence-disposal-approved";
    const TITLE: &'static str = "Disposal approved";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] =
        &[&table::EVIDENCE_DISPOSAL_APPROVAL, &table::EVIDENCE_DISPOSAL_STATE];

    fn sentence(&self) -> String {
        format!(
            "Disposal {}, as act {} proposed: approval {} of {}, as {}.",
            self.disposal, self.proposal, self.approval, self.approvals, self.role
        )
    }

    fn example() -> Self {
        Self {
            disposal: 1,
            proposal: 1410,
            list: "cd".repeat(32),
            role: "approver".into(),
            approval: 1,
            approvals: 2,
        }
    }
}
