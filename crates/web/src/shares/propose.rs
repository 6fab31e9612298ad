//! Proposing a share: first it is compared with every list that somebody has, then it is proposed.

use super::asked::Asked;
use super::difference::differences;
use super::form::{Choices, despite, fields};
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer};
use crate::problem::Problem;
use crate::right::{Compared, Cookies, Earned, ShareData, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// The form.
pub async fn ask(right: Earned<ShareData>, Extension(cookies): Extension<Cookies>) -> Result<Page, Problem> {
    let choices = choices(&right.0).await?;
    let viewer = right.0.viewer(&cookies);
    Ok(page(&viewer, &Asked::default(), &choices, (None, right.0.signing()), &Errors::none()))
}

/// Compares it, or proposes it. Whatever a form says, what is proposed was compared.
pub async fn propose(
    right: Earned<ShareData>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let choices = choices(&right.0).await?;
    let viewer = right.0.viewer(&cookies);
    let asked = Asked::read(&form);
    let answer = |compared: Option<&Compared>, errors: &Errors| {
        let page = page(&viewer, &asked, &choices, (compared, right.0.signing()), errors);
        if errors.is_empty() {
            page.into_response()
        } else {
            (StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response()
        }
    };
    let order = match asked.order(&right.0).await? {
        Ok(order) => order,
        Err(errors) => return Ok(answer(None, &errors)),
    };
    let compared = match right.0.compare(&order).await? {
        Ok(compared) => compared,
        Err(errors) => return Ok(answer(None, &errors)),
    };
    if compared.people == 0 {
        let errors = Errors::of("source", "Nobody is in it today. Look at who is to be in it");
        return Ok(answer(None, &errors));
    }
    if form.text("do") != "propose" {
        return Ok(answer(Some(&compared), &Errors::none()));
    }
    match right.0.propose(&order, &form, &cookies).await? {
        Ok(number) => Ok(Redirect::to(&format!("/shares/{number}")).into_response()),
        Err(errors) => Ok(answer(Some(&compared), &errors)),
    }
}

async fn choices(right: &ShareData) -> Result<Choices, Problem> {
    let (enrolled, recipients) = right.enrolled().await?;
    Ok(Choices { enrolled, recipients, extracts: right.extracts().await? })
}

fn page(
    viewer: &Viewer,
    asked: &Asked,
    choices: &Choices,
    (compared, signing): (Option<&Compared>, Signing),
    errors: &Errors,
) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Propose a share" }
        @if choices.enrolled.is_empty() {
            div.govuk-inset-text {
                "Nobody gets deliveries yet. " a.govuk-link href="/recipients" { "Enrol the recipient" } " first, with the line of keys that it sends."
            }
        } @else {
            form action="/shares/propose" method="post" autocomplete="off" novalidate {
                @if let Some(compared) = compared { (result(asked, compared, choices, signing, errors)) }
                (fields(asked, choices, errors))
                button.govuk-button.govuk-button--secondary[compared.is_some()] type="submit" name="do" value="compare" data-module="govuk-button" {
                    @if compared.is_some() { "Compare again" } @else { "Compare with earlier lists" }
                }
            }
            p.govuk-body { "Nothing is proposed before you have seen what the list says about people when it is laid beside the lists that others have. A colleague then decides; you cannot approve what you proposed yourself." }
        }
    };
    Page::new(viewer, "Propose a share", body).at(Place::Shares).back("/shares", "Back to shares")
}

/// What the comparison says, and the way on.
fn result(
    asked: &Asked,
    compared: &Compared,
    choices: &Choices,
    signing: Signing,
    errors: &Errors,
) -> Markup {
    html! {
        h2.govuk-heading-m id="compared" { "Beside the lists that others have" }
        (differences(compared, &choices.recipients))
        @if compared.worst() > 0 { (despite(asked, errors)) }
        @else { input type="hidden" name="despite" value=(asked.despite); }
        (signing.fields(errors))
        button.govuk-button type="submit" name="do" value="propose" data-module="govuk-button" data-prevent-double-click="true" { "Propose" }
        h2.govuk-heading-m { "What you entered" }
    }
}
