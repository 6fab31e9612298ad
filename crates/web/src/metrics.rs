//! Counts and times for Prometheus: how many requests of which kind, how long they took, how many files were checked. No
//! path with a number in it, no name, nobody's address: routes only.

use crate::status::{Files, Readiness};
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// What a request was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    route: String,
    status: u16,
}

/// A part that the server cannot do without.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Part {
    part: &'static str,
}

/// Counts and times.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Mutex<Registry>>,
    requests: Family<Asked, Counter>,
    seconds: Histogram,
    ready: Family<Part, Gauge>,
    /// Uploads that are on their way in.
    pub uploads: Gauge,
    /// Uploads that wait until there is room for them.
    pub uploads_waiting: Gauge,
}

impl Metrics {
    /// From nought.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("tipstaff");
        let requests = Family::default();
        let seconds = Histogram::new(exponential_buckets(0.001, 2.0, 15));
        let uploads = Gauge::default();
        let uploads_waiting = Gauge::default();
        registry.register("requests", "Requests by route and status", requests.clone());
        registry.register_with_unit(
            "request",
            "Time to the first byte of an answer",
            Unit::Seconds,
            seconds.clone(),
        );
        let ready = Family::default();
        registry.register("ready", "Whether a part works, 1 or 0", ready.clone());
        registry.register("uploads_running", "Uploads on their way in", uploads.clone());
        registry.register("uploads_waiting", "Uploads that wait for room", uploads_waiting.clone());
        Self { registry: Arc::new(Mutex::new(registry)), requests, seconds, ready, uploads, uploads_waiting }
    }

    /// Says which parts work.
    pub(crate) fn are_ready(&self, readiness: Readiness) {
        for (part, works) in [
            ("database", readiness.database),
            ("files", readiness.files == Files::Ready),
            ("checks", readiness.checks),
        ] {
            self.ready.get_or_create(&Part { part }).set(works.into());
        }
    }

    /// In the words of `OpenMetrics`.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if let Ok(registry) = self.registry.lock() {
            // Writing to a string cannot fail.
            let _ = encode(&mut text, &registry);
        }
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// Methods are the caller's words: anybody could make a new one for each request.
pub(crate) fn method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

/// Counts a request.
pub async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = method(request.method()).to_owned();
    let response = next.run(request).await;
    metrics.seconds.observe(began.elapsed().as_secs_f64());
    metrics.requests.get_or_create(&Asked { method, route, status: response.status().as_u16() }).inc();
    response
}
