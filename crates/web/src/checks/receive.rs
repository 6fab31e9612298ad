//! Files on their way in: each is sealed as it streams by, and is there only when it arrived whole.

use super::heading::Heading;
use super::pace::{SILENCE, paced};
use crate::problem::Problem;
use crate::right::{CheckFiles, Earned, Receiving};
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use uploads::UploadId;

/// Most files in one form.
const MOST_FILES: usize = 20;

/// Takes the files of a form. A script that shows progress asks for JSON; a form is led to the page.
pub async fn receive(right: Earned<CheckFiles>, request: Request) -> Response {
    let wants_json = accepts_json(request.headers());
    match files(&right.0, request).await {
        Ok(received) => answer(&received, wants_json),
        Err(problem) if wants_json => problem.into_json_response(),
        Err(problem) => problem.into_response(),
    }
}

/// A form with files, part by part.
pub struct Parts {
    form: multer::Multipart<'static>,
    heading: Heading,
}

/// The parts of a form with files, at most so many bytes of them and of what stands around them.
pub fn parts(request: Request, most: u64) -> Result<Parts, Problem> {
    let boundary = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| multer::parse_boundary(kind).ok())
        .ok_or_else(|| {
            Problem::bad_request("No file was sent", "Choose a file, and send it from the page")
        })?;
    let limits = multer::SizeLimit::new().whole_stream(most.saturating_add(1 << 20));
    let constraints = multer::Constraints::new().size_limit(limits);
    let heading = Heading::new();
    let pieces = heading.limits(request.into_body().into_data_stream());
    Ok(Parts { form: multer::Multipart::with_constraints(pieces, boundary, constraints), heading })
}

/// The next part; none: there is no more.
pub async fn next_part(parts: &mut Parts) -> Result<Option<multer::Field<'static>>, Problem> {
    parts.heading.begins();
    let part = within(parts.form.next_field()).await?.map_err(|error| broken(&error))?;
    parts.heading.ends();
    Ok(part)
}

async fn files(right: &CheckFiles, request: Request) -> Result<Vec<UploadId>, Problem> {
    let receiving = right.receiving(request.body().size_hint().exact()).await?;
    let mut form = parts(request, (MOST_FILES as u64).saturating_mul(receiving.file_bytes()))?;
    let mut received = Vec::new();
    while let Some(field) = next_part(&mut form).await? {
        let name = field.file_name().unwrap_or_default().to_owned();
        if name.is_empty() {
            continue;
        }
        if received.len() == MOST_FILES {
            return Err(Problem::bad_request(
                format!("More than {MOST_FILES} files were sent at once"),
                format!("The first {MOST_FILES} are being checked; send the others after them"),
            ));
        }
        received.push(one(&receiving, &name, field).await?);
    }
    if received.is_empty() {
        return Err(Problem::bad_request("No file was chosen", "Choose a file first"));
    }
    Ok(received)
}

async fn one(receiving: &Receiving<'_>, name: &str, field: multer::Field<'_>) -> Result<UploadId, Problem> {
    receiving.file(name, paced(field)).await
}

async fn within<T>(work: impl Future<Output = T>) -> Result<T, Problem> {
    tokio::time::timeout(SILENCE, work).await.map_err(|_| {
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "too-slow",
            "Nothing arrived for a minute, so the file was not taken",
            "Send it again",
        )
    })
}

fn broken(error: &multer::Error) -> Problem {
    match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            Problem::too_large("what is taken at once")
        }
        _ => Problem::bad_request("The files did not arrive whole", "Send them again"),
    }
}

pub fn accepts_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|kinds| kinds.to_str().ok())
        .is_some_and(|kinds| kinds.split(',').any(|kind| kind.trim().starts_with("application/json")))
}

fn answer(received: &[UploadId], wants_json: bool) -> Response {
    let location = match received {
        [one] => format!("/checks/{one}"),
        _ => "/checks".to_owned(),
    };
    if wants_json {
        let ids: Vec<String> = received.iter().map(ToString::to_string).collect();
        let body = serde_json::json!({ "location": location, "checks": ids });
        return (StatusCode::CREATED, axum::Json(body)).into_response();
    }
    Redirect::to(&location).into_response()
}
