//! Somebody was enrolled.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Somebody who acts was enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActorAdded {
    /// Number of the actor.
    pub actor: u32,
    /// Roles, by identifier, with commas.
    pub roles: String,
    /// Ed25519 public key in hexadecimal digits, if there is one already.
    pub public_key: Option<String>,
}

impl Act for ActorAdded {
    const KIND: &'static str = "actor-added";
    const TITLE: &'static str = "Actor enrolled";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::ACTOR];

    fn sentence(&self) -> String {
        format!("Actor {} was enrolled as {}.", self.actor, self.roles)
    }

    fn example() -> Self {
        Self { actor: 2, roles: "foi-officer".into(), public_key: None }
    }
}
