//! Two days compared: how many people were in each extract, and which imports lie between.

use crate::form::Query;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::Input;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, LookUpPeople};
use crate::words::count;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use maud::{Markup, html};
use record::time::{Window, spoken};
use record::{LogEntry, Sources};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The page.
pub async fn compare(
    right: Earned<LookUpPeople>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Response, Problem> {
    let (from, to) = (query.text("from"), query.text("to"));
    let window = (!from.is_empty() || !to.is_empty()).then(|| Window::parse(from, to));
    let mut errors = Errors::none();
    let answer = match window {
        None => html! {},
        Some(Err(error)) => {
            let (what, fix) = record::words::what_and_fix(&error);
            errors.add("from", format!("{}. {fix}", crate::words::sentence(&what)));
            html! {}
        }
        Some(Ok(window)) => {
            // The second day is meant as it ended, the first as it began.
            let (first, last) = (right.0.sources(window.from).await?, right.0.sources(window.until).await?);
            let imports = right.0.imports(window).await?;
            differences(window, &first, &last, &imports)
        }
    };
    let day = |name, label, value| Input {
        name,
        label,
        hint: "A day as 2023-07-01, or a month as 2023-07.",
        value,
        width: 20,
        ..Input::default()
    };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Compare two days" }
        p.govuk-body { "How many people stood in each extract when the first day began and when the second one ended, and what was imported between." }
        form action="/people/compare" method="get" novalidate {
            (day("from", "First day", from).render(&errors))
            (day("to", "Second day", to).render(&errors))
            (button::submit("Compare"))
        }
        (answer)
    };
    let page = Page::new(&right.0.viewer(&cookies), "Compare two days", body)
        .at(Place::People)
        .back("/people", "Back to people");
    if errors.is_empty() {
        Ok(page.into_response())
    } else {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response())
    }
}

fn differences(window: Window, first: &[Sources], last: &[Sources], imports: &[LogEntry]) -> Markup {
    let mut by_source: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for source in first {
        by_source.entry(&source.source).or_default().0 = source.members;
    }
    for source in last {
        by_source.entry(&source.source).or_default().1 = source.members;
    }
    let rows: Vec<Vec<Markup>> = by_source
        .into_iter()
        .map(|(source, (before, after))| {
            vec![
                html! { (source) },
                html! { (count(before)) },
                html! { (count(after)) },
                html! { (difference(before, after)) },
            ]
        })
        .collect();
    let headings =
        [("Extract", false), ("On the first day", true), ("On the second", true), ("Difference", true)];
    let acts: Vec<Vec<Markup>> = imports
        .iter()
        .map(|import| {
            vec![summary::time(import.at), html! { (import.sentence) }, html! { (import.position) }]
        })
        .collect();
    let last = window.until.checked_sub(1.microsecond()).unwrap_or(window.until);
    html! {
        h2.govuk-heading-m { "From " (spoken(window.from)) " to " (spoken(last)) }
        @if rows.is_empty() { p.govuk-body { "Nobody was in any extract on either day." } } @else {
            (table::table("People by extract", &headings, &rows))
        }
        @if acts.is_empty() { p.govuk-body { "Nothing was imported between." } } @else {
            (table::table("Imported between, the newest first", &[("When", false), ("What", false), ("Act", true)], &acts))
        }
    }
}

/// "+12", "−3", "0".
fn difference(before: u64, after: u64) -> String {
    match after.cmp(&before) {
        Ordering::Greater => format!("+{}", count(after - before)),
        Ordering::Less => format!("−{}", count(before - after)),
        Ordering::Equal => "0".into(),
    }
}
