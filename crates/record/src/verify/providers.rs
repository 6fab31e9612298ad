//! Which provider was allowed to give which roles, at each position of the log: told by the leaves alone.

use crate::act::{SignInAllowed, SignInEnded};
use crate::ledger::Leaf;
use crate::role::Roles;
use crate::sign_in::RoleMap;
use serde::Deserialize;
use std::collections::HashMap;

/// The providers that there ever were.
#[derive(Debug, Default)]
pub(super) struct Providers {
    known: HashMap<u32, Provider>,
}

#[derive(Debug)]
struct Provider {
    /// None: it is not allowed any more.
    may: Option<Roles>,
    changed: u64,
}

impl Providers {
    /// Every role that a provider may give at this position; none if it is not allowed.
    pub(super) fn may(&self, provider: u32) -> Option<Roles> {
        self.known.get(&provider)?.may
    }

    /// Position of the last act about it.
    pub(super) fn changed(&self, provider: u32) -> Option<u64> {
        self.known.get(&provider).map(|provider| provider.changed)
    }

    /// Takes in an act; gives what is wrong with it.
    pub(super) fn take(&mut self, leaf: &Leaf) -> Option<&'static str> {
        match leaf.kind.as_str() {
            "sign-in-allowed" => {
                let Ok(act) = SignInAllowed::deserialize(&leaf.body) else { return None };
                let Ok(map) = RoleMap::parse(&act.roles) else {
                    return Some("gives roles in words that make no sense");
                };
                // There is one at a time.
                self.end(leaf.position);
                let allowed = Provider { may: Some(map.all()), changed: leaf.position };
                self.known.insert(act.provider, allowed);
                None
            }
            "sign-in-ended" => {
                let Ok(act) = SignInEnded::deserialize(&leaf.body) else { return None };
                let is_open = self.may(act.provider).is_some();
                self.end(leaf.position);
                (!is_open).then_some("ended a provider that was not allowed")
            }
            _ => None,
        }
    }

    fn end(&mut self, position: u64) {
        for provider in self.known.values_mut().filter(|provider| provider.may.is_some()) {
            *provider = Provider { may: None, changed: position };
        }
    }
}
