//! The page where files are dropped in, and those that one sent before.

use crate::form::Query;
use crate::navigation::Place;
use crate::page::pages::{self, Which};
use crate::page::{Page, Viewer, button, summary, table, verdict};
use crate::problem::Problem;
use crate::right::{CheckFiles, Cookies, Earned};
use crate::words;
use axum::Extension;
use maud::{Markup, html};
use uploads::{State, Upload};

/// The page.
pub async fn index(
    right: Earned<CheckFiles>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let which = Which::parse(query.text("page"));
    let (own, total) = right.0.own(which).await?;
    Ok(page(&right.0.viewer(&cookies), &drop_zone(right.0.file_bytes()), &own, which, total))
}

/// The form that takes files. Without JavaScript it is a plain one.
pub fn drop_zone(most: u64) -> Markup {
    html! {
        form action="/checks" method="post" enctype="multipart/form-data" data-upload {
            div.tip-drop data-drop {
                div.govuk-form-group {
                    label.govuk-label.govuk-label--m for="file" { "Choose files, or drop them here" }
                    div.govuk-hint id="file-hint" {
                        "Spreadsheets of Excel and OpenDocument, tables as text (CSV, TSV), JSON, plain text and photos (JPEG, PNG), each up to " (words::size(most))
                        ". Anything else is answered with “could not be checked”. What you send is sealed, seen by nobody else, and deleted after two weeks."
                    }
                    input.govuk-file-upload id="file" name="file" type="file" multiple aria-describedby="file-hint";
                }
            }
            (button::submit("Check"))
        }
    }
}

fn page(viewer: &Viewer, zone: &Markup, own: &[Upload], which: Which, total: u64) -> Page {
    let headings =
        [("File", false), ("Size", true), ("Sent", false), ("Result", false), ("Deleted after", false)];
    let rows: Vec<Vec<Markup>> = own.iter().map(row).collect();
    let body = html! {
        h1.govuk-heading-l { "Check a file" }
        p.govuk-body { "Tipstaff says what a file really holds, hidden parts included, and makes a copy without them." }
        (zone)
        @if own.is_empty() {
            h2.govuk-heading-m { "Files you sent" }
            p.govuk-body { "None yet. When you send a file, it stands here with its result until it is deleted." }
        } @else {
            (table::table("Files you sent, the newest first", &headings, &rows))
            (pages::links(which, total, "/checks?page="))
        }
    };
    Page::new(viewer, "Check a file", body).at(Place::Checks).wide()
}

fn row(upload: &Upload) -> Vec<Markup> {
    vec![
        html! { a.govuk-link href={ "/checks/" (upload.id) } { (gate::harmless(&upload.name)) } },
        html! { (words::size(upload.bytes)) },
        summary::time(upload.received),
        result(&upload.state),
        summary::time(upload.expires),
    ]
}

/// A state in a line.
fn result(state: &State) -> Markup {
    match state {
        State::Waiting { .. } => html! { "Waiting" },
        State::Checking { .. } => html! { "Being checked" },
        State::Checked { verdict } => verdict::tag(*verdict),
        State::Failed { .. } => verdict::tag(gate::Verdict::Unchecked),
    }
}
