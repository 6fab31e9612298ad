//! An actor got a key to sign with.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// An actor got a key, the first or another one: made by the actor, or by an administrator for somebody who forgot the
/// passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActorKeySet {
    /// Number of the actor.
    pub actor: u32,
    /// Ed25519 public key from now on, in hexadecimal digits.
    pub public_key: String,
}

impl Act for ActorKeySet {
    const KIND: &'static str = "actor-key-set";
    const TITLE: &'static str = "Actor's key set";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[
        Role::Administrator,
        Role::DataProtection,
        Role::FoiOfficer,
        Role::Approver,
        Role::InformationSecurity,
        Role::CardOffice,
        Role::EvidenceManager,
        Role::CovertLiaison,
        Role::Auditor,
    ]);
    const WRITES: &'static [&'static Table] = &[&table::ACTOR];

    fn sentence(&self) -> String {
        format!("Actor {} signs with a new key from now on.", self.actor)
    }

    fn example() -> Self {
        Self { actor: 2, public_key: "ab".repeat(32) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::ROLES;

    #[test]
    fn whoever_has_a_role_may_have_a_key() {
        assert!(ROLES.iter().all(|row| ActorKeySet::MAY.meet(Roles::of(&[row.role]))));
    }
}
