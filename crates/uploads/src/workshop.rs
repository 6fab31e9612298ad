//! What files are checked with.

use detect::{Day, LocalNumbers, Roster};
use gate::{Checker, Policy};
use sandbox::Sandbox;
use std::sync::Arc;

/// What files are checked with. It is replaced as a whole: when people were imported, when the policy changed.
#[derive(Clone)]
pub struct Workshop {
    /// Opens files.
    pub sandbox: Arc<Sandbox>,
    /// Decides.
    pub policy: Arc<Policy>,
    /// Numbers that the force writes its own way.
    pub local: Option<Arc<LocalNumbers>>,
    /// People of the record.
    pub roster: Option<Arc<Roster>>,
    /// Digest of the rules, for who has to know whether a check was by today's.
    pub rules: [u8; 32],
    /// The day on which it is asked.
    pub today: fn() -> Day,
}

impl Workshop {
    /// As the gate takes it.
    pub(crate) fn checker(&self) -> Checker<'_> {
        Checker {
            sandbox: &self.sandbox,
            policy: &self.policy,
            roster: self.roster.as_deref(),
            local: self.local.as_deref(),
            today: (self.today)(),
        }
    }
}

/// Never what is in it.
impl std::fmt::Debug for Workshop {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Workshop")
    }
}
