//! Deciding on a settlement: somebody who did not propose it approves or refuses it.

use super::cases::summed;
use super::looks::{said, settles, written};
use super::settle::reason;
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field, summary};
use crate::problem::Problem;
use crate::right::{Cookies, DecideEvidence, DecidingSettlement, Earned, Signing};
use crate::words::{sentence, size};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use evidence::DifferenceKind;
use jiff::Timestamp;
use maud::{Markup, html};

/// The page.
pub async fn decision(
    right: Earned<DecideEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let deciding = right.0.deciding(store, number).await?;
    let asked = (right.0.signing(), right.0.now());
    Ok(page(&right.0.viewer(&cookies), &deciding, "", asked, &Errors::none()))
}

/// Approves.
pub async fn approve(
    right: Earned<DecideEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let deciding = right.0.deciding(store, number).await?;
    let decided = right.0.approve(number, &form, &cookies).await?;
    Ok(settled(&right.0, &cookies, &deciding, "", decided))
}

/// Refuses.
pub async fn refuse(
    right: Earned<DecideEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let deciding = right.0.deciding(store, number).await?;
    let why = form.text("why");
    let decided = match reason(why, "Say why it is refused, so that it can be put right") {
        Err(errors) => Err(errors),
        Ok(()) => right.0.refuse(number, why, &form, &cookies).await?,
    };
    Ok(settled(&right.0, &cookies, &deciding, why, decided))
}

fn settled(
    right: &DecideEvidence,
    cookies: &Cookies,
    deciding: &DecidingSettlement,
    why: &str,
    decided: Result<(), Errors>,
) -> Response {
    match decided {
        Ok(()) => Redirect::to(&format!("/evidence/{}", deciding.store.number)).into_response(),
        Err(errors) => {
            let asked = (right.signing(), right.now());
            let page = page(&right.viewer(cookies), deciding, why, asked, &errors).with_error();
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    }
}

fn page(
    viewer: &Viewer,
    deciding: &DecidingSettlement,
    why: &str,
    (signing, now): (Signing, Timestamp),
    errors: &Errors,
) -> Page {
    let (number, store) = (deciding.settlement.number, deciding.store.number);
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Decide on settlement " (number) }
        (facts(deciding, now))
        @if deciding.is_own {
            div.govuk-inset-text { p { "You proposed this yourself, so somebody else decides." } }
        } @else {
            @if deciding.difference.is_some() {
                h2.govuk-heading-m { "Approve" }
                p.govuk-body { (settles(deciding.settlement.kind, deciding.settlement.is_gone)) " Then the store has to be listed again: only that says that it is green." }
                form action={ "/evidence/" (store) "/settlements/" (number) "/approve" } method="post" novalidate {
                    (signing.fields(errors))
                    // What is written off is not looked for any more.
                    @if matches!(deciding.settlement.kind, DifferenceKind::Missing | DifferenceKind::Damaged) { (button::warning("Approve: write them off")) }
                    @else { (button::submit("Approve")) }
                }
            } @else {
                div.govuk-inset-text { p { "What is in suspense is no longer what was proposed to be settled: some of it was found, or settled otherwise. It can only be refused, and proposed anew." } }
            }
            h2.govuk-heading-m { "Refuse" }
            form action={ "/evidence/" (store) "/settlements/" (number) "/refuse" } method="post" novalidate {
                (field::text_area("why", "Why it is refused", "The words are kept, sealed. Do not name anybody.", why, errors))
                (signing.fields_named("refuse-", errors))
                (button::secondary("Refuse"))
            }
        }
    };
    Page::new(viewer, format!("Decide on settlement {number}"), body)
        .at(Place::Evidence)
        .back(format!("/evidence/{store}"), "Back to the store")
        .wide()
}

fn facts(deciding: &DecidingSettlement, now: Timestamp) -> Markup {
    let settlement = &deciding.settlement;
    let name = gate::harmless(&deciding.store.name);
    let what = sentence(&said(settlement.kind, settlement.items));
    let bytes = size(settlement.bytes);
    let who =
        deciding.acts.actor(settlement.proposal).map_or_else(String::new, |actor| deciding.names.of(actor));
    let proposed = html! {
        (who) @if let Some(at) = deciding.acts.at(settlement.proposal) { ", " (summary::time(at)) } ", act " (settlement.proposal)
    };
    let why = written(&deciding.why);
    let cases = summed(&deciding.cases, now);
    let difference = html! {
        @if deciding.difference.is_some() {
            a.govuk-link href={ "/evidence/" (settlement.store) "/differences/" (settlement.difference) } { "Difference " (settlement.difference) }
        } @else { "Difference " (settlement.difference) ", which is over" }
    };
    summary::list(&[
        ("Store", &name),
        ("What", &what),
        ("Size", &bytes),
        ("Cases", &cases),
        ("Proposed by", &proposed),
        ("Why", &why),
        ("Look at it", &difference),
    ])
}
