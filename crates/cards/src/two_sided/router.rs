//! The relay as four addresses, for a host that has nothing else to lose.

use super::digits::Digits;
use super::relay::{Answered, Relay, RelayError};
use axum::extract::{DefaultBodyLimit, Extension, Json, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Router, response::IntoResponse, response::Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Who asks. Whoever mounts the router puts it into each request: from the connection, or from a proxy of their own.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

type Shared = Arc<Mutex<Relay>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    nonce: String,
}

#[derive(Serialize)]
struct Begun {
    token: String,
    digits: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    digits: String,
}

#[derive(Serialize)]
struct Question {
    nonce: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    digits: String,
    enrolment: String,
    presence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fetch {
    digits: String,
    token: String,
}

#[derive(Serialize)]
struct Fetched {
    enrolment: String,
    presence: String,
}

struct Failed(StatusCode, String);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}

impl From<RelayError> for Failed {
    fn from(error: RelayError) -> Self {
        let status = match error {
            RelayError::TooOften => StatusCode::TOO_MANY_REQUESTS,
            RelayError::NotThere => StatusCode::NOT_FOUND,
            RelayError::AnsweredAlready => StatusCode::CONFLICT,
            RelayError::TooLong => StatusCode::BAD_REQUEST,
            RelayError::Full | RelayError::NoRandom(_) => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self(status, error.to_string())
    }
}

/// The relay's addresses: `begin` and `fetch` for the page, `question` and `answer` for the telephone. All are posted to, so
/// that nothing stands in a log of addresses.
pub fn router(relay: Relay) -> Router {
    Router::new()
        .route("/begin", post(begin))
        .route("/question", post(question))
        .route("/answer", post(answer))
        .route("/fetch", post(fetch))
        .layer(DefaultBodyLimit::max(8 * 1024))
        .with_state(Arc::new(Mutex::new(relay)))
}

async fn begin(
    State(relay): State<Shared>,
    Extension(Peer(from)): Extension<Peer>,
    Json(asked): Json<Begin>,
) -> Result<Json<Begun>, Failed> {
    let nonce = exact(&asked.nonce)?;
    let begun = locked(&relay).begin(nonce, from, Timestamp::now())?;
    Ok(Json(Begun { token: BASE64.encode(begun.token), digits: begun.digits.to_string() }))
}

async fn question(
    State(relay): State<Shared>,
    Extension(Peer(from)): Extension<Peer>,
    Json(typed): Json<Typed>,
) -> Result<Json<Question>, Failed> {
    let nonce = locked(&relay).question(digits(&typed.digits)?, from, Timestamp::now())?;
    Ok(Json(Question { nonce: BASE64.encode(nonce) }))
}

async fn answer(
    State(relay): State<Shared>,
    Extension(Peer(from)): Extension<Peer>,
    Json(said): Json<Answer>,
) -> Result<StatusCode, Failed> {
    let answered = Answered { enrolment: decoded(&said.enrolment)?, presence: decoded(&said.presence)? };
    locked(&relay).answer(digits(&said.digits)?, answered, from, Timestamp::now())?;
    Ok(StatusCode::NO_CONTENT)
}

async fn fetch(State(relay): State<Shared>, Json(asked): Json<Fetch>) -> Result<Response, Failed> {
    let fetched = locked(&relay).fetch(digits(&asked.digits)?, &exact(&asked.token)?, Timestamp::now())?;
    Ok(match fetched {
        None => StatusCode::ACCEPTED.into_response(),
        Some(Answered { enrolment, presence }) => {
            Json(Fetched { enrolment: BASE64.encode(enrolment), presence: BASE64.encode(presence) })
                .into_response()
        }
    })
}

/// A relay that broke off in the middle has nothing half done: each of its steps is one change.
fn locked(relay: &Shared) -> std::sync::MutexGuard<'_, Relay> {
    relay.lock().unwrap_or_else(PoisonError::into_inner)
}

fn digits(text: &str) -> Result<Digits, Failed> {
    text.parse().map_err(|error: super::DigitsError| Failed(StatusCode::BAD_REQUEST, error.to_string()))
}

fn decoded(text: &str) -> Result<Vec<u8>, Failed> {
    BASE64.decode(text).map_err(|_| Failed(StatusCode::BAD_REQUEST, RelayError::TooLong.to_string()))
}

fn exact<const N: usize>(text: &str) -> Result<[u8; N], Failed> {
    let wrong = || Failed(StatusCode::BAD_REQUEST, RelayError::TooLong.to_string());
    decoded(text)?.try_into().map_err(|_| wrong())
}
