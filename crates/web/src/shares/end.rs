//! Ends a share.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ShareData, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The form.
pub async fn ask(
    right: Earned<ShareData>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    is_open(&right.0, number).await?;
    Ok(page(&right.0.viewer(&cookies), number, right.0.signing(), &Errors::none()))
}

/// Ends it.
pub async fn end(
    right: Earned<ShareData>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    is_open(&right.0, number).await?;
    match right.0.end(number, &form, &cookies).await? {
        Ok(()) => Ok(Redirect::to(&format!("/shares/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), number, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn is_open(right: &ShareData, number: u32) -> Result<(), Problem> {
    if right.share(number).await?.0.share.is_open() {
        return Ok(());
    }
    Err(Problem {
        location: Some(format!("/shares/{number}")),
        ..Problem::conflict("This share is over", "Look at it")
    })
}

fn page(viewer: &Viewer, number: u32, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "End share " (number) }
        p.govuk-body { "Nothing is delivered under it any more. What was delivered stays on record, and has to be destroyed as agreed." }
        form action={ "/shares/" (number) "/end" } method="post" novalidate {
            (signing.fields(errors))
            (button::warning("End it"))
        }
    };
    Page::new(viewer, format!("End share {number}"), body)
        .at(Place::Shares)
        .back(format!("/shares/{number}"), "Back to the share")
}
