//! Verifying the record takes long, so it runs beside the requests: one at a time, and its result stays until the next.

use jiff::Timestamp;
use record::{Record, Verification, VerifyOptions};
use std::sync::{Arc, Mutex, PoisonError};

/// How the last verification stands.
#[derive(Debug, Clone, Default)]
pub enum Verifying {
    /// None since this server started.
    #[default]
    Never,
    /// It runs.
    Running {
        /// What is being done, for a person.
        stage: &'static str,
        /// Acts or rows so far.
        done: u64,
        /// Of so many; 0 where it is not known.
        of: u64,
    },
    /// It ended.
    Done {
        /// When.
        at: Timestamp,
        /// What was found.
        verification: Arc<Verification>,
    },
    /// The record could not be verified.
    Failed {
        /// When.
        at: Timestamp,
        /// Why, and what to do.
        why: String,
    },
}

/// The verification of this server.
#[derive(Debug, Clone, Default)]
pub(super) struct Verifications(Arc<Mutex<Verifying>>);

impl Verifications {
    pub(super) fn state(&self) -> Verifying {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, state: Verifying) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Begins one, unless one runs.
    pub(super) fn begin(&self, record: Arc<Record>, options: VerifyOptions) {
        {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(*state, Verifying::Running { .. }) {
                return;
            }
            *state = Verifying::Running { stage: "beginning", done: 0, of: 0 };
        }
        let here = self.clone();
        let runtime = tokio::runtime::Handle::current();
        // A thread of its own: what reports the progress cannot move between threads, and a server that ends does not wait
        // for it. It only reads.
        let begun = std::thread::Builder::new().name("verification".into()).spawn(move || {
            // Whatever ends it, also a panic, the next one can begin.
            let guard = Ended(here.clone());
            let told = here.clone();
            let mut progress = |progress: record::Progress| {
                told.set(Verifying::Running { stage: progress.stage, done: progress.done, of: progress.of });
            };
            let outcome = runtime.block_on(record.verify(&options, &mut progress));
            let at = Timestamp::now();
            here.set(match outcome {
                Ok(verification) => Verifying::Done { at, verification: Arc::new(verification) },
                Err(error) => Verifying::Failed { at, why: error.to_string() },
            });
            drop(guard);
        });
        if let Err(error) = begun {
            let why = format!("It could not be begun ({}). Try again in a minute", error.kind());
            self.set(Verifying::Failed { at: Timestamp::now(), why });
        }
    }
}

/// Leaves no verification running that does not run.
struct Ended(Verifications);

impl Drop for Ended {
    fn drop(&mut self) {
        if matches!(self.0.state(), Verifying::Running { .. }) {
            let why =
                "The verification ended before its time. Run it again; if it stays, tell whoever runs this server"
                    .into();
            self.0.set(Verifying::Failed { at: Timestamp::now(), why });
        }
    }
}
