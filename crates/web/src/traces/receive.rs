//! Takes what got out as it streams in, sealed.

use super::index::{Standing, page};
use crate::checks::{accepts_json, next_part, paced, parts};
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, TraceLeak};
use axum::Extension;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

/// Most files in one form; more come in another one.
const MOST_FILES: usize = 200;

/// Takes the files. A script that shows progress asks for JSON; a form is led to the page.
pub async fn receive(
    right: Earned<TraceLeak>,
    Extension(cookies): Extension<Cookies>,
    request: Request,
) -> Result<Response, Problem> {
    let wants_json = accepts_json(request.headers());
    match files(&right.0, request).await {
        Ok(0) => {
            let standing = Standing::of(&right.0).await?;
            let errors = Errors::of("file", "Choose a file");
            let page = page(&right.0.viewer(&cookies), &standing, "", &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Ok(_) if wants_json => {
            let body = serde_json::json!({ "location": "/trace" });
            Ok((StatusCode::CREATED, axum::Json(body)).into_response())
        }
        Ok(_) => Ok(Redirect::to("/trace").into_response()),
        Err(problem) if wants_json => Ok(problem.into_json_response()),
        Err(problem) => Err(problem),
    }
}

async fn files(right: &TraceLeak, request: Request) -> Result<usize, Problem> {
    let bytes = request.body().size_hint().exact();
    let mut form = parts(request, (MOST_FILES as u64).saturating_mul(right.file_bytes()))?;
    let mut received = 0;
    while let Some(field) = next_part(&mut form).await? {
        let name = field.file_name().unwrap_or_default().to_owned();
        if name.is_empty() {
            continue;
        }
        if received == MOST_FILES {
            return Err(Problem::bad_request(
                format!("More than {MOST_FILES} files were sent at once"),
                format!("The first {MOST_FILES} wait; send the others after them"),
            ));
        }
        right.set_aside(&name, bytes, paced(field)).await?;
        received += 1;
    }
    Ok(received)
}
