//! Deciding: a colleague approves or refuses what was proposed. Neither can be undone, so each is signed.

use super::summary::{facts, reasons};
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field, verdict};
use crate::problem::Problem;
use crate::right::{ApproveRelease, Cookies, Deciding, Earned, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// The page.
pub async fn decision(
    right: Earned<ApproveRelease>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let deciding = right.0.deciding(number).await?;
    Ok(page(&right.0.viewer(&cookies), &deciding, "", right.0.signing(), &Errors::none()))
}

/// Approves.
pub async fn approve(
    right: Earned<ApproveRelease>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let deciding = right.0.deciding(number).await?;
    let decided = if form.ticked("looked") {
        right.0.approve(&deciding, &form, &cookies).await?
    } else {
        Err(Errors::of("looked", "Confirm that you have looked at the result of the check"))
    };
    Ok(settled(&right.0, &cookies, &deciding, "", decided))
}

/// Refuses.
pub async fn refuse(
    right: Earned<ApproveRelease>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let deciding = right.0.deciding(number).await?;
    let why = form.text("why");
    let decided = if why.is_empty() {
        Err(Errors::of("why", "Say why it is refused, so that it can be put right"))
    } else {
        right.0.refuse(&deciding, why, &form, &cookies).await?
    };
    Ok(settled(&right.0, &cookies, &deciding, why, decided))
}

fn settled(
    right: &ApproveRelease,
    cookies: &Cookies,
    deciding: &Deciding,
    why: &str,
    decided: Result<(), Errors>,
) -> Response {
    match decided {
        Ok(()) => Redirect::to(&format!("/releases/{}", deciding.release.number)).into_response(),
        Err(errors) => {
            let page = page(&right.viewer(cookies), deciding, why, right.signing(), &errors).with_error();
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    }
}

/// The way to the whole result, checked anew for who decides.
fn look(deciding: &Deciding) -> Markup {
    let number = deciding.release.number;
    html! {
        h2.govuk-heading-m { "Look first" }
        @if deciding.may_look {
            p.govuk-body { "The file is checked once more, for you: you see everything that was found in it, and can look into the file itself." }
            (button::post(&format!("/releases/{number}/look"), &button::secondary("Look into the file yourself")))
        } @else {
            p.govuk-body { "The bytes of this file were not kept here. Ask whoever proposed it for the file, and check that before you decide." }
        }
    }
}

fn page(viewer: &Viewer, deciding: &Deciding, why: &str, signing: Signing, errors: &Errors) -> Page {
    let release = &deciding.release;
    let number = release.number;
    let looked = [("yes", "I have looked at the result, and it may leave", "", false)];
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Decide on release " (number) }
        p.govuk-body { "The check says: " (verdict::tag(release.verdict)) }
        (facts(release, &deciding.names))
        (reasons(release))
        @if deciding.is_own {
            div.govuk-inset-text { p { "You proposed this yourself, so somebody else decides." } }
        } @else {
            (look(deciding))
            h2.govuk-heading-m { "Approve" }
            p.govuk-body { "With your approval the file counts as given to the public, with everybody whose data are in it. This cannot be undone." }
            form action={ "/releases/" (number) "/approve" } method="post" novalidate {
                (field::checkboxes("looked", "Confirm", "", &looked, errors))
                (signing.fields(errors))
                (button::submit("Approve"))
            }
            h2.govuk-heading-m { "Refuse" }
            form action={ "/releases/" (number) "/refuse" } method="post" novalidate {
                (field::text_area("why", "Why it is refused", "The words are kept, sealed. Do not name anybody.", why, errors))
                (signing.fields_named("refuse-", errors))
                (button::warning("Refuse"))
            }
        }
    };
    Page::new(viewer, format!("Decide on release {number}"), body)
        .at(Place::Releases)
        .back(format!("/releases/{number}"), "Back to the release")
}
