//! From settings to a running server, and to its end.

use crate::certificate::{self, BadCertificate};
use crate::patience::{Patience, Patient};
use crate::right::App;
use crate::server::service;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

/// A server that listens and is not yet served.
pub struct Starting {
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    metrics: Option<TcpListener>,
    app: App,
}

/// Why the server ended or did not start.
#[derive(Debug, thiserror::Error)]
pub enum Serving {
    /// The address is taken, or not ours.
    #[error(
        "{address} cannot be listened on ({kind}). Choose another address with --listen, or end what listens there"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        kind: std::io::ErrorKind,
    },
    /// Certificate or key cannot be used.
    #[error(transparent)]
    Tls(#[from] BadCertificate),
    /// The server broke.
    #[error("the server ended ({0}). Start it again; nothing that was confirmed is lost")]
    Ended(std::io::Error),
}

impl Starting {
    /// Reads the certificate, if there is one, and listens.
    pub async fn listen(app: App) -> Result<Self, Serving> {
        let tls = match &app.settings().tls {
            Some((certificate, key)) => Some(certificate::read(certificate, key).await?),
            None => None,
        };
        let bind = |address: SocketAddr| {
            let listener = TcpListener::bind(address).and_then(|listener| {
                listener.set_nonblocking(true)?;
                Ok(listener)
            });
            listener.map_err(|error| Serving::Listen { address, kind: error.kind() })
        };
        let listener = bind(app.settings().listen)?;
        let metrics = app.settings().metrics.map(bind).transpose()?;
        Ok(Self { listener, tls, metrics, app })
    }

    /// Where it listens: the port too, if any was asked for.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap_or(self.app.settings().listen)
    }
}

/// Serves until `end` says so; then running requests have some time to finish.
pub async fn serve(
    starting: Starting,
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Serving> {
    let Starting { listener, tls, metrics, app } = starting;
    let settings = app.settings().clone();
    let handle: Handle<SocketAddr> = Handle::new();
    let ending = handle.clone();
    let grace = Duration::from_secs(settings.grace_seconds);
    let drain = Duration::from_secs(settings.drain_seconds);
    let told = app.clone();
    tokio::spawn(async move {
        end.await;
        told.begin_to_end();
        tokio::time::sleep(drain).await;
        ending.graceful_shutdown(Some(grace));
    });
    if let Some(listener) = metrics {
        tokio::spawn(serve_metrics(listener, app.clone()));
    }
    let patience = settings.patience;
    let service = service(app).into_make_service_with_connect_info::<SocketAddr>();
    let ended = if let Some(config) = tls {
        let server = axum_server::from_tcp_rustls(listener, config);
        let server = server.map_err(Serving::Ended)?.handle(handle).first_request_timeout(patience.headers);
        let mut server =
            server.map(|tls| tls.handshake_timeout(patience.headers).acceptor(Patient(patience)));
        patient(server.http_builder(), patience);
        server.serve(service).await
    } else {
        let server = axum_server::from_tcp(listener).map_err(Serving::Ended)?.handle(handle);
        let mut server = server.first_request_timeout(patience.headers).acceptor(Patient(patience));
        patient(server.http_builder(), patience);
        server.serve(service).await
    };
    ended.map_err(Serving::Ended)
}

/// Whoever opens a connection and says nothing is not waited for.
fn patient(
    builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>,
    patience: Patience,
) {
    builder
        .http1()
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(patience.headers)
        .max_buf_size(65_536);
    builder
        .http2()
        .timer(hyper_util::rt::TokioTimer::new())
        .keep_alive_interval(patience.headers)
        .max_concurrent_streams(64);
}

/// Counts and times, on an address of their own that only this machine reaches.
async fn serve_metrics(listener: TcpListener, app: App) {
    let route = axum::routing::get(move || {
        let app = app.clone();
        async move {
            let metrics = app.metrics();
            metrics.are_ready(app.readiness().await);
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(axum::http::header::CONTENT_TYPE, kind)], metrics.text())
        }
    });
    let router = axum::Router::new().route("/metrics", route);
    match axum_server::from_tcp(listener) {
        Ok(server) => {
            if let Err(error) = server.serve(router.into_make_service()).await {
                tracing::error!(%error, "metrics are not served any more");
            }
        }
        Err(error) => tracing::error!(%error, "metrics are not served"),
    }
}
