//! Somebody came in through an organisation's own sign-in for the first time.

use super::{Act, ActorKeySet, Effect, Word};
use crate::role::Roles;
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Somebody was enrolled because an allowed provider said who they are and gave them a role. It is the new actor's own act,
/// signed with the key that it brings; the administrator's act that allowed the provider is what it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActorAdmitted {
    /// Number of the actor.
    pub actor: u32,
    /// Number of the provider. Under which subject it knows the actor is sealed in the row that this act writes.
    pub provider: u32,
    /// Roles, by identifier, with commas.
    pub roles: String,
    /// Ed25519 public key in hexadecimal digits.
    pub public_key: String,
}

impl Act for ActorAdmitted {
    const KIND: &'static str = "actor-admitted";
    const TITLE: &'static str = "Actor admitted by single sign-on";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = ActorKeySet::MAY;
    const WRITES: &'static [&'static Table] = &[&table::ACTOR, &table::ACTOR_SUBJECT];

    fn sentence(&self) -> String {
        format!("Actor {} was enrolled as {}, as provider {} said.", self.actor, self.roles, self.provider)
    }

    fn example() -> Self {
        Self { actor: 3, provider: 1, roles: "approver".into(), public_key: "ab".repeat(32) }
    }
}
