//! Items were made from another one.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Items that were taken in are no originals: they were made from another item, by repair, cutting or redaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceDerived {
    /// The item that they were made from, by its name in copies, 32 hexadecimal digits, which tells nothing to whoever does not have
    /// the keys.
    pub original: String,
    /// How many were made.
    pub items: u64,
}

impl Act for EvidenceDerived {
    const KIND: &'static str = "evidence-derived";
    const TITLE: &'static str = "Evidence derived";
    const WORD: Word = Word::Alteration;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_DERIVED];

    fn sentence(&self) -> String {
        let (made, original) = (counted(self.items, "item", "items"), &self.original);
        format!("{made} made from item {original}: no originals.")
    }

    fn example() -> Self {
        Self { original: "ab".repeat(16), items: 1 }
    }
}
