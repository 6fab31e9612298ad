//! Originals may be deleted no longer.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A permit to delete allows nothing from here on, before its day: what is gone after that is an alarm. Whoever runs the store has to
/// be told; the log does not reach there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidencePermitRevoked {
    /// Number of the permit.
    pub permit: u32,
    /// Number of the store where items might have been deleted.
    pub store: u32,
}

impl Act for EvidencePermitRevoked {
    const KIND: &'static str = "evidence-permit-revoked";
    const TITLE: &'static str = "Permit to delete revoked";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_PERMIT];

    fn sentence(&self) -> String {
        format!(
            "Permit {}: nothing may be deleted by it in store {} of evidence any more.",
            self.permit, self.store
        )
    }

    fn example() -> Self {
        Self { permit: 1, store: 1 }
    }
}
