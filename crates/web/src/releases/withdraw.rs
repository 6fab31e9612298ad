//! Whoever proposed a release takes it back.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ProposeRelease, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// Asks for the signature.
pub async fn ask_withdraw(
    right: Earned<ProposeRelease>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    right.0.own_proposal(number).await?;
    Ok(page(&right.0.viewer(&cookies), number, right.0.signing(), &Errors::none()))
}

/// Takes it back.
pub async fn withdraw(
    right: Earned<ProposeRelease>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    match right.0.withdraw(number, &form, &cookies).await? {
        Ok(()) => Ok(Redirect::to(&format!("/releases/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), number, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, number: u32, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Take release " (number) " back" }
        p.govuk-body { "It stays in the register as taken back, and can be proposed again." }
        form action={ "/releases/" (number) "/withdraw" } method="post" novalidate {
            (signing.fields(errors))
            (button::submit("Take it back"))
        }
    };
    Page::new(viewer, format!("Take release {number} back"), body)
        .at(Place::Releases)
        .back(format!("/releases/{number}"), "Back to the release")
}
