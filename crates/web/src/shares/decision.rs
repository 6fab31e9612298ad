//! Deciding on a share: somebody who did not propose it approves or refuses it.

use super::difference::differences;
use super::summary::facts;
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field};
use crate::problem::Problem;
use crate::right::{Cookies, DecideShare, DecidingShare, Earned, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The page.
pub async fn decision(
    right: Earned<DecideShare>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let deciding = right.0.deciding(number).await?;
    Ok(page(&right.0.viewer(&cookies), &deciding, "", right.0.signing(), &Errors::none()))
}

/// Approves.
pub async fn approve(
    right: Earned<DecideShare>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let deciding = right.0.deciding(number).await?;
    let decided = right.0.approve(number, &form, &cookies).await?;
    Ok(settled(&right.0, &cookies, &deciding, "", decided))
}

/// Refuses.
pub async fn refuse(
    right: Earned<DecideShare>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let deciding = right.0.deciding(number).await?;
    let why = form.text("why");
    let decided = if why.is_empty() {
        Err(Errors::of("why", "Say why it is refused, so that it can be put right"))
    } else {
        right.0.refuse(number, why, &form, &cookies).await?
    };
    Ok(settled(&right.0, &cookies, &deciding, why, decided))
}

fn settled(
    right: &DecideShare,
    cookies: &Cookies,
    deciding: &DecidingShare,
    why: &str,
    decided: Result<(), Errors>,
) -> Response {
    match decided {
        Ok(()) => Redirect::to(&format!("/shares/{}", deciding.shown.share.number)).into_response(),
        Err(errors) => {
            let page = page(&right.viewer(cookies), deciding, why, right.signing(), &errors).with_error();
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    }
}

fn page(viewer: &Viewer, deciding: &DecidingShare, why: &str, signing: Signing, errors: &Errors) -> Page {
    let number = deciding.shown.share.number;
    let now = jiff::Timestamp::now();
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Decide on share " (number) ": " (gate::harmless(&deciding.shown.share.terms.name)) }
        (facts(&deciding.shown, &deciding.recipients, &deciding.names, now))
        h2.govuk-heading-m { "Beside the lists that others have" }
        (differences(&deciding.compared, &deciding.recipients))
        @if deciding.is_own {
            div.govuk-inset-text { p { "You proposed this yourself, so somebody else decides." } }
        } @else {
            h2.govuk-heading-m { "Approve" }
            p.govuk-body { "From then on it is delivered under this share until it expires or is ended, each time sealed to the keys that the recipient has today." }
            form action={ "/shares/" (number) "/approve" } method="post" novalidate {
                (signing.fields(errors))
                (button::submit("Approve"))
            }
            h2.govuk-heading-m { "Refuse" }
            form action={ "/shares/" (number) "/refuse" } method="post" novalidate {
                (field::text_area("why", "Why it is refused", "The words are kept, sealed. Do not name anybody.", why, errors))
                (signing.fields_named("refuse-", errors))
                (button::warning("Refuse"))
            }
        }
    };
    Page::new(viewer, format!("Decide on share {number}"), body)
        .at(Place::Shares)
        .back(format!("/shares/{number}"), "Back to the share")
        .wide()
}
