//! What files are checked with, and the work of checking them: the people of the record are read again when they change.

use crate::commands::{WORKER, policy, today};
use crate::exit::Failure;
use crate::open;
use detect::{LocalNumbers, Roster};
use gate::Policy;
use record::Record;
use release::known_people;
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

    fn workshop(&self, roster: Option<Arc<Roster>>) -> Workshop {
        Workshop {
            sandbox: self.sandbox.clone(),
            policy: self.policy.clone(),
            local: self.local.clone(),
            roster,
            rules: release::rules_digest(&self.policy),
            today,
        }
    }
}

/// Checks what was sent until the server ends, always with the people whom the record knows.
pub async fn keep_checking(
    tools: Tools,
    record: Arc<Record>,
    uploads: Uploads,
    ended: watch::Receiver<bool>,
) {
    let worker = tokio::spawn(Worker::new(uploads.clone(), node()).run(ended.clone()));
    keep_equipped(&tools, &record, &uploads, ended).await;
    if worker.await.is_err() {
        tracing::error!("the worker broke");
    }
}

/// Reads the people again when acts about people were written. Until they have been read once, files wait: a check without
/// them could miss somebody.
async fn keep_equipped(tools: &Tools, record: &Record, uploads: &Uploads, mut ended: watch::Receiver<bool>) {
    let mut known = None;
    while !*ended.borrow() {
        match record.people_acts().await {
            Ok(acts) if known == Some(acts) => {}
            Ok(acts) => match known_people::roster(record, open::now()).await {
                Ok(roster) => {
                    uploads.equip(Arc::new(tools.workshop(roster.map(Arc::new))));
                    known = Some(acts);
                }
                Err(error) => tracing::error!(%error, "the people of the record could not be read"),
            },
            Err(error) => tracing::error!(%error, "it could not be asked whether people were imported"),
        }
        tokio::select! {
            () = tokio::time::sleep(ROSTER) => {}
            () = told(&mut ended) => {}
        }
    }
}

/// Waits until the server ends.
pub async fn told(ended: &mut watch::Receiver<bool>) {
    let _ = ended.wait_for(|ended| *ended).await.map(drop);
}

/// Tells this run of the server from all others.
pub fn node() -> String {
    format!("{}-{}", std::process::id(), open::now().as_microsecond())
}
