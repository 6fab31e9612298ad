//! How many people are known, and the form that looks somebody up.

use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, select, text_area};
use crate::page::{Page, Viewer, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, LookUpPeople, PeopleKnown, Signing};
use crate::words::{count, counted};
use axum::Extension;
use maud::{Markup, html};
use record::{Field, Lookup};

/// What was entered to look somebody up.
#[derive(Default)]
pub struct Entered<'f> {
    /// By which field.
    pub by: &'f str,
    /// The number or name.
    pub value: &'f str,
    /// What for.
    pub why: &'f str,
}

/// The page.
pub async fn index(
    right: Earned<LookUpPeople>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let known = right.0.known().await?;
    Ok(page(
        &right.0.viewer(&cookies),
        &known,
        &Entered::default(),
        (right.0.signing(), right.0.may_import()),
        &Errors::none(),
    ))
}

/// The page, with what was entered and what is wrong with it.
pub fn page(
    viewer: &Viewer,
    known: &PeopleKnown,
    entered: &Entered<'_>,
    (signing, may_import): (Signing, bool),
    errors: &Errors,
) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "People" }
        @if known.people == 0 {
            div.govuk-inset-text {
                "Nobody is on record yet. People come from extracts of the force's own systems. Without them, nobody can say who is affected."
            }
        } @else {
            p.govuk-body-l { (counted(known.people, "person is", "people are")) " on record." }
        }
        @if known.erased > 0 { p.govuk-body { (counted(known.erased, "person was", "people were")) " erased." } }
        @if known.people > 0 { (look_up(entered, signing, errors)) }
        (sources(known))
        (imports(known, may_import))
    };
    Page::new(viewer, "People", body).at(Place::People)
}

fn look_up(entered: &Entered<'_>, signing: Signing, errors: &Errors) -> Markup {
    let choices: Vec<(&str, &str)> = Field::all()
        .filter(|field| matches!(field.row().lookup, Lookup::Number | Lookup::Name))
        .map(|field| (field.id(), field.title()))
        .collect();
    let value = Input {
        name: "value",
        label: "Number or name",
        hint: "The whole of it: Smith finds Smith, not Smithson. A surname finds former surnames too.",
        value: entered.value,
        ..Input::default()
    };
    html! {
        h2.govuk-heading-m { "Look somebody up" }
        p.govuk-body { "Names are shown to you, so the log says that you looked, and your purpose is kept sealed beside it." }
        form action="/people/find" method="post" autocomplete="off" novalidate {
            (select("by", "Look up by", "", &choices, if entered.by.is_empty() { "pay-number" } else { entered.by }, errors))
            (value.render(errors))
            (text_area("why", "What you need it for", "Such as: request 2026/118. Do not name anybody here.", entered.why, errors))
            (signing.fields(errors))
            (button::submit("Look up"))
        }
    }
}

fn sources(known: &PeopleKnown) -> Markup {
    let headings = [("Extract", false), ("People in it", true), ("Left since", true)];
    let rows: Vec<Vec<Markup>> = known
        .sources
        .iter()
        .map(|source| {
            vec![
                html! { (source.source) },
                html! { (count(source.members)) },
                html! { (count(source.leavers)) },
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (table::table("Where they come from", &headings, &rows))
        }
    }
}

fn imports(known: &PeopleKnown, may_import: bool) -> Markup {
    let headings = [("When", false), ("What", false), ("Act", true)];
    let rows: Vec<Vec<Markup>> = known
        .imports
        .iter()
        .map(|import| {
            vec![
                html! { a.govuk-link href={ "/people/imports/" (import.position) } { (summary::time(import.at)) } },
                html! { (import.sentence) },
                html! { (import.position) },
            ]
        })
        .collect();
    html! {
        @if may_import { (button::link("/people/import", "Import people")) }
        @if !rows.is_empty() {
            (table::table("Newest imports", &headings, &rows))
            p.govuk-body { a.govuk-link href="/people/imports" { "All imports, and compare two of them" } }
        }
    }
}
