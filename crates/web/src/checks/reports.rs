//! Reports to keep: as text, JSON and SARIF. Values in them are masked.

use crate::page::download::attached;
use crate::problem::Problem;
use crate::right::{CheckFiles, Earned};
use crate::address::Path;
use axum::response::Response;
use gate::Checked;
use gate::report::{json, sarif, text};
use uploads::UploadId;

/// For programs.
pub async fn report_json(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let checked = checked(&right.0, &id).await?;
    let written = json::pretty(&json::document(std::slice::from_ref(&checked), false));
    let written = written.map_err(|error| Problem::failed("writing a report", &error))?;
    Ok(attached("application/json", "tipstaff-report.json", written))
}

/// For dashboards.
pub async fn report_sarif(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let checked = checked(&right.0, &id).await?;
    let written = json::pretty(&sarif::document(std::slice::from_ref(&checked)));
    let written = written.map_err(|error| Problem::failed("writing a report", &error))?;
    Ok(attached("application/sarif+json", "tipstaff-report.sarif", written))
}

/// For people.
pub async fn report_text(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let checked = checked(&right.0, &id).await?;
    let mut written = String::new();
    let options = text::TextOptions { verbose: true, ..text::TextOptions::default() };
    // Writing to a string cannot fail.
    let _ = text::write(&checked, options, &mut written);
    Ok(attached("text/plain; charset=utf-8", "tipstaff-report.txt", written))
}

async fn checked(right: &CheckFiles, id: &UploadId) -> Result<Checked, Problem> {
    let upload = right.one(id).await?;
    right.result(&upload).await
}
