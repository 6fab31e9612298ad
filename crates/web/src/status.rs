//! For whoever watches the server: whether it runs, and whether it can answer.

use crate::right::App;
use axum::extract::State;
use axum::http::StatusCode;

/// The process runs.
pub async fn health() -> &'static str {
    "ok\n"
}

/// The database answers, and the server stays. Otherwise a load balancer sends requests elsewhere.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.is_ending() {
        (StatusCode::SERVICE_UNAVAILABLE, "the server is about to end\n")
    } else if app.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    }
}
