//! A place of evidence is under watch no longer.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A store of evidence is watched no longer. What it was known to hold stays on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceStoreEnded {
    /// Number of the store.
    pub store: u32,
}

impl Act for EvidenceStoreEnded {
    const KIND: &'static str = "evidence-store-ended";
    const TITLE: &'static str = "Evidence store ended";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_STORE];

    fn sentence(&self) -> String {
        format!("Store {} of evidence is watched no longer.", self.store)
    }

    fn example() -> Self {
        Self { store: 1 }
    }
}
