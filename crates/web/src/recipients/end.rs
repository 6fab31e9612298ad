//! Ends a recipient: it gets nothing any more.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, EnrolRecipients, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The form.
pub async fn ask(
    right: Earned<EnrolRecipients>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (recipient, names) = right.0.enrolled(number).await?;
    let name = names.of(recipient.holder);
    Ok(page(&right.0.viewer(&cookies), number, &name, right.0.signing(), &Errors::none()))
}

/// Ends it.
pub async fn end(
    right: Earned<EnrolRecipients>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let (recipient, names) = right.0.enrolled(number).await?;
    match right.0.end(recipient.holder, &form, &cookies).await? {
        Ok(()) => Ok(Redirect::to("/recipients").into_response()),
        Err(errors) => {
            let (viewer, name) = (right.0.viewer(&cookies), names.of(number));
            let page = page(&viewer, number, &name, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, number: u32, name: &str, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "End deliveries to " (name) }
        p.govuk-body { "It gets nothing any more, under no share. What it has stays on record, and has to be destroyed as agreed." }
        form action={ "/recipients/" (number) "/end" } method="post" novalidate {
            (signing.fields(errors))
            (button::warning("End"))
        }
    };
    Page::new(viewer, format!("End deliveries to {name}"), body)
        .at(Place::Shares)
        .back("/recipients", "Back to recipients")
}
