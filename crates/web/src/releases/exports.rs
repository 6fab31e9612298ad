//! The register to take along, and certificates.

use super::index::filter;
use super::on_paper::on_paper;
use crate::address::Path;
use crate::form::{Form, Query};
use crate::problem::Problem;
use crate::right::{Earned, ReadReleases};
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use release::Release;

/// As a table.
pub async fn table(right: Earned<ReadReleases>, Query(query): Query) -> Result<Response, Problem> {
    written_as_table(&right.0, &query.without("recipient")).await
}

/// The same, asked by a form: it can name somebody.
pub async fn table_of(right: Earned<ReadReleases>, query: Form) -> Result<Response, Problem> {
    written_as_table(&right.0, &query).await
}

async fn written_as_table(right: &ReadReleases, query: &Form) -> Result<Response, Problem> {
    let found = found(right, query).await?;
    let mut text = String::new();
    release::csv(&found, &mut text).map_err(|error| Problem::failed("writing the register", &error))?;
    Ok(attached("text/csv; charset=utf-8", "releases.csv", text))
}

/// For programs.
pub async fn json(right: Earned<ReadReleases>, Query(query): Query) -> Result<Response, Problem> {
    written_as_json(&right.0, &query.without("recipient")).await
}

/// The same, asked by a form.
pub async fn json_of(right: Earned<ReadReleases>, query: Form) -> Result<Response, Problem> {
    written_as_json(&right.0, &query).await
}

async fn written_as_json(right: &ReadReleases, query: &Form) -> Result<Response, Problem> {
    let found = found(right, query).await?;
    let releases: Vec<serde_json::Value> = found.iter().map(release::json).collect();
    let document = serde_json::json!({ "schema": release::RELEASES_SCHEMA, "releases": releases });
    Ok(attached("application/json", "releases.json", document.to_string()))
}

/// The certificate, a signed note.
pub async fn certificate(right: Earned<ReadReleases>, Path(number): Path<u32>) -> Result<Response, Problem> {
    let note = right.0.certificate(number).await?;
    Ok(attached("text/plain; charset=utf-8", &format!("certificate-{number}.txt"), note))
}

/// The decision for the case file.
pub async fn pdf(right: Earned<ReadReleases>, Path(number): Path<u32>) -> Result<Response, Problem> {
    let release = right.0.one(number).await?;
    let paper = on_paper(&release, &right.0.names().await?);
    let written = tokio::task::spawn_blocking(move || paper.to_pdf()).await;
    let written = written.map_err(|error| Problem::failed("writing a decision", &error))?;
    let written = written.map_err(|error| Problem::failed("writing a decision", &error))?;
    Ok(attached("application/pdf", &format!("release-{number}.pdf"), written))
}

async fn found(right: &ReadReleases, query: &Form) -> Result<Vec<Release>, Problem> {
    let (filter, errors) = filter(query);
    if !errors.is_empty() {
        return Err(Problem::bad_request("The filter makes no sense", "Go back and correct it"));
    }
    right.list(&filter).await
}

fn attached(kind: &'static str, name: &str, body: impl Into<Body>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body.into())
        .into_response()
}
