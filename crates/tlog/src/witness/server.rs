//! The witness over HTTP.

use std::{
    io,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Path, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tokio::{net::TcpListener, task::spawn_blocking, time::timeout};

use super::{Answer, MAX_REQUEST, Witness, state::origin_hash};

/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

impl Witness {
    /// `POST /add-checkpoint`, and `GET /<hash of the origin>/checkpoint` for monitors, to be put under any prefix.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/add-checkpoint", post(add_checkpoint))
            .route("/{origin}/checkpoint", get(latest))
            .with_state(self.clone())
    }

    /// Serves on a listener until it fails. In clear text: put a proxy with a certificate before it, unless it is the same
    /// machine.
    pub async fn serve(&self, listener: TcpListener) -> io::Result<()> {
        axum::serve(listener, self.router()).await
    }
}

async fn add_checkpoint(State(witness): State<Witness>, body: Body) -> Response {
    let Ok(body) = timeout(PATIENCE, to_bytes(body, MAX_REQUEST)).await else {
        return StatusCode::REQUEST_TIMEOUT.into_response();
    };
    let Ok(body) = body else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    // In a thread of its own, to the end: a client that hangs up must not leave a checkpoint half accepted.
    let answer = spawn_blocking(move || witness.add_checkpoint(&body, now)).await;
    answer.unwrap_or_else(|ended| Answer::Failed(ended.to_string())).into_response()
}

async fn latest(State(witness): State<Witness>, Path(hash): Path<String>) -> Response {
    let latest = spawn_blocking(move || {
        let origin = witness.logs.keys().find(|origin| origin_hash(origin) == hash)?;
        witness.latest(origin)
    });
    match latest.await {
        Ok(Some(checkpoint)) => {
            ([(CONTENT_TYPE, "text/plain; charset=utf-8")], checkpoint.to_bytes()).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let kind =
            if matches!(self, Self::Conflict(_)) { "text/x.tlog.size" } else { "text/plain; charset=utf-8" };
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(CONTENT_TYPE, kind)], self.body()).into_response()
    }
}
