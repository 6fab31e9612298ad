//! One check: how far it is, or what the file holds.

use super::copy::copy_panel;
use super::result::result;
use crate::address::Path;
use crate::navigation::Place;
use crate::page::{Page, button, verdict};
use crate::problem::Problem;
use crate::right::{CheckFiles, Cookies, Copied, Earned};
use crate::words;
use axum::Extension;
use gate::Verdict;
use maud::{Markup, html};
use uploads::{State, Upload, UploadId};

/// The page.
pub async fn show(
    right: Earned<CheckFiles>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let upload = right.0.one(&id).await?;
    let viewer = right.0.viewer(&cookies);
    let name = gate::harmless(&upload.name);
    let page = match &upload.state {
        State::Waiting { .. } | State::Checking { .. } => {
            Page::new(&viewer, format!("Checking {name}"), waiting(&upload, &name)).refreshing(2)
        }
        State::Failed { what, fix } => {
            Page::new(&viewer, format!("{name} could not be checked"), failed(&upload, &name, what, fix))
        }
        State::Checked { .. } => {
            let checked = right.0.result(&upload).await?;
            let copy = right.0.copy(&upload).await?;
            let waits = right.0.waits_for_decision(&upload.sha256).await?;
            let panel = copy_panel(&upload, &checked, copy.as_ref());
            // What is about the copy does not stand under the verdict of the original.
            let is_made = matches!(copy, Some(Copied::Made(_)));
            let actions = html! {
                @if !is_made { (panel) }
                @if let Some(release) = waits {
                    (button::link(&format!("/releases/{release}/decide"), &format!("Decide on release {release}")))
                } @else {
                    (release(&upload, checked.verdict, right.0.may_propose()))
                }
            };
            let is_waiting = matches!(copy, Some(Copied::Waiting));
            let below = html! { @if is_made { (panel) } };
            let body = html! {
                (result(&checked, &name, &actions, &below))
                (reports(&upload, right.0.may_see_samples()))
                (delete(&upload))
            };
            let page = Page::new(&viewer, format!("{}: {name}", verdict::look(checked.verdict).title), body);
            if is_waiting { page.refreshing(2) } else { page }
        }
    };
    Ok(page.at(Place::Checks).back("/checks", "Files you sent"))
}

fn waiting(upload: &Upload, name: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "Checking " (name) }
        (super::state::progress(upload.id, &super::state::sentence(upload)))
        p.govuk-body { "You may close this page: the result stands under " a.govuk-link href="/checks" { "Check a file" } "." }
    }
}

fn failed(upload: &Upload, name: &str, what: &str, fix: &str) -> Markup {
    html! {
        (verdict::panel(Verdict::Unchecked, name, &format!("{what}. {fix}."), &html! {}))
        (delete(upload))
    }
}

/// What leads to a release: what is clear, or wants reasons. What is held has no such way.
fn release(upload: &Upload, verdict: Verdict, may_propose: bool) -> Markup {
    html! {
        @if may_propose && matches!(verdict, Verdict::Clear | Verdict::Review) {
            (button::secondary_link(&format!("/checks/{}/release", upload.id), "Propose its release"))
        }
    }
}

fn reports(upload: &Upload, may_see_samples: bool) -> Markup {
    let id = upload.id;
    html! {
        h2.govuk-heading-m { "Look closer" }
        ul.govuk-list {
            li { a.govuk-link href={ "/checks/" (id) "/preview" } { "Look into the file, values masked" } }
            @if may_see_samples { li { a.govuk-link href={ "/checks/" (id) "/samples" } { "See the values as they are" } " (goes on record, with your reason)" } }
            li { "Report: " a.govuk-link href={ "/checks/" (id) "/report.pdf" } { "PDF, for the case file" } ", "
                a.govuk-link href={ "/checks/" (id) "/report.txt" } { "text" } ", "
                a.govuk-link href={ "/checks/" (id) "/report.json" } { "JSON" } ", "
                a.govuk-link href={ "/checks/" (id) "/report.sarif" } { "SARIF" } }
        }
    }
}

fn delete(upload: &Upload) -> Markup {
    html! {
        form action={ "/checks/" (upload.id) "/delete" } method="post" {
            p.govuk-body-s { "Sent " (words::time(upload.received)) ", deleted " (words::time(upload.expires)) " at the latest." }
            (button::secondary("Delete it now"))
        }
    }
}
