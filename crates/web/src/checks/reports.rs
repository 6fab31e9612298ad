//! Reports to keep: as text, JSON and SARIF. Values in them are masked.

use crate::problem::Problem;
use crate::right::{CheckFiles, Earned};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use gate::Checked;
use gate::report::{json, sarif, text};
use uploads::UploadId;

/// For programs.
pub async fn report_json(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let checked = checked(&right.0, &id).await?;
    let written = json::pretty(&json::document(std::slice::from_ref(&checked), false));
    attached(
        "application/json",
        "json",
        written.map_err(|error| Problem::failed("writing a report", &error))?,
    )
}

/// For dashboards.
pub async fn report_sarif(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let checked = checked(&right.0, &id).await?;
    let written = json::pretty(&sarif::document(std::slice::from_ref(&checked)));
    attached(
        "application/sarif+json",
        "sarif",
        written.map_err(|error| Problem::failed("writing a report", &error))?,
    )
}

/// For people.
pub async fn report_text(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let checked = checked(&right.0, &id).await?;
    let mut written = String::new();
    let options = text::TextOptions { verbose: true, ..text::TextOptions::default() };
    // Writing to a string cannot fail.
    let _ = text::write(&checked, options, &mut written);
    attached("text/plain; charset=utf-8", "txt", written)
}

async fn checked(right: &CheckFiles, id: &UploadId) -> Result<Checked, Problem> {
    let upload = right.one(id).await?;
    right.result(&upload).await
}

/// A download under a name of our own: the file's can hold anything, and can be about somebody.
fn attached(kind: &'static str, ending: &str, body: String) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"tipstaff-report.{ending}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], body).into_response())
}
