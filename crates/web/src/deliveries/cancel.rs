//! Says that a delivery never reached its recipient.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ShareData, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use share::DeliveryState;

/// The form.
pub async fn ask(
    right: Earned<ShareData>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    may_be_cancelled(&right.0, number).await?;
    Ok(page(&right.0.viewer(&cookies), number, "", right.0.signing(), &Errors::none()))
}

/// Cancels it.
pub async fn cancel(
    right: Earned<ShareData>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    may_be_cancelled(&right.0, number).await?;
    let why = form.text("why");
    let done = if why.is_empty() {
        Err(Errors::of("why", "Say why it never reached its recipient, and what became of the file"))
    } else {
        right.0.cancel(number, why, &form, &cookies).await?
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/deliveries/{number}")).into_response()),
        Err(errors) => {
            let viewer = right.0.viewer(&cookies);
            let page = page(&viewer, number, why, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn may_be_cancelled(right: &ShareData, number: u32) -> Result<(), Problem> {
    if right.delivery(number).await?.0.state == DeliveryState::Delivered {
        return Ok(());
    }
    Err(Problem {
        location: Some(format!("/deliveries/{number}")),
        ..Problem::conflict("This delivery cannot be cancelled any more", "Look at it")
    })
}

fn page(viewer: &Viewer, number: u32, why: &str, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Cancel delivery " (number) }
        p.govuk-body { "Only if the file never reached the recipient, and is gone. The holding ends now and stays on record, because nobody can prove that nothing left; what gets out is still traced to it." }
        form action={ "/deliveries/" (number) "/cancel" } method="post" novalidate {
            (field::text_area("why", "Why it never reached the recipient", "The words are kept, sealed. Do not name anybody.", why, errors))
            (signing.fields(errors))
            (button::warning("Cancel the delivery"))
        }
    };
    Page::new(viewer, format!("Cancel delivery {number}"), body)
        .at(Place::Shares)
        .back(format!("/deliveries/{number}"), "Back to the delivery")
}
