//! Reports to keep: as PDF, text, JSON and SARIF. Values in them are masked.

use crate::address::Path;
use crate::page::download::attached;
use crate::problem::Problem;
use crate::right::{CheckFiles, Earned};
use axum::response::Response;
use gate::Checked;
use gate::report::pdf::{self, PdfOptions};
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

/// For case files.
pub async fn report_pdf(right: Earned<CheckFiles>, Path(id): Path<UploadId>) -> Result<Response, Problem> {
    let written = pdf_of(&right.0, &id).await?;
    Ok(attached("application/pdf", "tipstaff-report.pdf", written))
}

/// The report as PDF; the same for the page and for programs.
pub async fn pdf_of(right: &CheckFiles, id: &UploadId) -> Result<Vec<u8>, Problem> {
    let upload = right.one(id).await?;
    let examined = right.examined(&upload).await?;
    // What was checked earlier was perhaps checked by rules that are no longer here, so only their digest says which.
    let is_plain = examined.rules == release::rules_digest(&gate::Policy::default());
    let policy =
        if is_plain { "none of the force's own" } else { "the force's own, see the digest of the rules" };
    // Pages are laid out on a processor, and others wait for this thread.
    let written = tokio::task::spawn_blocking(move || {
        let options = PdfOptions { checked: examined.at, rules: examined.rules, policy, show_samples: false };
        pdf::write(&examined.checked, options)
    });
    let written = written.await.map_err(|error| Problem::failed("writing a report", &error))?;
    written.map_err(|error| Problem::failed("writing a report", &error))
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
