//! Works through the queue, on as many nodes as there are.

mod attempt;
mod halt;

use crate::error::UploadError;
use crate::examine::Examine;
use crate::id::random;
use crate::uploads::Uploads;
use halt::Halt;
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// What time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Who hears of trouble that will pass: a database or a place of blobs that does not answer.
type Ear = Arc<dyn Fn(&UploadError) + Send + Sync>;

/// One node's worker. The clocks of all nodes must agree to a fraction of a lease.
#[derive(Clone)]
pub struct Worker {
    uploads: Uploads,
    examine: Arc<dyn Examine>,
    node: String,
    clock: Clock,
    ear: Ear,
}

impl Worker {
    /// A worker with an identifier of its own.
    pub fn new(uploads: Uploads, examine: Arc<dyn Examine>, clock: Clock) -> Result<Self, UploadError> {
        let node = format!("{:016x}", random()?);
        Ok(Self { uploads, examine, node, clock, ear: Arc::new(|_| {}) })
    }

    /// The same, telling of trouble that will pass, for a log.
    #[must_use]
    pub fn telling(mut self, ear: impl Fn(&UploadError) + Send + Sync + 'static) -> Self {
        self.ear = Arc::new(ear);
        self
    }

    /// Works until `stop` is true or its sender is gone. Jobs under way are stopped then and given back; this returns when
    /// they are. Trouble does not end it: a job that met some is tried again when its lease is over.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let settings = self.uploads.settings().clone();
        let mut running = JoinSet::new();
        let all = Halt::default();
        while !*stop.borrow() {
            while running.len() < settings.at_once {
                match self.uploads.claim(&self.node, (self.clock)()).await {
                    Ok(Some(claim)) => {
                        let (worker, halt) = (self.clone(), all.child());
                        running.spawn(async move { worker.attempt(claim, halt).await });
                    }
                    Ok(None) => break,
                    Err(error) => {
                        (self.ear)(&error);
                        break;
                    }
                }
            }
            tokio::select! {
                changed = stop.changed() => if changed.is_err() { break },
                Some(_) = running.join_next(), if !running.is_empty() => {}
                () = self.uploads.asked.notified() => {}
                () = sleep(settings.look) => {}
            }
        }
        all.stop();
        while running.join_next().await.is_some() {}
    }

    /// Works, one job after another, until none waits.
    pub async fn run_until_idle(&self) -> Result<(), UploadError> {
        while let Some(claim) = self.uploads.claim(&self.node, (self.clock)()).await? {
            self.attempt(claim, Halt::default()).await;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Worker({})", self.node)
    }
}
