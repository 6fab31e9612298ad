//! Checks again what was asked for, one release after the other; several nodes share the work.

use jiff::Timestamp;
use record::Record;
use release::{Examined, Rechecks, ReleaseError, Releases, Settings, Task};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uploads::Uploads;

/// How often it is looked whether somebody asked.
const LOOK: Duration = Duration::from_secs(3);

/// Takes releases from the queue until it is told to end.
pub struct Rechecker {
    queue: Rechecks,
    record: Arc<Record>,
    uploads: Uploads,
    settings: Settings,
    node: String,
}

/// Never what is in it.
impl std::fmt::Debug for Rechecker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Rechecker({})", self.node)
    }
}

impl Rechecker {
    /// One for this node. The name tells nodes apart, also two runs of one.
    pub fn new(
        queue: Rechecks,
        record: Arc<Record>,
        uploads: Uploads,
        settings: Settings,
        node: String,
    ) -> Self {
        Self { queue, record, uploads, settings, node }
    }

    /// Works until told to end; what is being checked then is given back.
    pub async fn run(self, mut end: watch::Receiver<bool>) {
        while !*end.borrow() {
            let task = if self.uploads.rules().is_some() { self.next().await } else { None };
            if let Some(task) = task {
                self.work(&task, &mut end).await;
            } else {
                tokio::select! {
                    () = tokio::time::sleep(LOOK) => {}
                    () = told(&mut end) => {}
                }
            }
        }
    }

    async fn next(&self) -> Option<Task> {
        match self.queue.claim(&self.node, Timestamp::now()).await {
            Ok(task) => task,
            Err(error) => {
                tracing::error!(%error, "what is to be checked again cannot be looked for");
                None
            }
        }
    }

    async fn work(&self, task: &Task, end: &mut watch::Receiver<bool>) {
        let doing = self.check(task);
        tokio::pin!(doing);
        let beat = (Task::LEASE / 3).unsigned_abs();
        let settled = loop {
            tokio::select! {
                done = &mut doing => break match done {
                    Ok(()) => self.queue.done(task).await,
                    Err(why) => self.queue.failed(task, &why).await,
                },
                // A check that is dropped has written nothing: it writes its act at its very end, in one transaction.
                () = told(end) => break self.queue.give_back(task).await,
                () = tokio::time::sleep(beat) => {
                    if matches!(self.queue.still(task, Timestamp::now()).await, Ok(false)) {
                        return;
                    }
                }
            }
        };
        if let Err(error) = settled {
            tracing::error!(%error, release = task.release, "the end of a check could not be written; its lease will end");
        }
    }

    /// Checks a release, and takes in what came of it; the error is in words for whoever asked.
    async fn check(&self, task: &Task) -> Result<(), String> {
        let words = |error: &ReleaseError| error.to_string();
        let releases = Releases::new(&self.record, self.settings);
        let by = self.record.actor(Some(&task.actor.to_string())).await.map_err(|error| error.to_string())?;
        let release = releases.get(task.release).await.map_err(|error| words(&error))?;
        let kept =
            release.blob.as_ref().ok_or_else(|| words(&ReleaseError::NotKept { release: task.release }))?;
        let examined = self.uploads.examine_kept(kept, &release.file_name, Timestamp::now()).await;
        let examined = examined.map_err(|error| error.to_string())?;
        let examined = Examined { checked: examined.checked, rules: examined.rules, at: examined.at };
        let told = releases.rechecked(&by, task.release, &examined, Timestamp::now()).await;
        let told = told.map_err(|error| words(&error))?;
        if told.is_news() {
            tracing::warn!(
                release = task.release,
                "a released file holds more than was known, or lost its certificate"
            );
        }
        if let Err(error) = self.record.publish().await {
            tracing::warn!(%error, "the log's checkpoint is behind");
        }
        Ok(())
    }
}

async fn told(end: &mut watch::Receiver<bool>) {
    let _ = end.wait_for(|end| *end).await.map(drop);
}
