//! What files are checked with, and the work of checking them: the people of the record are read again when they change.

use crate::commands::{WORKER, policy, today};
use crate::exit::Failure;
use crate::open;
use detect::{LocalNumbers, Roster};
use gate::{Checker, Policy, Verdict};
use record::Record;
use release::known_people;
use rustix::fs::{MemfdFlags, memfd_create};
use sandbox::Sandbox;
use std::fs::File;
use std::io::Write;
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

    /// Whether files can be checked here at all: a small one is. A service manager or a container that takes a system call away
    /// which the reader needs to lock itself down would otherwise show only when somebody sends the first file.
    async fn read_files(&self) -> bool {
        let (sandbox, policy) = (self.sandbox.clone(), self.policy.clone());
        let tried = tokio::task::spawn_blocking(move || {
            let mut file = File::from(memfd_create(c"try", MemfdFlags::CLOEXEC)?);
            file.write_all(b"Ward,Stops\nHarbour,12\nCastle,7\n")?;
            let checker =
                Checker { sandbox: &sandbox, policy: &policy, roster: None, local: None, today: today() };
            Ok::<_, std::io::Error>(checker.check_open(file, Path::new("try.csv"), &|| false))
        });
        match tried.await {
            Ok(Ok(checked)) if checked.verdict != Verdict::Unchecked => return true,
            Ok(Ok(checked)) => {
                let why = checked.findings.first().map_or("", |finding| finding.summary.as_str());
                tracing::error!(why, "no file can be checked on this machine, so all of them wait");
            }
            Ok(Err(error)) => tracing::error!(%error, "it could not be tried whether files can be checked"),
            Err(_) => tracing::error!("trying whether files can be checked broke"),
        }
        false
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
    let mut are_read = false;
    while !*ended.borrow() {
        are_read = are_read || tools.read_files().await;
        match record.people_acts().await {
            Ok(acts) if !are_read || known == Some(acts) => {}
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
