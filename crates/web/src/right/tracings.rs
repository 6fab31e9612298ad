//! Traces take long, so they run beside the requests: one at a time on a server, and for each person one.
//!
//! What got out is opened in memory, one file after the other; what was found is sealed, and is seen by whoever asked.

use super::App;
use super::trace_leak::Kept;
use jiff::Timestamp;
use record::{Actor, Signer};
use share::{LeakRead, Leaked, ShareError, Shares};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use uploads::{Aside, Purpose, UploadError, UploadId};

/// How somebody's trace stands.
#[derive(Debug, Clone, Default)]
pub enum Tracing {
    /// None was begun since this server started.
    #[default]
    Never,
    /// It runs.
    Running {
        /// What is being done, for a person.
        stage: &'static str,
    },
    /// It ended.
    Done {
        /// Where its result stands.
        id: UploadId,
    },
    /// It could not be done.
    Failed {
        /// When.
        at: Timestamp,
        /// Why, and what to do.
        why: String,
    },
}

/// The traces of this server.
#[derive(Clone)]
pub(super) struct Tracings {
    states: Arc<Mutex<HashMap<u32, Tracing>>>,
    turn: Arc<Semaphore>,
}

impl Default for Tracings {
    fn default() -> Self {
        Self { states: Arc::default(), turn: Arc::new(Semaphore::new(1)) }
    }
}

/// What somebody wants to have traced.
pub(super) struct ToTrace {
    pub(super) by: Actor,
    pub(super) signer: Signer,
    pub(super) files: Vec<Aside>,
    pub(super) found: Option<Timestamp>,
}

impl Tracings {
    pub(super) fn state(&self, by: u32) -> Tracing {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).get(&by).cloned().unwrap_or_default()
    }

    fn set(&self, by: u32, state: Tracing) {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).insert(by, state);
    }

    /// Begins one; false if one of the same person runs.
    pub(super) fn begin(&self, app: App, wanted: ToTrace) -> bool {
        let by = wanted.by.number;
        {
            let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(states.get(&by), Some(Tracing::Running { .. })) {
                return false;
            }
            states.insert(by, Tracing::Running { stage: "waiting for its turn" });
        }
        let here = self.clone();
        let runtime = tokio::runtime::Handle::current();
        // A thread of its own: what reports the progress cannot move between threads, and comparing takes it whole.
        let begun = std::thread::Builder::new().name("trace".into()).spawn(move || {
            // Whatever ends it, also a panic, the next one can begin.
            let guard = Ended(here.clone(), by);
            let outcome = runtime.block_on(here.run(&app, &wanted));
            here.set(
                by,
                match outcome {
                    Ok(id) => Tracing::Done { id },
                    Err(why) => Tracing::Failed { at: Timestamp::now(), why },
                },
            );
            drop(guard);
        });
        if let Err(error) = begun {
            let why = format!("It could not be begun ({}). Try again in a minute", error.kind());
            self.set(by, Tracing::Failed { at: Timestamp::now(), why });
        }
        true
    }

    async fn run(&self, app: &App, wanted: &ToTrace) -> Result<UploadId, String> {
        let by = wanted.by.number;
        let _turn = self.turn.acquire().await;
        self.set(by, Tracing::Running { stage: "reading what got out" });
        let mut read = LeakRead::default();
        for file in &wanted.files {
            let opened = app.0.uploads.open_aside(file).await.map_err(|error| of_upload(&error))?;
            read.take(Path::new(file.name.as_str()), opened.file, &opened.sandbox)
                .map_err(|error| of_share(&error))?;
        }
        // One core is left for those who work here.
        let threads = std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).max(1);
        let leaked = Leaked { paths: Vec::new(), found: wanted.found, threads };
        let mut progress = |stage: &'static str| self.set(by, Tracing::Running { stage });
        let traced = Shares::new(&app.0.record)
            .trace_read(&wanted.by, &wanted.signer, (read, &leaked), app.now(), &mut progress)
            .await
            .map_err(|error| of_share(&error))?;
        let recipients = app.recipients().await.map_err(|problem| problem.what)?;
        let kept = Kept::of(&traced, &recipients);
        let bytes = kept.to_bytes().map_err(|error| told("keeping a trace", &error))?;
        let body = futures::stream::iter([Ok(bytes)]);
        let id = app
            .0
            .uploads
            .set_aside(by, Purpose::Trace, "trace.json", body, app.now())
            .await
            .map_err(|error| of_upload(&error))?;
        for file in &wanted.files {
            // What is not deleted now is deleted with the day.
            if let Err(error) = app.0.uploads.delete(&file.id).await {
                tracing::error!(%error, "a file that was traced could not be deleted");
            }
        }
        app.publish().await;
        Ok(id)
    }
}

/// Why it failed, for a person; what is for whoever runs the server goes to the log.
fn told(during: &'static str, error: &dyn std::fmt::Display) -> String {
    tracing::error!(during, %error, "a trace failed");
    "Something went wrong here. Try again; if it stays, tell whoever runs this server the time".into()
}

fn of_upload(error: &UploadError) -> String {
    let problem = super::check_files::told(error);
    format!("{}. {}", problem.what, problem.fix)
}

fn of_share(error: &ShareError) -> String {
    match error {
        ShareError::Record(_) | ShareError::File { .. } | ShareError::Unwritten { .. } => {
            told("tracing", error)
        }
        other => crate::advice::on_a_page(&crate::words::sentence(&other.to_string())),
    }
}

/// Leaves no trace running that does not run.
struct Ended(Tracings, u32);

impl Drop for Ended {
    fn drop(&mut self) {
        if matches!(self.0.state(self.1), Tracing::Running { .. }) {
            let why =
                "The trace ended before its time. Begin it again; if it stays, tell whoever runs this server"
                    .into();
            self.0.set(self.1, Tracing::Failed { at: Timestamp::now(), why });
        }
    }
}
