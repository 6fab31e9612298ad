//! What goes wrong, told to people as a page and to programs as RFC 9457.
//!
//! A [`Problem`] holds words for the caller only. What is for whoever runs the server goes to the log, by [`Problem::failed`],
//! without any value of a request: those can be personal.

use crate::page::{self, Leaving};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::fmt::Display;

/// Why there is no answer: what happened, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Status of HTTP.
    pub status: StatusCode,
    /// Stable identifier, the end of the problem's type.
    pub code: &'static str,
    /// What happened, one sentence without its full stop.
    pub what: String,
    /// What to do, likewise.
    pub fix: String,
    /// Seconds after which to try again.
    pub retry_after: Option<u32>,
    /// Where to go instead, for a browser.
    pub location: Option<String>,
    /// The other site to which a browser has to go first.
    pub leaving: Option<Box<Leaving>>,
}

impl Problem {
    /// A problem in two sentences.
    pub fn new(
        status: StatusCode,
        code: &'static str,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        let fix = crate::advice::on_a_page(&fix.into());
        Self { status, code, what: what.into(), fix, retry_after: None, location: None, leaving: None }
    }

    /// There is no such page, or nothing of that number that the caller may see: the two are not told apart.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is no such page, or you may not see it",
            "Check the address, or begin at the first page",
        )
    }

    /// The caller is known and may not.
    pub fn forbidden(needed: impl Display) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            format!("This page is for the {needed}"),
            "Ask an administrator, if it is part of your work",
        )
    }

    /// Nobody is signed in, or no token was sent.
    pub fn unknown_caller() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "not-signed-in",
            "You are not signed in",
            "Sign in, or send a token: Authorization: Bearer TOKEN",
        )
    }

    /// Another site has sent it.
    pub fn foreign() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "foreign",
            "This came from another site, or from a program that does not say where it comes from",
            "Open the page here, and send it from there",
        )
    }

    /// What was sent makes no sense.
    pub fn bad_request(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", what, fix)
    }

    /// It cannot be done as things are.
    pub fn conflict(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", what, fix)
    }

    /// Too much was sent.
    pub fn too_large(limit: &str) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            format!("This is larger than {limit}, the most that is taken here"),
            "Ask whoever runs this server: there is a way to check it there",
        )
    }

    /// Too often, or too many at once.
    pub fn too_many(what: impl Into<String>, seconds: u32) -> Self {
        let fix = format!("Try again in {}", crate::words::counted(u64::from(seconds), "second", "seconds"));
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", what, fix) }
    }

    /// Something that the caller cannot help. The kind of failure goes to the log; it holds no personal value, as all errors
    /// of Tipstaff.
    pub fn failed(during: &'static str, error: &dyn Display) -> Self {
        tracing::error!(during, %error, "a request failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "failed",
            "Something went wrong here, and nothing was changed",
            "Try again; if it stays, tell whoever runs this server the time",
        )
    }

    /// There is no room left on the server.
    pub fn no_room(during: &'static str, error: &dyn Display) -> Self {
        tracing::error!(during, %error, "there is no room left");
        Self::new(
            StatusCode::INSUFFICIENT_STORAGE,
            "no-room",
            "The server has no room left, and nothing was kept or changed",
            "Tell whoever runs this server, and try again when there is room",
        )
    }

    /// RFC 9457.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "type": format!("https://tipstaff.invalid/problems/{}", self.code),
            "title": self.what,
            "status": self.status.as_u16(),
            "detail": self.fix,
        })
    }

    /// For whoever asks for this address: programs have addresses of their own.
    pub fn answer(self, path: &str) -> Response {
        if path.starts_with("/api/") { self.into_json_response() } else { self.into_response() }
    }

    /// There is such an address, and not for this method.
    pub fn no_such_method() -> Self {
        Self {
            status: StatusCode::METHOD_NOT_ALLOWED,
            code: "method-not-allowed",
            what: "Nothing of that kind is taken here".into(),
            ..Self::not_found()
        }
    }

    /// It did not arrive in time.
    pub fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "too-slow",
            "It did not arrive in time, so nothing was done",
            "Send it again",
        )
    }

    /// For a program.
    pub fn into_json_response(self) -> Response {
        let body = self.json().to_string();
        let content = (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        self.headed((self.status, [content], body).into_response())
    }

    fn headed(&self, mut response: Response) -> Response {
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// As a page, or the way to another one.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Some(leaving) = self.leaving {
            return leaving.into_response();
        }
        if let Some(location) = &self.location {
            return axum::response::Redirect::to(location).into_response();
        }
        self.headed((self.status, page::problem(&self)).into_response())
    }
}
