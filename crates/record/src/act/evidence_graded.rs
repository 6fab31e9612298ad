//! A place of copies was tried.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// What a store of our own was seen to do, and never what it claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceGraded {
    /// Number of the store.
    pub store: u32,
    /// A, B, C or W.
    pub grade: String,
    /// How many promises that it kept before it was seen to break now.
    pub worse: u64,
}

impl Act for EvidenceGraded {
    const KIND: &'static str = "evidence-graded";
    const TITLE: &'static str = "Evidence store graded";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_GRADE];

    fn sentence(&self) -> String {
        let worse = match self.worse {
            0 => String::new(),
            1 => ", and breaks a promise that it kept before".to_owned(),
            more => format!(", and breaks {more} promises that it kept before"),
        };
        format!("Store {} of evidence was tried and is of grade {}{worse}.", self.store, self.grade)
    }

    fn example() -> Self {
        Self { store: 2, grade: "B".into(), worse: 0 }
    }
}
