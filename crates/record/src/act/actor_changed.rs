//! An actor's roles changed.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Roles of an actor changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActorChanged {
    /// Number of the actor.
    pub actor: u32,
    /// Roles from now on, by identifier, with commas.
    pub roles: String,
}

impl Act for ActorChanged {
    const KIND: &'static str = "actor-changed";
    const TITLE: &'static str = "Actor changed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::ACTOR];

    fn sentence(&self) -> String {
        let roles = if self.roles.is_empty() { "no role" } else { &self.roles };
        format!("Actor {} has {roles} from now on.", self.actor)
    }

    fn example() -> Self {
        Self { actor: 2, roles: "foi-officer,approver".into() }
    }
}
