//! Roles of an actor changed at the organisation.

use super::{Act, ActorKeySet, Effect, Word};
use crate::role::Roles;
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The provider that admitted an actor gives other roles than before: seen when the actor signed in, or confirmed an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActorRolesTold {
    /// Number of the actor.
    pub actor: u32,
    /// Number of the provider.
    pub provider: u32,
    /// Roles from now on, by identifier, with commas.
    pub roles: String,
}

impl Act for ActorRolesTold {
    const KIND: &'static str = "actor-roles-told";
    const TITLE: &'static str = "Actor's roles told by single sign-on";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = ActorKeySet::MAY;
    const WRITES: &'static [&'static Table] = &[&table::ACTOR];

    fn sentence(&self) -> String {
        let roles = if self.roles.is_empty() { "no role" } else { &self.roles };
        format!("Actor {} has {roles} from now on, as provider {} said.", self.actor, self.provider)
    }

    fn example() -> Self {
        Self { actor: 3, provider: 1, roles: "approver".into() }
    }
}
