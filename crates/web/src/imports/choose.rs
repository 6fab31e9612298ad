//! The page where an extract is chosen, and those that wait.

use super::waiting;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ImportPeople};
use crate::words;
use axum::Extension;
use maud::{Markup, html};
use uploads::Aside;

/// The page.
pub async fn choose(
    right: Earned<ImportPeople>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let waiting = right.0.waiting().await?;
    Ok(page(&right.0.viewer(&cookies), right.0.file_bytes(), &waiting, &Errors::none()))
}

/// The page, with what is wrong.
pub fn page(viewer: &Viewer, most: u64, waiting: &[Aside], errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Import people" }
        p.govuk-body {
            "An extract of one of the force's own systems, such as the staff list: a table with a row for each person and a number \
             that tells people apart. Nothing is written before you have seen what would change."
        }
        form action="/people/import" method="post" enctype="multipart/form-data" data-upload novalidate {
            div.tip-drop data-drop { (chooser(most, errors)) }
            (button::submit("Send"))
        }
        (waiting::list(waiting))
        (help())
    };
    Page::new(viewer, "Import people", body).at(Place::People).back("/people/imports", "Back to imports")
}

fn chooser(most: u64, errors: &Errors) -> Markup {
    let error = errors.at("file");
    html! {
        div.govuk-form-group.govuk-form-group--error[error.is_some()] {
            label.govuk-label.govuk-label--m for="file" { "Choose the extract, or drop it here" }
            div.govuk-hint id="file-hint" {
                "xlsx, xls, xlsb, ods, csv, tsv or JSON Lines, up to " (words::size(most))
                ". Its first row holds headings. It is sealed, seen by nobody else, and deleted once it is imported, or after a day."
            }
            @if let Some(words) = error {
                p.govuk-error-message id="file-error" { span.govuk-visually-hidden { "Error:" } " " (words) }
            }
            input.govuk-file-upload id="file" name="file" type="file"
                aria-describedby={ "file-hint" @if error.is_some() { " file-error" } };
        }
    }
}

fn help() -> Markup {
    html! {
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { "What a good extract holds" } }
            div.govuk-details__text {
                p { "A service number or pay number in every row, names as they are written today, and whatever else you hold: rank, unit, addresses. Leavers and former names need not be in it: who was imported once stays known." }
                p { "Who works under cover is never stored here. A column that says so is refused." }
                p { "Several systems have several extracts. Each has a name, and a later extract of the same name is its newer state: who is missing in it has left." }
            }
        }
    }
}
