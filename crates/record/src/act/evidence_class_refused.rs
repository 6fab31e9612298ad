//! How long a class of evidence is kept does not change.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// What was proposed is refused or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceClassRefused {
    /// Number of the row of the class.
    pub class: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for EvidenceClassRefused {
    const KIND: &'static str = "evidence-class-refused";
    const TITLE: &'static str = "Retention class refused";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_CLASS_STATE];

    fn sentence(&self) -> String {
        format!(
            "Row {} of the retention classes, of act {}, was refused or taken back.",
            self.class, self.proposal
        )
    }

    fn example() -> Self {
        Self { class: 1, proposal: 1405 }
    }
}
