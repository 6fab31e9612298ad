//! Closes a holding: returned, destroyed, taken down.

use super::entered::moment;
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, text_area};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{ChangeHoldings, Cookies, Earned};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The form.
pub async fn ask(
    right: Earned<ChangeHoldings>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    right.0.order(number).await?;
    Ok(page(&right.0.viewer(&cookies), number, "", &Errors::none()))
}

/// Closes it.
pub async fn close(
    right: Earned<ChangeHoldings>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    sent: Form,
) -> Result<Response, Problem> {
    right.0.order(number).await?;
    let until = sent.text("until");
    let note = Some(sent.text("note").to_owned().into());
    let closed = match moment("until", until) {
        Ok(Some(moment)) => right.0.close(number, moment.into(), note).await?,
        Ok(None) => Err(Errors::of("until", "Enter when it ended, as well as it is known")),
        Err(errors) => Err(errors),
    };
    match closed {
        Ok(()) => Ok(Redirect::to(&format!("/holdings/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), number, until, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, number: u32, until: &str, errors: &Errors) -> Page {
    let ended = Input {
        name: "until",
        label: "When did it end?",
        hint: "A day as 2023-08-08, a month, or a minute, in London.",
        value: until,
        width: 20,
        ..Input::default()
    };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Close holding " (number) }
        p.govuk-body { "The holder has the data no longer. What it had until then stays on record, and counts in every question about that time." }
        form action={ "/holdings/" (number) "/close" } method="post" novalidate {
            (ended.render(errors))
            (text_area("note", "What shows it (optional)", "Such as: certificate of destruction 118. Kept sealed. Do not name anybody here.", "", errors))
            (button::submit("Close it"))
        }
    };
    Page::new(viewer, format!("Close holding {number}"), body)
        .at(Place::Holders)
        .back(format!("/holdings/{number}"), "Back to the holding")
}
