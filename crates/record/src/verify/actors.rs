//! Who was enrolled, with which roles and which key, at each position of the log: told by the leaves alone.

use super::providers::Providers;
use crate::act::{ActKind, ActorAdded, ActorAdmitted, ActorChanged, ActorKeySet, ActorRolesTold};
use crate::ledger::Leaf;
use crate::record::FIRST_ROLES;
use crate::role::{Role, Roles};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// An actor at some position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Enrolled {
    pub(super) roles: Roles,
    /// Ed25519 public key.
    pub(super) key: Option<Vec<u8>>,
    /// Who set the key.
    pub(super) key_by: Option<u32>,
    /// Position of the last act by which somebody else enrolled or changed the actor.
    pub(super) touched: Option<u64>,
    /// The provider that admitted the actor.
    pub(super) provider: Option<u32>,
}

/// All actors at some position.
#[derive(Debug, Default)]
pub(super) struct Actors {
    known: HashMap<u32, Enrolled>,
    pub(super) providers: Providers,
}

/// What an act did to an actor.
pub(super) struct Enrolment {
    pub(super) actor: u32,
    pub(super) after: Enrolled,
}

impl Actors {
    pub(super) fn get(&self, actor: u32) -> Option<&Enrolled> {
        self.known.get(&actor)
    }

    /// What this act does to an actor, if it does something; `Err` if it makes no sense.
    pub(super) fn enrolment(&self, leaf: &Leaf) -> Result<Option<Enrolment>, &'static str> {
        let (actor, roles, key, is_new) = match leaf.kind.as_str() {
            "actor-admitted" | "actor-roles-told" => return self.told(leaf).map(Some),
            "record-created" => (1, FIRST_ROLES, None, true),
            "actor-added" => {
                let act: ActorAdded = read(leaf)?;
                (act.actor, roles(&act.roles)?, act.public_key, true)
            }
            "actor-changed" => {
                let act: ActorChanged = read(leaf)?;
                (act.actor, roles(&act.roles)?, None, false)
            }
            "actor-key-set" => {
                let act: ActorKeySet = read(leaf)?;
                let before = self.get(act.actor).map_or(Roles::NONE, |actor| actor.roles);
                (act.actor, before, Some(act.public_key), false)
            }
            _ => return Ok(None),
        };
        let key = key.as_deref().map(public_key).transpose()?;
        let before = self.known.get(&actor);
        if before.is_some() == is_new {
            return Err(if is_new {
                "enrols somebody who is enrolled already"
            } else {
                "changes somebody who is not enrolled"
            });
        }
        if before.is_some_and(|before| before.provider.is_some()) {
            return Err("gives a role or a key to somebody who signs in through a provider");
        }
        let key_by = if key.is_some() { Some(leaf.actor) } else { before.and_then(|before| before.key_by) };
        let key = key.or_else(|| before.and_then(|before| before.key.clone()));
        let touched =
            if leaf.actor == actor { before.and_then(|before| before.touched) } else { Some(leaf.position) };
        Ok(Some(Enrolment { actor, after: Enrolled { roles, key, key_by, touched, provider: None } }))
    }

    /// What a provider said of somebody: their own act, within what an administrator had allowed at that position. What is
    /// said counts as done by somebody else.
    fn told(&self, leaf: &Leaf) -> Result<Enrolment, &'static str> {
        let (actor, provider, roles, key) = if leaf.kind == "actor-admitted" {
            let act: ActorAdmitted = read(leaf)?;
            (act.actor, act.provider, roles(&act.roles)?, Some(public_key(&act.public_key)?))
        } else {
            let act: ActorRolesTold = read(leaf)?;
            (act.actor, act.provider, roles(&act.roles)?, None)
        };
        if actor != leaf.actor {
            return Err("says what a provider said of somebody else");
        }
        let before = self.known.get(&actor);
        let is_known = before.is_some_and(|before| before.provider == Some(provider));
        if key.is_some() == before.is_some() || key.is_none() != is_known {
            return Err("says what a provider said of somebody whom it did not admit");
        }
        if !self.providers.may(provider).is_some_and(|may| roles.without(may).is_empty()) {
            return Err("gives a role that no administrator had allowed a provider to give");
        }
        let key = key.or_else(|| before.and_then(|before| before.key.clone()));
        let touched = Some(leaf.position);
        let after = Enrolled { roles, key, key_by: Some(actor), touched, provider: Some(provider) };
        Ok(Enrolment { actor, after })
    }

    /// The roles of an actor as they count: within what its provider may still give.
    fn roles(&self, actor: &Enrolled) -> Roles {
        match actor.provider {
            None => actor.roles,
            Some(provider) => actor.roles.both(self.providers.may(provider).unwrap_or(Roles::NONE)),
        }
    }

    /// Position of the last act by which somebody else enrolled or changed the actor, or what the actor's provider may give.
    pub(super) fn touched(&self, actor: &Enrolled) -> Option<u64> {
        actor.touched.max(actor.provider.and_then(|provider| self.providers.changed(provider)))
    }

    pub(super) fn apply(&mut self, enrolment: Enrolment) {
        self.known.insert(enrolment.actor, enrolment.after);
    }

    /// Whether the actor had a role that may do acts of this kind. A key is made by its actor or by an administrator.
    pub(super) fn may(&self, leaf: &Leaf, kind: &ActKind, enrolment: Option<&Enrolment>) -> bool {
        let own = enrolment.is_some_and(|enrolment| enrolment.actor == leaf.actor);
        // Whoever a provider tells of need not have had a role before: the administrator's act is what it stands on.
        if matches!(leaf.kind.as_str(), "actor-admitted" | "actor-roles-told") {
            return own;
        }
        self.get(leaf.actor).is_some_and(|actor| {
            let roles = self.roles(actor);
            roles.meet(kind.may)
                && (leaf.kind != "actor-key-set" || own || roles.meet(Roles::of(&[Role::Administrator])))
        })
    }
}

fn read<A: DeserializeOwned>(leaf: &Leaf) -> Result<A, &'static str> {
    A::deserialize(&leaf.body).map_err(|_| "has a body that does not follow the schema of its kind")
}

fn roles(ids: &str) -> Result<Roles, &'static str> {
    Roles::named(ids.split(',').filter(|id| !id.is_empty())).map_err(|_| "gives a role that is not known")
}

/// 32 bytes from 64 hexadecimal digits.
fn public_key(digits: &str) -> Result<Vec<u8>, &'static str> {
    match super::unhex(digits) {
        Some(key) if key.len() == 32 => Ok(key),
        _ => Err("gives a public key that is none"),
    }
}
