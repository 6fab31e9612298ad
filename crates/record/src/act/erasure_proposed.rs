//! Somebody asks that a person be erased.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// The erasure of a person was proposed; a second actor has to agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ErasureProposed {
    /// Number of the person.
    pub person: u32,
    /// Numbers that were merged into it, which are erased with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<u32>,
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
        let also = match self.also.len() as u64 {
            0 => String::new(),
            more => format!(" and {} merged into it", counted(more, "number", "numbers")),
        };
        format!("It was proposed to erase person {}{also}.", self.person)
    }

    fn example() -> Self {
        Self { person: 77, also: vec![812] }
    }
}
