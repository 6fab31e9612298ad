//! Two imports, or two days, compared: who joined, who left, of how many people which fields are different. Counts only.

use super::compared::{Asked, States, asked};
use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, select};
use crate::page::{Page, button, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, LookUpPeople};
use crate::words::count;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use record::PeopleChanges;

/// The page.
pub async fn compare(
    right: Earned<LookUpPeople>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Response, Problem> {
    let (answer, errors) = match asked(&right.0, &query).await? {
        Ok(Asked::Nothing) => (html! {}, Errors::none()),
        Ok(Asked::States(states)) => {
            let changes = right.0.changes(&states.first, &states.second).await?;
            (differences(&states, &changes), Errors::none())
        }
        Err(errors) => (html! {}, errors),
    };
    let extracts = right.0.extracts().await?;
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Compare people" }
        (answer)
        (form(&query, &extracts, &errors))
    };
    let page = Page::new(&right.0.viewer(&cookies), "Compare people", body)
        .at(Place::People)
        .back("/people/imports", "Back to imports");
    if errors.is_empty() {
        Ok(page.into_response())
    } else {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response())
    }
}

fn form(query: &Form, extracts: &[String], errors: &Errors) -> Markup {
    let day = |name, label, value| Input {
        name,
        label,
        hint: "A day as 2023-07-01, or a month as 2023-07.",
        value,
        width: 20,
        ..Input::default()
    };
    let mut sources = vec![("", "All extracts")];
    sources.extend(extracts.iter().map(|source| (source.as_str(), source.as_str())));
    html! {
        h2.govuk-heading-m { "Compare two days" }
        p.govuk-body { "The people as the first day began and as the second one ended, by all that is known today." }
        form action="/people/compare" method="get" novalidate {
            (day("from", "First day", query.text("from")).render(errors))
            (day("to", "Second day", query.text("to")).render(errors))
            (select("source", "Extract", "", &sources, query.text("source"), errors))
            (button::submit("Compare"))
        }
        p.govuk-body { a.govuk-link href="/people/imports#compare" { "Compare two imports instead" } }
    }
}

fn differences(states: &States, changes: &PeopleChanges) -> Markup {
    let others = changes.changed_people().len();
    let posting = changes.changed.iter().find(|(field, _)| field.id() == "unit");
    let moved = posting.map_or(0, |(_, people)| people.len());
    let rows: Vec<Vec<Markup>> = changes
        .changed
        .iter()
        .map(|(field, people)| vec![html! { (field.title()) }, html! { (count(people.len())) }])
        .collect();
    let is_same = changes.joined.is_empty() && changes.left.is_empty() && others == 0;
    html! {
        p.govuk-body-l { "Between " (states.names.0) " and " (states.names.1) ":" }
        (crate::imports::numbers_of(&[
            (changes.before, "people at first"),
            (changes.joined.len(), "joined"),
            (changes.left.len(), "left"),
            (moved, "moved to another unit"),
            (others, "changed"),
            (changes.after, "people in the end"),
        ]))
        @if is_same {
            p.govuk-body { "Nothing is different." }
        } @else {
            @if !rows.is_empty() {
                (table::table("Fields that are different, of people who are there both times", &[("Field", false), ("People", true)], &rows))
            }
            (button::secondary_link(&format!("/people/compare/names?{}", states.query()), "See who they are"))
            p.govuk-body { "It takes a purpose and your passphrase, and stands in the log." }
        }
    }
}
