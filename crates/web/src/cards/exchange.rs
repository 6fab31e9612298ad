//! What a print agent wrote without a network, and what it is answered with.

use crate::address::Path;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, OrderCards, Sent};
use crate::small_file::{is_file, small_file};
use axum::Extension;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use cards::job::LONGEST_BUNDLE;
use maud::html;

/// The form.
pub async fn ask(
    right: Earned<OrderCards>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    right.0.job(number).await?;
    Ok(page(&right.0.viewer(&cookies), number, &Errors::none()))
}

/// Takes it in, and gives the answer.
pub async fn exchange(
    right: Earned<OrderCards>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    request: Request,
) -> Result<Response, Problem> {
    right.0.job(number).await?;
    let bytes = if is_file(&request) {
        small_file(request, LONGEST_BUNDLE, "what a print agent writes").await?
    } else {
        Vec::new()
    };
    let sent = match bytes.as_slice() {
        [] => Err(Errors::of("file", "Choose the file that the print service sent")),
        bytes => right.0.exchange(number, bytes).await?,
    };
    let job = format!("/cards/jobs/{number}");
    match sent {
        Ok(Sent::Keys { window, answer }) => {
            let name = format!("attachment; filename=\"answer-{window}.age\"");
            let headers = [
                (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
                (header::CONTENT_DISPOSITION, name),
            ];
            Ok((headers, answer).into_response())
        }
        Ok(Sent::Closed) => Ok(Redirect::to(&job).into_response()),
        Ok(Sent::Stopped) => {
            let words = "This job was stopped: no further key is given. Its receipts were taken in. Tell the print service to \
                         end it and to send what its agent writes then";
            let page = page(&right.0.viewer(&cookies), number, &Errors::of("file", words)).with_error();
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), number, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, number: u32, errors: &Errors) -> Page {
    let error = errors.at("file");
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Take in what the print agent of job " (number) " wrote" }
        p.govuk-body {
            "Of a request for keys (request-0.json, and so on) you get the answer as a file, for the print service. \
             Of the end of a job its receipts and its certificate of destruction are taken in."
        }
        form action={ "/cards/jobs/" (number) "/exchange" } method="post" enctype="multipart/form-data" novalidate {
            div.govuk-form-group.govuk-form-group--error[error.is_some()] {
                label.govuk-label for="file" { "The file that the print service sent" }
                @if let Some(words) = error {
                    p.govuk-error-message id="file-error" { span.govuk-visually-hidden { "Error:" } " " (words) }
                }
                input.govuk-file-upload id="file" name="file" type="file" aria-describedby=[error.map(|_| "file-error")];
            }
            (button::submit("Take it in"))
        }
    };
    Page::new(viewer, "Take in what the print agent wrote", body)
        .at(Place::Cards)
        .back(format!("/cards/jobs/{number}"), "Back to the job")
}
