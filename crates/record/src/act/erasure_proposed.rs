//! Somebody asks that a person be erased.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// The erasure of a person was proposed; a second actor has to agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ErasureProposed {
    /// Number of the person.
    pub person: u32,
}

impl Act for ErasureProposed {
    const KIND: &'static str = "erasure-proposed";
    const TITLE: &'static str = "Erasure proposed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[];

    fn sentence(&self) -> String {
        format!("It was proposed to erase person {}.", self.person)
    }

    fn example() -> Self {
        Self { person: 77 }
    }
}
