//! What was understood of an extract, and the way to put it right.

use super::chosen::{Chosen, column_name, keys};
use super::looked::look;
use super::waiting::forget;
use crate::address::Path;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, radios, select};
use crate::page::{Page, Viewer, button, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ImportPeople};
use crate::words::{count, counted};
use axum::Extension;
use intake::{IGNORE, Intake, Meaning};
use maud::{Markup, html};
use record::Field;
use uploads::{Aside, UploadId};

/// Rows with something wrong that a page names.
const TOLD: usize = 20;

/// The page.
pub async fn understood(
    right: Earned<ImportPeople>,
    Path(id): Path<UploadId>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let aside = right.0.one(&id).await?;
    let viewer = right.0.viewer(&cookies);
    let chosen = Chosen::read(&query);
    match look(&right.0, &aside, &chosen, &viewer).await? {
        Ok(intake) => Ok(page(&viewer, &aside, &intake, &chosen, &Errors::none())),
        Err(page) => Ok(page),
    }
}

/// The page, with what has to be put right.
pub fn page(viewer: &Viewer, aside: &Aside, intake: &Intake, chosen: &Chosen, errors: &Errors) -> Page {
    let source = Input {
        name: "source",
        label: "Name of the extract",
        hint: "The system it comes from, such as hr or duties. A later extract of the same name is its newer state.",
        value: &chosen.source,
        width: 20,
        ..Input::default()
    };
    let as_of = Input {
        name: "as-of",
        label: "When it was made",
        hint: "A day as 2026-11-01, or a minute as 2026-11-01 14:05. Left empty: when you sent it.",
        value: &chosen.as_of,
        width: 20,
        ..Input::default()
    };
    let says = [
        (
            "complete",
            "Everybody, with everything",
            "Who is missing has left, and an empty cell ends a value.",
            !chosen.is_partial,
        ),
        (
            "partial",
            "Some people or some columns only",
            "It says nothing about anybody and anything else.",
            chosen.is_partial,
        ),
    ];
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "What was understood" }
        p.govuk-body-l {
            span.tip-break { (gate::harmless(&aside.name)) } ": " (counted(intake.rows.len() as u64, "row", "rows"))
            ", " (counted(intake.headings.len() as u64, "column", "columns")) "."
        }
        @for told in &intake.told { p.govuk-body { (record::words::plain(told)) } }
        (faults(intake))
        form action={ "/people/import/" (aside.id) "/changes" } method="get" novalidate {
            input type="hidden" name="sheet" value=(chosen.sheet);
            (columns(intake, chosen, errors))
            (source.render(errors))
            (as_of.render(errors))
            (radios("says", "Who is in it?", "", &says, errors))
            (select("key", "People are told apart by", "", &keys(), &chosen.key, errors))
            (button::submit("See what would change"))
        }
        (forget(aside))
    };
    Page::new(viewer, "What was understood", body)
        .at(Place::People)
        .back("/people/import", "Choose another file")
        .wide()
}

/// What the columns hold, each with a choice.
fn columns(intake: &Intake, chosen: &Chosen, errors: &Errors) -> Markup {
    let headings = [("Column", false), ("Rows with a value", true), ("It holds", false)];
    let mapping = chosen.mapping(&intake.headings);
    let rows: Vec<Vec<Markup>> = mapping
        .iter()
        .enumerate()
        .map(|(place, (heading, meaning))| {
            let filled = intake.rows.iter().filter(|(_, row)| row.get(place).is_some_and(|cell| !cell.trim().is_empty()));
            let name = column_name(heading, place);
            vec![
                html! { span.tip-break { @if heading.is_empty() { "(no heading)" } @else { (record::words::plain(heading)) } } },
                html! { (count(filled.count() as u64)) },
                choice(place, &name, meaning, errors),
            ]
        })
        .collect();
    table::table("What the columns hold", &headings, &rows)
}

fn choice(place: usize, name: &str, meaning: Meaning, errors: &Errors) -> Markup {
    let id = format!("column-{place}");
    let error = errors.at(&id);
    html! {
        div.govuk-form-group.govuk-form-group--error[error.is_some()] {
            @if let Some(words) = error {
                p.govuk-error-message id={ (id) "-error" } { span.govuk-visually-hidden { "Error:" } " " (words) }
            }
            select.govuk-select.govuk-select--error[error.is_some()] id=(id) name=(id) aria-label={ "What is in " (name) }
                aria-describedby=[error.map(|_| format!("{id}-error"))] {
                @if meaning == Meaning::Unclear { option value="" selected { "Not clear: choose" } }
                option value=(IGNORE) selected[meaning == Meaning::Nothing] { "Left out" }
                @for field in Field::all() {
                    option value=(field.id()) selected[meaning == Meaning::Field(field)] { (field.title()) }
                }
            }
        }
    }
}

/// Rows that could not be read.
fn faults(intake: &Intake) -> Markup {
    html! {
        @if !intake.faults.is_empty() {
            div.govuk-inset-text {
                p { (counted(intake.faults.len() as u64, "row", "rows")) " could not be read. No value of them is shown here:" }
                ul.govuk-list.govuk-list--bullet {
                    @for fault in intake.faults.iter().take(TOLD) { li { "row " (fault.row) ": " (fault.why) } }
                }
                @if intake.faults.len() > TOLD { p { "And " (count((intake.faults.len() - TOLD) as u64)) " more." } }
            }
        }
    }
}
