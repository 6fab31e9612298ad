//! `OpenAPI`, made from the handlers.

use super::{card_jobs, certificates, checks, evidence};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tipstaff",
        description = "May this file leave? Checks, safe copies and certificates for programs. Errors follow RFC 9457.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    paths(
        certificates::certificate, checks::receive, checks::show, checks::report, checks::report_pdf, checks::copy, checks::copied,
        checks::delete, card_jobs::card_keys, card_jobs::card_certificate, evidence::balance
    ),
    modifiers(&Token)
)]
struct Description;

/// Programs send a token that an administrator made for them.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// The description as text.
pub fn document() -> String {
    Description::openapi().to_pretty_json().unwrap_or_default()
}

/// Gives the description. Everybody may read it: it says nothing about anybody.
pub async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}
