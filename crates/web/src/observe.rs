//! What is said of every request, to whoever runs the server: which route, which status, how long. Never an address with a
//! number in it, never a query, a name or a header: what is told is a type of its own, which has no place for them.

use crate::metrics::method;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tracing::Instrument;

/// Header with the number of the request, for whoever asks what went wrong.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// All that is told of a request that was answered.
#[derive(Debug, Clone)]
pub struct Answered {
    /// Random number of the request, as the answer's `x-request-id` has it.
    pub request: String,
    /// Method of HTTP: one of a few, or `other`.
    pub method: &'static str,
    /// The route as the table has it, `/checks/{id}`; `none` where there is no such page.
    pub route: String,
    /// Status of HTTP.
    pub status: u16,
    /// When it came in.
    pub began: SystemTime,
    /// Time to the first byte of the answer.
    pub took: Duration,
}

/// Somebody who is told of every request: traces, say.
#[derive(Clone, Default)]
pub struct Watcher(Option<Arc<Telling>>);

type Telling = dyn Fn(&Answered) + Send + Sync;

impl Watcher {
    /// Tells this one.
    pub fn new(tell: impl Fn(&Answered) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Watcher({})", if self.0.is_some() { "somebody" } else { "nobody" })
    }
}

/// Who asked, by number: the answer bears it on its way out, to here.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker(pub(crate) u32);

/// Gives the request a number, under which everything stands that goes wrong in it, and tells how it ended.
pub(crate) async fn observe(State(watcher): State<Watcher>, request: Request, next: Next) -> Response {
    let (began, clock) = (SystemTime::now(), Instant::now());
    let number = number();
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    // Of the level of errors, so that an error in it always has the request's number.
    let span = tracing::error_span!("request", request = number.as_str(), method, route = route.as_str());
    let mut response = next.run(request).instrument(span.clone()).await;
    let told = Answered {
        request: number,
        method,
        route,
        status: response.status().as_u16(),
        began,
        took: clock.elapsed(),
    };
    let actor = response.extensions_mut().remove::<Asker>().map(|asker| asker.0);
    span.in_scope(|| {
        let milliseconds = u64::try_from(told.took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = told.status, milliseconds, actor, "a request was answered");
    });
    if let Some(tell) = &watcher.0 {
        tell(&told);
    }
    if let Ok(number) = HeaderValue::from_str(&told.request) {
        response.headers_mut().insert(REQUEST_ID, number);
    }
    response
}

/// Sixteen random digits. What the caller sends as a number of its own is the caller's words, and is not taken.
fn number() -> String {
    let mut bytes = [0; 8];
    // Without random numbers nothing else works either; a number that is nought says so.
    let _ = getrandom::fill(&mut bytes);
    format!("{:016x}", u64::from_be_bytes(bytes))
}
