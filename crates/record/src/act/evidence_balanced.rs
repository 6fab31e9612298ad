//! What a store has to have was compared with what it lists.

use super::{Act, Effect, Word, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A store was listed and compared with what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceBalanced {
    /// Number of the store.
    pub store: u32,
    /// What came of it: green, red or unknown.
    pub state: String,
    /// Items that it has to have.
    pub expected: u64,
    /// Items that it listed.
    pub observed: u64,
    /// Items of earlier alarms that nobody has explained.
    pub suspense: u64,
    /// Digest of the names and sizes that it listed, in hexadecimal digits.
    pub digest: String,
}

impl Act for EvidenceBalanced {
    const KIND: &'static str = "evidence-balanced";
    const TITLE: &'static str = "Evidence balanced";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_BALANCE];

    fn sentence(&self) -> String {
        format!(
            "Store {} of evidence is {}: {} expected, {} listed, {} in suspense.",
            self.store,
            self.state,
            grouped(self.expected),
            grouped(self.observed),
            grouped(self.suspense)
        )
    }

    fn example() -> Self {
        Self {
            store: 1,
            state: "green".into(),
            expected: 96_174,
            observed: 96_174,
            suspense: 0,
            digest: "ab".repeat(32),
        }
    }
}
