//! A place of evidence is kept under watch.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A store of evidence was added. Where it is stands sealed in the record: whoever reads the log need not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceStoreAdded {
    /// Number of the store.
    pub store: u32,
    /// Number of the holder that it is to exposure.
    pub holder: u32,
    /// How: watched or own.
    pub mode: String,
}

impl Act for EvidenceStoreAdded {
    const KIND: &'static str = "evidence-store-added";
    const TITLE: &'static str = "Evidence store added";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_STORE];

    fn sentence(&self) -> String {
        format!("Store {} of evidence was added, {}: holder {}.", self.store, self.mode, self.holder)
    }

    fn example() -> Self {
        Self { store: 1, holder: 4, mode: "watched".into() }
    }
}
