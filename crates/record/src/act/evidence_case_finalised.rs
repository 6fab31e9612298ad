//! A case has come to its end.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Somebody says that a case is finalised. Until then whatever belongs to it is held, without anybody having to ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceCaseFinalised {
    /// Number of the case.
    pub case: u32,
}

impl Act for EvidenceCaseFinalised {
    const KIND: &'static str = "evidence-case-finalised";
    const TITLE: &'static str = "Case finalised";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::DataProtection, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_CASE_END];

    fn sentence(&self) -> String {
        format!("Case {} is finalised: it no longer holds by itself what belongs to it.", self.case)
    }

    fn example() -> Self {
        Self { case: 7 }
    }
}
