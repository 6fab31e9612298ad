//! A file may not leave.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A proposed release was refused. Why is in the act's note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReleaseRefused {
    /// Number of the release.
    pub release: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for ReleaseRefused {
    const KIND: &'static str = "release-refused";
    const TITLE: &'static str = "Release refused";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::RELEASE_STATE];

    fn sentence(&self) -> String {
        format!("Release {}, which act {} proposed, was refused.", self.release, self.proposal)
    }

    fn example() -> Self {
        Self { release: 12, proposal: 1302 }
    }
}
