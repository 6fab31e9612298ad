//! Traces for OpenTelemetry: one span for each request, with its route, its status and its time. It is made from
//! [`web::Answered`] and from nothing else, so there is nothing else in it; where no collector is named, nothing is made.

use crate::exit::Failure;
use opentelemetry::KeyValue;
use opentelemetry::trace::{Span, SpanKind, Status, Tracer, TracerProvider};
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use web::{Answered, Watcher};

/// Traces under way.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Begins, if the environment names a collector. The other settings are in the environment too, as OpenTelemetry
    /// documents them.
    pub fn begin() -> Result<Option<Self>, Failure> {
        let Some(endpoint) = super::collector() else { return Ok(None) };
        let exporter = SpanExporter::builder().with_http().build().map_err(|error| {
            Failure::new(
                format!("traces cannot be sent to {} ({error})", endpoint.to_string_lossy().escape_debug()),
                format!("Correct {}, or start without it", super::COLLECTOR),
            )
        })?;
        let resource = Resource::builder().with_service_name("tipstaff").build();
        let provider =
            SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
        Ok(Some(Self(provider)))
    }

    /// Who is told of requests.
    pub fn watcher(&self) -> Watcher {
        let tracer = self.0.tracer("tipstaff");
        Watcher::new(move |answered| tell(&tracer, answered))
    }

    /// Sends what has not been sent.
    pub fn end(self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}

/// A span, in the words of the conventions for HTTP.
fn tell(tracer: &SdkTracer, answered: &Answered) {
    let mut span = tracer
        .span_builder(format!("{} {}", answered.method, answered.route))
        .with_kind(SpanKind::Server)
        .with_start_time(answered.began)
        .with_attributes([
            KeyValue::new("http.request.method", answered.method),
            KeyValue::new("http.route", answered.route.clone()),
            KeyValue::new("http.response.status_code", i64::from(answered.status)),
            KeyValue::new("tipstaff.request", answered.request.clone()),
        ])
        .start(tracer);
    if answered.status >= 500 {
        span.set_status(Status::error(""));
    }
    span.end_with_timestamp(answered.began + answered.took);
}
