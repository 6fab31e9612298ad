//! Files to keep, under names of our own: what people enter can hold anything, and can be about somebody.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A download. The name is of plain letters.
pub fn attached(kind: &'static str, name: &'static str, body: impl Into<axum::body::Body>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let body = body.into();
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
