//! What files are checked with, and the work of checking them: the people of the record are read again when they change.

use crate::commands::{WORKER, policy};
use crate::exit::Failure;
use detect::LocalNumbers;
use gate::Policy;
use record::Record;
use sandbox::Sandbox;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uploads::{Uploads, Worker, Workshop};

/// How often it is asked whether people were imported.
const ROSTER: Duration = Duration::from_secs(30);

/// What files are checked with, but for the people of the record.
pub struct Tools {
    sandbox: Arc<Sandbox>,
    policy: Arc<Policy>,
    local: Option<Arc<LocalNumbers>>,
}

impl Tools {
    /// Reads the policy and makes the sandbox ready.
    pub fn read(path: Option<&Path>) -> Result<Self, Failure> {
        let (policy, local) = policy::read(path)?;
        let sandbox = Sandbox::new([WORKER])
            .map_err(|error| {
                Failure::new(
                    format!("the reader could not be started ({error})"),
                    "Start the program by its full path",
                )
            })?
            .accept_without(policy.accepted_layers);
        Ok(Self { sandbox: Arc::new(sandbox), policy: Arc::new(policy), local: local.map(Arc::new) })
    }
}
