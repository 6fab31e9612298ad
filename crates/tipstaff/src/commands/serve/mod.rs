//! `tipstaff serve`: the web application.

mod connections;
#[cfg(target_os = "linux")]
mod notify;
mod options;
mod ready;
#[cfg(feature = "oidc")]
mod sign_in;
#[cfg(feature = "otel")]
mod traces;
mod workshop;

pub use options::Options;

use crate::arguments::Common;
use crate::exit::Failure;
use crate::open;
use accounts::Accounts;
use gate::Verdict;
use release::Rechecks;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use uploads::Uploads;
use web::{App, Parts, Starting};

/// A real use.
pub const EXAMPLE: &str = "Example:\n  tipstaff serve --data /srv/tipstaff --listen 127.0.0.1:8080\n\n\
     Then open the address that it prints. The first time it is a link with which you choose your passphrase.";

/// Names a collector of OpenTelemetry.
const COLLECTOR: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";

/// How often what has ended is cleared away.
const SWEEP: Duration = Duration::from_mins(5);

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    ready::log(common.verbose);
    connections::take_room();
    #[allow(unused_mut, reason = "without the feature nobody else is told of requests")]
    let mut settings = options.settings()?;
    #[cfg(feature = "otel")]
    let traces = traces::Traces::begin()?;
    #[cfg(feature = "otel")]
    if let Some(traces) = &traces {
        settings.watcher = traces.watcher();
    }
    #[cfg(not(feature = "otel"))]
    if collector().is_some() {
        tracing::warn!(
            "a collector is named, and this program was built without the feature otel: it sends no traces"
        );
    }
    let served = served(options, &settings, common);
    #[cfg(feature = "otel")]
    if let Some(traces) = traces {
        traces.end();
    }
    served
}

/// The collector that the environment names.
fn collector() -> Option<std::ffi::OsString> {
    std::env::var_os(COLLECTOR).filter(|endpoint| !endpoint.is_empty())
}

fn served(options: &Options, settings: &web::Settings, common: &Common) -> Result<Verdict, Failure> {
    let workshop = workshop::Tools::read(options.policy.as_deref())?;
    open::wait(async {
        let record = Arc::new(open::record_or_new(common).await?);
        let blobs = record.blobs()?;
        let accounts = Arc::new(Accounts::open(record.clone(), options.accounts()).await.map_err(failed)?);
        let uploads = Uploads::open(record.clone(), blobs, options.uploads()).await.map_err(failed)?;
        let rechecks = Rechecks::open(record.clone()).await.map_err(failed)?;
        let first_link = accounts.first_link(open::now()).await.map_err(failed)?;
        let app = App::new(Parts {
            record: record.clone(),
            accounts: accounts.clone(),
            uploads: uploads.clone(),
            rechecks: rechecks.clone(),
            settings: settings.clone(),
        });
        let starting = Starting::listen(app).await.map_err(failed)?;
        let address = Options::address(settings, starting.address());
        let (end, ended) = watch::channel(false);
        let rechecker = web::Rechecker::new(
            rechecks,
            record.clone(),
            uploads.clone(),
            settings.releases,
            workshop::node(),
        );
        let mut work = tokio::task::JoinSet::new();
        work.spawn(workshop::keep_checking(workshop, record.clone(), uploads.clone(), ended.clone()));
        work.spawn(rechecker.run(ended.clone()));
        work.spawn(sweep(accounts, uploads, ended.clone()));
        ready::told(&address, first_link.as_ref());
        #[cfg(target_os = "linux")]
        {
            work.spawn(notify::keep_alive(ended.clone()));
            notify::tell(notify::Note::Ready);
        }
        let served = web::serve(starting, until_told(end)).await;
        while work.join_next().await.is_some() {}
        served.map_err(failed)?;
        Ok(Verdict::Clear)
    })
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::told(&error.to_string())
}

/// Waits for Ctrl-C or the service manager, and tells everybody.
async fn until_told(end: watch::Sender<bool>) {
    let interrupted = signal(SignalKind::interrupt());
    let terminated = signal(SignalKind::terminate());
    match (interrupted, terminated) {
        (Ok(mut interrupted), Ok(mut terminated)) => {
            tokio::select! { _ = interrupted.recv() => {}, _ = terminated.recv() => {} }
        }
        // Without handlers the signals end the process by themselves.
        _ => std::future::pending::<()>().await,
    }
    let _ = end.send(true);
}

/// Clears away what has ended, from time to time.
async fn sweep(accounts: Arc<Accounts>, uploads: Uploads, mut ended: watch::Receiver<bool>) {
    loop {
        if let Err(error) = accounts.sweep(open::now()).await {
            tracing::error!(%error, "what has ended of sessions could not be cleared away");
        }
        if let Err(error) = uploads.sweep(open::now()).await {
            tracing::error!(%error, "files whose time is over could not be deleted");
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP) => {}
            () = workshop::told(&mut ended) => return,
        }
    }
}
