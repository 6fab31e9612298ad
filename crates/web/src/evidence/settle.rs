//! Proposing what becomes of a difference: with a reason, for a second person to decide on.

use super::looks::{said, settles};
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, KeepEvidence, Signing};
use crate::words::{sentence, size};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use evidence::{EvidenceStore, InSuspense};
use maud::html;

/// Longest reason, in characters.
pub(super) const LONGEST: usize = 4_000;

/// The form.
pub async fn ask(
    right: Earned<KeepEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let of = right.0.difference(store, number).await?;
    Ok(page(&right.0.viewer(&cookies), &of, "", right.0.signing(), &Errors::none()))
}

/// Proposes it.
pub async fn settle(
    right: Earned<KeepEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let of = right.0.difference(store, number).await?;
    let why = form.text("why");
    let proposed = match reason(why, "Say why: whoever decides reads it") {
        Err(errors) => Err(errors),
        Ok(()) => right.0.propose(number, why, &form, &cookies).await?,
    };
    match proposed {
        Ok(()) => Ok(Redirect::to(&format!("/evidence/{store}/differences/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), &of, why, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// What is wrong with a reason, for the form.
pub(super) fn reason(why: &str, missing: &str) -> Result<(), Errors> {
    if why.is_empty() {
        return Err(Errors::of("why", missing));
    }
    if why.chars().count() > LONGEST {
        return Err(Errors::of(
            "why",
            "At most 4,000 characters are kept. Say it shorter, or name the paper that says it",
        ));
    }
    Ok(())
}

fn page(
    viewer: &Viewer,
    (store, difference): &(EvidenceStore, InSuspense),
    why: &str,
    signing: Signing,
    errors: &Errors,
) -> Page {
    let address = format!("/evidence/{}/differences/{}", store.number, difference.number);
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Propose to settle difference " (difference.number) }
        p.govuk-body { (sentence(&said(difference.kind, difference.items))) " (" (size(difference.bytes)) ") in the evidence store " (gate::harmless(&store.name)) "." }
        p.govuk-body { (settles(difference.kind, false)) }
        p.govuk-body { "A second person decides; you cannot approve what you proposed yourself. Until then the items stay in suspense and the store stays red." }
        form action={ (address) "/settle" } method="post" novalidate {
            (field::text_area("why", "Why it is to be settled", "Such as: deleted by the supplier on 26 July; no copy was found. Whoever decides reads it; it is kept sealed.", why, errors))
            (signing.fields(errors))
            (button::submit("Propose"))
        }
    };
    Page::new(viewer, format!("Propose to settle difference {}", difference.number), body)
        .at(Place::Evidence)
        .back(address, "Back to the difference")
}
