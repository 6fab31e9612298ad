//! What files are checked with: reader, policy, lists. Set up once for a command.

use super::{WORKER, policy, today};
use crate::exit::Failure;
use detect::{LocalNumbers, Roster};
use gate::{Checker, Policy};
use release::{Examined, rules_digest};
use sandbox::Sandbox;
use std::path::Path;

/// What files are checked with.
pub struct Workshop {
    sandbox: Sandbox,
    policy: Policy,
    local: Option<LocalNumbers>,
    /// Whom to look for.
    pub roster: Option<Roster>,
}

impl Workshop {
    /// Reads the policy and readies the reader.
    pub fn new(policy_file: Option<&Path>, roster: Option<Roster>) -> Result<Self, Failure> {
        let (policy, local) = policy::read(policy_file)?;
        let sandbox = Sandbox::new([WORKER])
            .map_err(|error| {
                Failure::new(
                    format!("the reader could not be started ({error})"),
                    "Start the program by its full path",
                )
            })?
            .accept_without(policy.accepted_layers);
        Ok(Self { sandbox, policy, local, roster })
    }

    /// The decisions of the force.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What checks files today.
    pub fn checker(&self) -> Checker<'_> {
        Checker {
            sandbox: &self.sandbox,
            policy: &self.policy,
            roster: self.roster.as_ref(),
            local: self.local.as_ref(),
            today: today(),
        }
    }

    /// Digest of the rules that hold now.
    pub fn rules(&self) -> [u8; 32] {
        rules_digest(&self.policy)
    }

    /// Checks a file for a release.
    pub fn examined(&self, path: &Path) -> Examined {
        let at = crate::open::now();
        Examined { checked: self.checker().check(path), rules: self.rules(), at }
    }
}
