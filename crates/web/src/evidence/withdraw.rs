//! Taking back what was proposed: it stays in suspense.

use super::looks::said;
use super::settle::reason;
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, KeepEvidence, Signing};
use crate::words::sentence;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use evidence::{EvidenceStore, Settlement};
use maud::html;

/// The form.
pub async fn ask(
    right: Earned<KeepEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let of = right.0.settlement(store, number).await?;
    Ok(page(&right.0.viewer(&cookies), &of, "", right.0.signing(), &Errors::none()))
}

/// Takes it back.
pub async fn withdraw(
    right: Earned<KeepEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let of = right.0.settlement(store, number).await?;
    let why = form.text("why");
    let done = match reason(why, "Say why it is taken back") {
        Err(errors) => Err(errors),
        Ok(()) => right.0.take_back(number, why, &form, &cookies).await?,
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/evidence/{store}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), &of, why, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(
    viewer: &Viewer,
    (store, settlement): &(EvidenceStore, Settlement),
    why: &str,
    signing: Signing,
    errors: &Errors,
) -> Page {
    let number = settlement.number;
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Take settlement " (number) " back" }
        p.govuk-body { (sentence(&said(settlement.kind, settlement.items))) " in the evidence store " (gate::harmless(&store.name)) ". They stay in suspense, and it can be proposed anew." }
        form action={ "/evidence/" (store.number) "/settlements/" (number) "/withdraw" } method="post" novalidate {
            (field::text_area("why", "Why it is taken back", "The words are kept, sealed. Do not name anybody.", why, errors))
            (signing.fields(errors))
            (button::warning("Take it back"))
        }
    };
    Page::new(viewer, format!("Take settlement {number} back"), body)
        .at(Place::Evidence)
        .back(format!("/evidence/{}", store.number), "Back to the store")
}
