//! Takes an extract as it streams in, sealed, and leads to what was understood of it.

use super::choose::page;
use crate::checks::{accepts_json, next_part, paced, parts};
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ImportPeople};
use axum::Extension;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uploads::UploadId;

/// Takes the file. A script that shows progress asks for JSON; a form is led to the page.
pub async fn receive(
    right: Earned<ImportPeople>,
    Extension(cookies): Extension<Cookies>,
    request: Request,
) -> Result<Response, Problem> {
    let wants_json = accepts_json(request.headers());
    match file(&right.0, request).await {
        Ok(Some(id)) if wants_json => {
            let body = serde_json::json!({ "location": address(&id) });
            Ok((StatusCode::CREATED, axum::Json(body)).into_response())
        }
        Ok(Some(id)) => Ok(Redirect::to(&address(&id)).into_response()),
        Ok(None) => {
            let waiting = right.0.waiting().await?;
            let errors = Errors::of("file", "Choose a file");
            let page = page(&right.0.viewer(&cookies), right.0.file_bytes(), &waiting, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(problem) if wants_json => Ok(problem.into_json_response()),
        Err(problem) => Err(problem),
    }
}

fn address(id: &UploadId) -> String {
    format!("/people/import/{id}")
}

/// One file: an extract is decided on by itself.
async fn file(right: &ImportPeople, request: Request) -> Result<Option<UploadId>, Problem> {
    let bytes = request.body().size_hint().exact();
    let mut form = parts(request, right.file_bytes())?;
    let mut received = None;
    while let Some(field) = next_part(&mut form).await? {
        let name = field.file_name().unwrap_or_default().to_owned();
        if name.is_empty() {
            continue;
        }
        if received.is_some() {
            return Err(Problem::bad_request(
                "Several extracts were sent at once",
                "The first of them waits under “Import people”. Send the next when it is imported",
            ));
        }
        received = Some(right.set_aside(&name, bytes, paced(field)).await?);
    }
    Ok(received)
}
