//! Files sent by programs to be checked.

use super::{ProblemDocument, Refused};
use crate::address::Path;
use crate::checks::{disposition, paced, pdf_of};
use crate::form::Query;
use crate::problem::Problem;
use crate::right::{CheckFiles, Copied, Earned};
use axum::Json;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use gate::report::json;
use serde::Serialize;
use uploads::{State, Upload, UploadId};
use utoipa::ToSchema;

/// How far a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Others are before it.
    Waiting,
    /// It is being checked.
    Checking,
    /// There is a result.
    Checked,
    /// It could not be checked; treat it as held.
    Failed,
}

/// How far a safe copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CopyStage {
    /// Nobody asked for one.
    None,
    /// It is being made.
    Waiting,
    /// It can be had.
    Made,
    /// There is none, and there will be none.
    Failed,
}

/// A check.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckAnswer {
    /// Schema of this answer.
    #[schema(example = "tipstaff.check-state/1")]
    pub schema: &'static str,
    /// Identifier of the check.
    pub id: String,
    /// How far it is.
    pub stage: Stage,
    /// The verdict, once there is one: `clear`, `review`, `held` or `unchecked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// SHA-256 of what arrived, 64 hexadecimal digits.
    pub sha256: String,
    /// Bytes that arrived.
    pub bytes: u64,
    /// How far the safe copy is.
    pub copy: CopyStage,
    /// How many files it has.
    pub copies: usize,
    /// When all of it is deleted, RFC 3339.
    pub expires: String,
}

/// Send a file to be checked. The body is the file, as it is.
#[utoipa::path(
    post, path = "/api/checks", tag = "checks", operation_id = "sendFile",
    params(("name" = String, Query, description = "Name of the file, for the report")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "It arrived whole and waits", body = CheckAnswer),
        (status = 400, description = "No name, or nothing arrived", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "Too many at once", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "There was no room for several minutes", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn receive(
    right: Earned<CheckFiles>,
    Query(query): Query,
    request: Request,
) -> Result<Response, Refused> {
    let name = query.text("name");
    if name.is_empty() {
        return Err(Problem::bad_request("The file has no name", "Send it with ?name=FILE").into());
    }
    let bytes = request.body().size_hint().exact();
    let receiving = right.0.receiving(bytes).await?;
    let body = paced(request.into_body().into_data_stream());
    let id = receiving.file(name, body).await?;
    let upload = right.0.one(&id).await?;
    let headers = [(header::LOCATION, format!("/api/checks/{id}"))];
    Ok((StatusCode::CREATED, headers, Json(answer(&right.0, &upload).await?)).into_response())
}

/// How far is a check?
#[utoipa::path(
    get, path = "/api/checks/{id}", tag = "checks", operation_id = "check",
    params(("id" = String, Path, description = "Identifier of the check")),
    responses(
        (status = 200, description = "How far it is", body = CheckAnswer),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is somebody else's", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn show(right: Earned<CheckFiles>, Path(id): Path<String>) -> Result<Json<CheckAnswer>, Refused> {
    let upload = right.0.one(&parsed(&id)?).await?;
    Ok(Json(answer(&right.0, &upload).await?))
}

/// The report of a check, schema `tipstaff.check/1`. Values are masked.
#[utoipa::path(
    get, path = "/api/checks/{id}/report", tag = "checks", operation_id = "report",
    params(("id" = String, Path, description = "Identifier of the check")),
    responses(
        (status = 200, description = "The report", body = Object),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is somebody else's", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It is not checked yet", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn report(right: Earned<CheckFiles>, Path(id): Path<String>) -> Result<Response, Refused> {
    let upload = right.0.one(&parsed(&id)?).await?;
    let checked = right.0.result(&upload).await?;
    let written = json::pretty(&json::document(std::slice::from_ref(&checked), false))
        .map_err(|error| Problem::failed("writing a report", &error))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], written).into_response())
}

/// The report as PDF, for the case file; values are masked.
#[utoipa::path(
    get, path = "/api/checks/{id}/report.pdf", tag = "checks", operation_id = "report_pdf",
    params(("id" = String, Path, description = "Identifier of the check")),
    responses(
        (status = 200, description = "The report", body = Vec<u8>, content_type = "application/pdf"),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is somebody else's", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It is not checked yet", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn report_pdf(right: Earned<CheckFiles>, Path(id): Path<String>) -> Result<Response, Refused> {
    let written = pdf_of(&right.0, &parsed(&id)?).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], written).into_response())
}

/// Ask for a safe copy.
#[utoipa::path(
    post, path = "/api/checks/{id}/copy", tag = "checks", operation_id = "copy",
    params(("id" = String, Path, description = "Identifier of the check")),
    responses(
        (status = 202, description = "It will be made", body = CheckAnswer),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is somebody else's", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It is not checked yet", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn copy(right: Earned<CheckFiles>, Path(id): Path<String>) -> Result<Response, Refused> {
    let id = parsed(&id)?;
    right.0.ask_copy(&id).await?;
    let upload = right.0.one(&id).await?;
    Ok((StatusCode::ACCEPTED, Json(answer(&right.0, &upload).await?)).into_response())
}

/// A file of the safe copy.
#[utoipa::path(
    get, path = "/api/checks/{id}/copy/{number}", tag = "checks", operation_id = "copiedFile",
    params(
        ("id" = String, Path, description = "Identifier of the check"),
        ("number" = u32, Path, description = "Which file of the copy, from 0"),
    ),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 400, description = "That is no number", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn copied(
    right: Earned<CheckFiles>,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Refused> {
    let number = number
        .parse()
        .map_err(|_| Problem::bad_request("That is no number of a file", "Give 0 for the first file"))?;
    let (name, bytes, stream) = right.0.copied_file(&parsed(&id)?, number).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, bytes.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
    ];
    Ok((headers, Body::from_stream(stream)).into_response())
}

/// Delete a file, its result and its copies.
#[utoipa::path(
    delete, path = "/api/checks/{id}", tag = "checks", operation_id = "deleteFile",
    params(("id" = String, Path, description = "Identifier of the check")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 401, description = "No token, or one that is over", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The token is for something else", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "There is none, or it is somebody else's", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("token" = []))
)]
pub async fn delete(right: Earned<CheckFiles>, Path(id): Path<String>) -> Result<StatusCode, Refused> {
    right.0.delete(&parsed(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An identifier that is none is answered as one that is somebody else's.
fn parsed(id: &str) -> Result<UploadId, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}

async fn answer(right: &CheckFiles, upload: &Upload) -> Result<CheckAnswer, Problem> {
    let (stage, verdict) = match &upload.state {
        State::Waiting { .. } => (Stage::Waiting, None),
        State::Checking { .. } => (Stage::Checking, None),
        State::Checked { verdict } => (Stage::Checked, Some(verdict.to_string())),
        State::Failed { .. } => (Stage::Failed, Some(gate::Verdict::Unchecked.to_string())),
    };
    let (copy, copies) = match right.copy(upload).await? {
        None => (CopyStage::None, 0),
        Some(Copied::Waiting) => (CopyStage::Waiting, 0),
        Some(Copied::Failed { .. }) => (CopyStage::Failed, 0),
        Some(Copied::Made(made)) => (CopyStage::Made, made.files.len()),
    };
    Ok(CheckAnswer {
        schema: "tipstaff.check-state/1",
        id: upload.id.to_string(),
        stage,
        verdict,
        sha256: crate::words::hexadecimal(&upload.sha256),
        bytes: upload.bytes,
        copy,
        copies,
        expires: upload.expires.to_string(),
    })
}
