//! What the server works with. The services are visible to rights only.

use super::exposures::Exposures;
use super::room::Room;
use super::tracings::Tracings;
use super::verifications::Verifications;
use super::{Caller, Cookies, SessionCookie};
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::settings::Settings;
use crate::status::{Files, Readiness};
use accounts::{Accounts, Event, ProgramToken};
use jiff::Timestamp;
use record::Record;
use release::Rechecks;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Semaphore};
use uploads::Uploads;

/// For how long the answer to "is it ready?" is good.
const KEPT: Duration = Duration::from_secs(10);
/// For how long a part may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many print agents are answered at once: each takes the record for a moment, and anybody may ask.
const PRINT_AGENTS: usize = 4;

/// What the server works with.
#[derive(Clone)]
pub struct App(pub(in crate::right) Arc<Inner>);

pub(in crate::right) struct Inner {
    pub(in crate::right) record: Arc<Record>,
    pub(in crate::right) accounts: Arc<Accounts>,
    pub(in crate::right) uploads: Uploads,
    pub(in crate::right) rechecks: Rechecks,
    pub(in crate::right) settings: Settings,
    pub(in crate::right) metrics: Metrics,
    pub(in crate::right) room: Room,
    pub(in crate::right) verifications: Verifications,
    pub(in crate::right) tracings: Tracings,
    pub(in crate::right) exposures: Exposures,
    pub(in crate::right) print_agents: Semaphore,
    #[cfg(feature = "oidc")]
    pub(in crate::right) single_sign_on: Option<single_sign_on::SingleSignOn>,
    session_cookie: SessionCookie,
    is_ending: AtomicBool,
    readiness: Mutex<Option<(Instant, Readiness)>>,
}

/// The services that an [`App`] is put together from.
pub struct Parts {
    /// The record.
    pub record: Arc<Record>,
    /// Who may sign in.
    pub accounts: Arc<Accounts>,
    /// Files to be checked.
    pub uploads: Uploads,
    /// Releases that wait to be checked again.
    pub rechecks: Rechecks,
    /// How the server was set up.
    pub settings: Settings,
}

impl App {
    /// Puts the services together.
    pub fn new(parts: Parts) -> Self {
        let session_cookie = SessionCookie { is_secure: parts.settings.is_https() };
        let metrics = Metrics::new();
        let room = Room::new(
            parts.settings.upload_memory_mib,
            parts.settings.uploads_waiting,
            parts.settings.upload_patience,
            metrics.uploads_waiting.clone(),
        );
        #[cfg(feature = "oidc")]
        let single_sign_on = super::single_sign_on::opened(&parts.settings);
        Self(Arc::new(Inner {
            #[cfg(feature = "oidc")]
            single_sign_on,
            room,
            record: parts.record,
            accounts: parts.accounts,
            uploads: parts.uploads,
            rechecks: parts.rechecks,
            settings: parts.settings,
            metrics,
            verifications: Verifications::default(),
            tracings: Tracings::default(),
            exposures: Exposures::default(),
            print_agents: Semaphore::new(PRINT_AGENTS),
            session_cookie,
            is_ending: AtomicBool::new(false),
            readiness: Mutex::new(None),
        }))
    }

    /// The time at which a request is handled.
    pub fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// How the server was set up.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Counts and times.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(super) fn session_cookie(&self) -> SessionCookie {
        self.0.session_cookie
    }

    /// Who calls. A database that does not answer makes everybody nobody: nothing is given without it.
    pub(super) async fn caller(&self, cookies: &Cookies, bearer: Option<&str>) -> Caller {
        let now = self.now();
        if let Some(token) = bearer {
            let Some(token) = ProgramToken::parse(token) else { return Caller::Nobody };
            return match self.0.accounts.program(&token, now).await {
                Ok(Some(program)) => Caller::Program(Arc::new(program)),
                Ok(None) => Caller::Nobody,
                Err(error) => {
                    tracing::error!(%error, "a program's token could not be looked up");
                    Caller::Nobody
                }
            };
        }
        let Some(token) = &cookies.session else { return Caller::Nobody };
        match self.0.accounts.session(token, now).await {
            Ok(Some(session)) => Caller::Person(Arc::new(session)),
            Ok(None) => Caller::Nobody,
            Err(error) => {
                tracing::error!(%error, "a session could not be looked up");
                Caller::Nobody
            }
        }
    }

    /// Brings the log's tiles and checkpoint up to date, and asks the witnesses. The act is in the record whatever happens
    /// here; the next one tries again.
    pub(super) async fn publish(&self) {
        if let Err(error) = self.0.record.publish().await {
            tracing::warn!(%error, "the log's checkpoint is behind");
        }
        if let Ok(asked) = self.0.record.ask_witnesses().await {
            for alarm in asked.into_iter().filter_map(|one| one.answer.err()).filter(tlog::LogError::is_alarm)
            {
                tracing::error!(%alarm, "a witness raises an alarm");
            }
        }
    }

    /// From now on it says that it is not ready: whoever sends requests here is to send them elsewhere.
    pub(crate) fn begin_to_end(&self) {
        self.0.is_ending.store(true, Ordering::Relaxed);
    }

    /// Whether it is about to end.
    pub fn is_ending(&self) -> bool {
        self.0.is_ending.load(Ordering::Relaxed)
    }

    /// Writes a line of the trail. Whoever could not be written down is given nothing.
    pub(super) async fn note(&self, event: &Event, about: Option<u32>) -> Result<(), Problem> {
        let noted = self.0.accounts.note(event, about, self.now()).await;
        noted.map_err(|error| Problem::failed("writing down who was here", &error))
    }

    /// What works, for whoever sends requests here. The place of sealed files is tried out, so the answer is kept for ten
    /// seconds: anybody may ask.
    pub async fn readiness(&self) -> Readiness {
        let mut last = self.0.readiness.lock().await;
        if let Some((at, readiness)) = *last
            && at.elapsed() < KEPT
        {
            return readiness;
        }
        let tried = async {
            let database = self.0.record.database().read("SELECT 1", &[]).await;
            let files = self.0.uploads.try_out().await;
            Readiness {
                database: database.is_ok(),
                files: match files {
                    Ok(()) => Files::Ready,
                    Err(error) if error.is_full() => Files::Full,
                    Err(_) => Files::Failed,
                },
                checks: self.0.uploads.is_equipped(),
            }
        };
        // Nobody waits for a place that hangs.
        let readiness = tokio::time::timeout(PATIENCE, tried).await.unwrap_or_default();
        *last = Some((Instant::now(), readiness));
        readiness
    }
}
