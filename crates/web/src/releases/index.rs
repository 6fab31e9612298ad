//! The register of releases, with its filters.

use super::summary::{people, state};
use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, select};
use crate::page::{Page, button, summary, table, verdict};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadReleases};
use crate::words;
use axum::Extension;
use axum::response::{IntoResponse, Redirect, Response};
use gate::Verdict;
use maud::{Markup, html};
use record::time::Moment;
use release::{Filter, Release, State};

/// Lines of a page.
const LINES: usize = 50;

/// The page. Who gets a file can be somebody's name, and stands in no address: that is asked by a form.
pub async fn index(
    right: Earned<ReadReleases>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    page(&right.0, &cookies, &query.without("recipient")).await
}

/// The same for a form. What names nobody gets an address of its own.
pub async fn search(
    right: Earned<ReadReleases>,
    Extension(cookies): Extension<Cookies>,
    query: Form,
) -> Result<Response, Problem> {
    if query.ticked("recipient") {
        return Ok(page(&right.0, &cookies, &query).await?.into_response());
    }
    Ok(Redirect::to(format!("/releases?{}", again(&query)).trim_end_matches(['?', '&'])).into_response())
}

async fn page(right: &ReadReleases, cookies: &Cookies, query: &Form) -> Result<Page, Problem> {
    let (mut filter, errors) = filter(query);
    filter.most = Some(LINES + 1);
    let mut found = if errors.is_empty() { right.list(&filter).await? } else { Vec::new() };
    let has_more = found.len() > LINES;
    found.truncate(LINES);
    let next = found.last().filter(|_| has_more).map(|last| last.number);
    let is_asked = query.fields().any(|(name, value)| !value.is_empty() && name != "before");
    let has_any = is_asked || !found.is_empty() || !errors.is_empty();
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Register of releases" }
        @if right.may_recheck() {
            p.govuk-body { a.govuk-link href="/rechecks" { "Check again what was released" } ": does a file hold more than anybody could see when it left?" }
        }
        // Of nothing there is nothing to choose from.
        div.tip-filter-layout[has_any] {
            @if has_any { (form(query, &errors)) }
            div {
                (results(&found, is_asked))
                @if query.ticked("recipient") { (further(query, next)) }
                @else if let Some(next) = next {
                    p.govuk-body { a.govuk-link href={ "/releases?" (again(query)) "before=" (next) } { "Older releases" } }
                }
                @if !found.is_empty() && !query.ticked("recipient") {
                    p.govuk-body { "Download this list: "
                        a.govuk-link href={ "/releases.csv?" (again(query)) } { "as a table (CSV)" } ", "
                        a.govuk-link href={ "/releases.json?" (again(query)) } { "for programs (JSON)" } }
                }
            }
        }
    };
    Ok(Page::new(&right.viewer(cookies), "Register of releases", body).at(Place::Releases).wide())
}

/// The question that a query asks.
pub fn filter(query: &Form) -> (Filter, Errors) {
    let mut errors = Errors::none();
    let mut moment = |field: &'static str| {
        let text = query.text(field);
        let parsed = Some(text).filter(|text| !text.is_empty()).map(Moment::parse)?;
        parsed.map_err(|error| errors.add(field, words::sentence(&error.to_string()))).ok()
    };
    let (from, until) = (moment("from"), moment("until"));
    let some = |field: &str| Some(query.text(field)).filter(|text| !text.is_empty());
    let verdicts = [Verdict::Clear, Verdict::Review, Verdict::Held, Verdict::Unchecked];
    let filter = Filter {
        from: from.map(|moment| moment.first),
        until: until.map(|moment| moment.after),
        reference: some("reference").map(ToOwned::to_owned),
        recipient: some("recipient").map(ToOwned::to_owned),
        state: some("state").and_then(State::named),
        verdict: some("verdict")
            .and_then(|id| verdicts.into_iter().find(|verdict| verdict.to_string() == id)),
        people: some("people").and_then(|text| text.parse().ok()),
        before: some("before").and_then(|text| text.parse().ok()),
        ..Filter::default()
    };
    (filter, errors)
}

/// The query without its page, to be asked again; ends in `&` unless it is empty.
fn again(query: &Form) -> String {
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    let mut is_empty = true;
    for (name, value) in query.fields().filter(|(name, value)| *name != "before" && !value.is_empty()) {
        text.append_pair(name, value);
        is_empty = false;
    }
    let text = text.finish();
    if is_empty { text } else { text + "&" }
}

/// What goes on from a question that names somebody: the question is sent again.
fn further(query: &Form, next: Option<u32>) -> Markup {
    let asked: Vec<(&str, &str)> =
        query.fields().filter(|(name, value)| *name != "before" && !value.is_empty()).collect();
    html! {
        form action="/releases" method="post" {
            @for (name, value) in &asked { input type="hidden" name=(name) value=(value); }
            div.govuk-button-group {
                @if let Some(next) = next {
                    button.govuk-button.govuk-button--secondary type="submit" name="before" value=(next) { "Older releases" }
                }
            }
        }
        @for (action, words) in [("/releases.csv", "Take these along (CSV)"), ("/releases.json", "Take these along (JSON)")] {
            form action=(action) method="post" {
                @for (name, value) in &asked { input type="hidden" name=(name) value=(value); }
                (button::secondary(words))
            }
        }
    }
}

fn form(query: &Form, errors: &Errors) -> Markup {
    let input = |name, label, hint| Input { name, label, hint, value: query.text(name), ..Input::default() };
    let states: Vec<(&str, &str)> = [("", "Any")]
        .into_iter()
        .chain(State::ALL.iter().map(|state| {
            (
                state.id(),
                match state {
                    State::Proposed => "Waits for a decision",
                    State::Approved => "Approved",
                    State::Refused => "Refused",
                    State::Withdrawn => "Taken back",
                },
            )
        }))
        .collect();
    html! {
        form.tip-filter action="/releases" method="post" {
            h2.govuk-heading-m { "Filter" }
            (input("reference", "Reference of the request", "").render(errors))
            (input("recipient", "Who gets it", "").render(errors))
            (select("state", "State", "", &states, query.text("state"), errors))
            (input("from", "Proposed from", "Such as 2026-11 or 2026-11-26").render(errors))
            (input("until", "Until", "The day is included").render(errors))
            (input("people", "At least this many people", "").render(errors))
            (button::submit("Filter"))
            p.govuk-body { a.govuk-link href="/releases" { "Show all" } }
        }
    }
}

fn results(found: &[Release], is_asked: bool) -> Markup {
    let headings = [
        ("Release", true),
        ("Request", false),
        ("What", false),
        ("Check", false),
        ("People", true),
        ("State", false),
        ("Proposed", false),
    ];
    let rows = found.iter().map(|release| {
        vec![
            html! { a.govuk-link href={ "/releases/" (release.number) } { (release.number) } },
            html! { (gate::harmless(&release.reference)) },
            html! { (gate::harmless(&release.what)) },
            verdict::tag(release.verdict),
            html! { (people(release)) },
            html! { (state(release)) },
            summary::time(release.proposed.at),
        ]
    });
    html! {
        @if found.is_empty() && is_asked {
            p.govuk-body { "No release is like that. Ask for less." }
        } @else if found.is_empty() {
            p.govuk-body { "Nothing was released yet. A release begins with a check: drop the file in under "
                a.govuk-link href="/checks" { "Check a file" } ", and propose its release from the result." }
        } @else {
            (table::table("Releases, the newest first", &headings, &rows.collect::<Vec<_>>()))
        }
    }
}
