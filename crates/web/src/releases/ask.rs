//! Proposing a release: to whom, for which request, and why what has to be looked at may pass.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{self, Input};
use crate::page::{Page, Viewer, button, verdict};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ProposeRelease, Proposing, Signing};
use crate::words;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uploads::UploadId;

/// What was typed.
#[derive(Default)]
struct Typed<'f> {
    reference: &'f str,
    recipient: &'f str,
    what: &'f str,
    reasons: Vec<(&'f str, &'f str)>,
}

/// The form.
pub async fn ask(
    right: Earned<ProposeRelease>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let proposing = right.0.proposing(&id).await?;
    let viewer = right.0.viewer(&cookies);
    Ok(page(&viewer, &proposing, &Typed::default(), right.0.signing(), &Errors::none()))
}

/// Proposes it.
pub async fn propose(
    right: Earned<ProposeRelease>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let proposing = right.0.proposing(&id).await?;
    let typed = Typed {
        reference: form.text("reference"),
        recipient: form.text("recipient"),
        what: form.text("what"),
        reasons: form.beginning("reason-").collect(),
    };
    let refused = |errors: &Errors| {
        let page =
            page(&right.0.viewer(&cookies), &proposing, &typed, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let errors = missing(&typed, &proposing);
    if !errors.is_empty() {
        return refused(&errors);
    }
    match right.0.propose(&proposing, &form, &cookies).await? {
        Ok(number) => Ok(Redirect::to(&format!("/releases/{number}")).into_response()),
        Err(errors) => refused(&errors),
    }
}

fn missing(typed: &Typed<'_>, proposing: &Proposing) -> Errors {
    let mut errors = Errors::none();
    if typed.reference.is_empty() {
        errors.add("reference", "Enter the reference of the request");
    }
    if typed.recipient.is_empty() {
        errors.add("recipient", "Enter who gets the file");
    }
    if typed.what.is_empty() {
        errors.add("what", "Say in a few words what is released");
    }
    let is_silent = |rule: &str| !typed.reasons.iter().any(|(id, words)| *id == rule && !words.is_empty());
    if proposing.rules.iter().any(|(rule, _)| is_silent(rule.id)) {
        errors.add("reasons", "Say for each thing that has to be looked at why it may leave");
    }
    errors
}

fn page(
    viewer: &Viewer,
    proposing: &Proposing,
    typed: &Typed<'_>,
    signing: Signing,
    errors: &Errors,
) -> Page {
    let id = proposing.upload.id;
    let name = gate::harmless(&proposing.upload.name);
    let reference = Input {
        name: "reference",
        label: "Reference of the request",
        hint: "Such as FOI 2026/0123.",
        value: typed.reference,
        width: 20,
        ..Input::default()
    };
    let recipient = Input {
        name: "recipient",
        label: "Who gets it",
        hint: "The requester, or the place where it is published.",
        value: typed.recipient,
        ..Input::default()
    };
    let what = Input {
        name: "what",
        label: "What is released, in a few words",
        value: typed.what,
        ..Input::default()
    };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Propose a release" }
        p.govuk-body { (name) ", " (words::size(proposing.upload.bytes)) ". The check says: " (verdict::tag(proposing.checked.verdict)) }
        form action={ "/checks/" (id) "/release" } method="post" novalidate {
            (reference.render(errors))
            (recipient.render(errors))
            (what.render(errors))
            (reasons(proposing, typed, errors))
            (signing.fields(errors))
            (button::submit("Propose"))
        }
        p.govuk-body { "A colleague decides. You cannot approve what you proposed yourself." }
    };
    Page::new(viewer, "Propose a release", body)
        .at(Place::Releases)
        .back(format!("/checks/{id}"), "Back to the result")
}

fn reasons(proposing: &Proposing, typed: &Typed<'_>, errors: &Errors) -> Markup {
    html! {
        @if !proposing.rules.is_empty() {
            fieldset.govuk-fieldset id="reasons" {
                legend.govuk-fieldset__legend.govuk-fieldset__legend--m { "Why may this leave?" }
                p.govuk-hint { "Somebody has to look at each of these, and say why it may leave. The words are kept, sealed." }
                @if let Some(words) = errors.at("reasons") {
                    p.govuk-error-message { span.govuk-visually-hidden { "Error:" } " " (words) }
                }
                @for (rule, places) in &proposing.rules {
                    @let value = typed.reasons.iter().find(|(id, _)| *id == rule.id).map_or("", |(_, words)| words);
                    @let name = format!("reason-{}", rule.id);
                    (field::text_area(&name, &format!("{} ({})", words::sentence(rule.title), words::counted(*places, "place", "places")), rule.why, value, errors))
                }
            }
        }
    }
}
