//! A person's key was erased, and with it the person.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A person was erased for good: key, values and keyed hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PersonErased {
    /// Number of the person, which is never used again.
    pub person: u32,
    /// Numbers that were the same person, erased with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<u32>,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for PersonErased {
    const KIND: &'static str = "person-erased";
    const TITLE: &'static str = "Person erased";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::DataProtection, Role::Approver]);
    const WRITES: &'static [&'static Table] = &[
        &table::PERSON,
        &table::PERSON_VALUE,
        &table::PERSON_TAG,
        &table::PERSON_SOURCE,
        &table::PERSON_PHOTO,
    ];

    fn sentence(&self) -> String {
        let also: Vec<String> = self.also.iter().map(ToString::to_string).collect();
        let also =
            if also.is_empty() { String::new() } else { format!(" (also number {})", also.join(", ")) };
        format!("Person {}{also} was erased, as act {} proposed.", self.person, self.proposal)
    }

    fn example() -> Self {
        Self { person: 77, also: vec![812], proposal: 1302 }
    }
}
