//! What was imported, the newest first, and the way to compare two of them.

use crate::form::Query;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::select;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Names, SeeImports};
use crate::words::count;
use axum::Extension;
use maud::{Markup, html};
use record::time::spoken_day;
use record::{PeopleImport, Sources};

/// The page.
pub async fn index(
    right: Earned<SeeImports>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let found = right.0.page(query.text("before").parse().ok()).await?;
    let names = right.0.names().await?;
    let sources = right.0.sources().await?;
    let may_compare = right.0.may_compare();
    let body = html! {
        h1.govuk-heading-l { "Imports of people" }
        @if query.ticked("known") {
            div.govuk-inset-text { "Everything in the extract was known already, so nothing was written. The file is deleted." }
        }
        @if right.0.may_import() { (button::link("/people/import", "Import people")) }
        @if found.imports.is_empty() {
            p.govuk-body { "Nothing was imported yet. People come from extracts of the force's own systems; without them, nobody can say who is affected." }
        } @else {
            (now(&sources))
            (list(&found.imports, &names))
            @if let Some(before) = found.next {
                p.govuk-body { a.govuk-link href={ "/people/imports?before=" (before) } { "Earlier imports" } }
            }
            @if may_compare { (compare(&found.imports)) }
        }
    };
    let page = Page::new(&right.0.viewer(&cookies), "Imports of people", body).at(Place::People).wide();
    Ok(if may_compare { page.back("/people", "Back to people") } else { page })
}

fn now(sources: &[Sources]) -> Markup {
    let rows: Vec<Vec<Markup>> = sources
        .iter()
        .map(|source| {
            vec![
                html! { (source.source) },
                html! { (count(source.members)) },
                html! { (count(source.leavers)) },
            ]
        })
        .collect();
    table::table(
        "Who is in the extracts now",
        &[("Extract", false), ("People in it", true), ("Left since", true)],
        &rows,
    )
}

fn list(imports: &[PeopleImport], names: &Names) -> Markup {
    let headings = [
        ("Imported", false),
        ("By", false),
        ("Extract", false),
        ("As of", false),
        ("People", true),
        ("New", true),
        ("Changed", true),
        ("Left", true),
        ("Again", true),
        ("Rows left out", true),
    ];
    let rows: Vec<Vec<Markup>> = imports
        .iter()
        .map(|import| {
            let act = &import.act;
            let mut row = vec![
                html! { a.govuk-link href={ "/people/imports/" (import.position) } { (summary::time(import.at)) } },
                html! { (names.of(import.actor)) },
                html! { (act.source) },
                html! { (spoken_day(import.as_of)) },
            ];
            let numbers = [act.rows, act.joined, act.changed, act.left, act.returned, act.refused];
            row.extend(numbers.map(|number| html! { (count(number)) }));
            row
        })
        .collect();
    table::table("Imports, the newest first", &headings, &rows)
}

/// Two of them.
fn compare(imports: &[PeopleImport]) -> Markup {
    let named: Vec<(String, String)> = imports
        .iter()
        .map(|import| {
            let words =
                format!("{} of {} (act {})", import.act.source, spoken_day(import.as_of), import.position);
            (import.position.to_string(), words)
        })
        .collect();
    let choices: Vec<(&str, &str)> =
        named.iter().map(|(position, words)| (position.as_str(), words.as_str())).collect();
    let newest = choices.first().map_or("", |(position, _)| *position);
    let before = choices.get(1).map_or(newest, |(position, _)| *position);
    let none = Errors::none();
    html! {
        h2.govuk-heading-m id="compare" { "Compare two imports" }
        p.govuk-body { "Who joined, who left, and of how many people which fields are different." }
        form action="/people/compare" method="get" {
            (select("first", "The earlier one", "", &choices, before, &none))
            (select("second", "The later one", "", &choices, newest, &none))
            (button::submit("Compare"))
        }
        p.govuk-body { a.govuk-link href="/people/compare" { "Compare two days instead" } }
    }
}
