//! The interface for programs. Its description is made from these handlers, and committed: `crates/web/openapi.json`.

mod card_jobs;
mod certificates;
mod checks;
mod description;
mod evidence;

pub use card_jobs::{card_certificate, card_keys};
pub use certificates::{Answer, CertificateAnswer, certificate};
pub use checks::{copied, copy, delete, receive, report, report_pdf, show};
pub use description::{description, document};
pub use evidence::balance;

use crate::problem::Problem;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A problem, as RFC 9457 writes it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// Identifier of the kind of problem.
    r#type: String,
    /// What happened.
    title: String,
    /// Status of HTTP.
    status: u16,
    /// What to do.
    detail: String,
}

/// A problem told to a program.
pub struct Refused(Problem);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.into_json_response()
    }
}
