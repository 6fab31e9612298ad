//! The page where what got out is dropped in, what waits there, and traces of before.

use super::state::progress;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::Input;
use crate::page::{Page, Viewer, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Signing, TraceLeak, Tracing};
use crate::words;
use axum::Extension;
use maud::{Markup, html};
use uploads::Aside;

/// What stands on the page.
pub struct Standing {
    /// Files that wait to be traced.
    pub files: Vec<Aside>,
    /// Traces of before.
    pub traces: Vec<Aside>,
    /// How the last one stands.
    pub tracing: Tracing,
    /// Whether the passphrase has to be typed.
    pub signing: Signing,
    /// Largest file, in bytes.
    pub most: u64,
}

impl Standing {
    /// As it is for the caller.
    pub async fn of(right: &TraceLeak) -> Result<Self, Problem> {
        let (files, traces) = right.asides().await?;
        let (tracing, signing) = (right.tracing()?, right.signing());
        Ok(Self { files, traces, tracing, signing, most: right.file_bytes() })
    }
}

/// The page.
pub async fn index(
    right: Earned<TraceLeak>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let standing = Standing::of(&right.0).await?;
    Ok(page(&right.0.viewer(&cookies), &standing, "", &Errors::none()))
}

/// The page, with what is wrong.
pub fn page(viewer: &Viewer, standing: &Standing, found: &str, errors: &Errors) -> Page {
    let runs = matches!(standing.tracing, Tracing::Running { .. });
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Trace a leak" }
        p.govuk-body {
            "Something got out: the file says which delivery it was, when it was taken, whom it is about, and which certificates of destruction it contradicts. "
            "The answer names no person, and accuses nobody falsely more often than once in a million times."
        }
        (outcome(&standing.tracing))
        @if !runs {
            (drop_zone(standing, errors))
            (waiting(standing, found, errors))
        }
        (traces(&standing.traces))
    };
    let page = Page::new(viewer, "Trace a leak", body).at(Place::Trace);
    if runs { page.refreshing(3) } else { page }
}

fn outcome(tracing: &Tracing) -> Markup {
    html! {
        @match tracing {
            Tracing::Never => {},
            Tracing::Running { stage } => {
                (progress(stage))
                p.govuk-body { "You may close this page: the result stands here when it is done." }
            },
            Tracing::Done { id } => div.govuk-inset-text {
                p { "The trace is done. " a.govuk-link href={ "/trace/" (id) } { "See what was found" } "." }
            },
            Tracing::Failed { at, why } => div.govuk-inset-text {
                p { strong { "It could not be traced. " } (why) ". (" (summary::time(*at)) ")" }
            },
        }
    }
}

fn drop_zone(standing: &Standing, errors: &Errors) -> Markup {
    let error = errors.at("file");
    html! {
        form action="/trace" method="post" enctype="multipart/form-data" data-upload novalidate {
            div.tip-drop data-drop {
                div.govuk-form-group.govuk-form-group--error[error.is_some()] {
                    label.govuk-label.govuk-label--m for="file" { "Choose the files that got out, or drop them here" }
                    div.govuk-hint id="file-hint" {
                        "Tables (CSV, Excel, OpenDocument), JSON, plain text, and photos (JPEG, PNG), each up to " (words::size(standing.most))
                        ". Several files are one leak. They are sealed, seen by nobody else, and deleted once they are traced, or after a day."
                    }
                    @if let Some(words) = error {
                        p.govuk-error-message id="file-error" { span.govuk-visually-hidden { "Error:" } " " (words) }
                    }
                    input.govuk-file-upload id="file" name="file" type="file" multiple
                        aria-describedby={ "file-hint" @if error.is_some() { " file-error" } };
                }
            }
            (button::secondary("Send"))
        }
    }
}

fn waiting(standing: &Standing, found: &str, errors: &Errors) -> Markup {
    let rows: Vec<Vec<Markup>> = standing
        .files
        .iter()
        .map(|file| {
            vec![
                html! { span.tip-break { (gate::harmless(&file.name)) } },
                html! { (words::size(file.bytes)) },
                summary::time(file.expires),
            ]
        })
        .collect();
    let when = Input {
        name: "found",
        label: "When you came to see it (optional)",
        hint: "A day as 2026-11-01, or a minute as 2026-11-01 14:05. It cannot have been taken later. Left empty: now.",
        value: found,
        width: 20,
        ..Input::default()
    };
    html! {
        @if !rows.is_empty() {
            (table::table("What you sent", &[("File", false), ("Size", true), ("Deleted after", false)], &rows))
            form action="/trace/begin" method="post" novalidate {
                (when.render(errors))
                (standing.signing.fields(errors))
                (button::submit("Trace"))
            }
            p.govuk-body { "That it was traced, and what came of it, is in the log for good. On a large record it takes minutes." }
            (button::post("/trace/forget", &button::secondary("Delete these files without tracing them")))
        }
    }
}

fn traces(traces: &[Aside]) -> Markup {
    let rows: Vec<Vec<Markup>> = traces
        .iter()
        .map(|kept| {
            vec![
                html! { a.govuk-link href={ "/trace/" (kept.id) } { "Trace of " (words::time(kept.received)) } },
                summary::time(kept.expires),
            ]
        })
        .collect();
    html! {
        @if rows.is_empty() {
            h2.govuk-heading-m { "Your traces" }
            p.govuk-body { "None yet. What a trace found stands here for two weeks; nobody else sees it." }
        } @else {
            (table::table("Your traces, the newest first", &[("Trace", false), ("Deleted after", false)], &rows))
        }
    }
}
