//! Lines of the trail, the newest first, by kind and by who.

use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::select;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadTrail};
use accounts::{KINDS, Trace, TrailPage, TrailQuestion, What};
use axum::Extension;
use maud::{Markup, html};
use record::Actor;

/// The page.
pub async fn index(
    right: Earned<ReadTrail>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let question = TrailQuestion {
        what: What::named(query.text("what")),
        actor: query.text("actor").parse().ok(),
        before: query.text("before").parse().ok(),
    };
    let actors = right.0.actors().await?;
    let page = right.0.page(&question).await?;
    let body = html! {
        h1.govuk-heading-l { "Sign-ins and looks" }
        p.govuk-body {
            "Who signed in and out, who tried to, and who looked at the page of somebody. People are numbers here, and what was typed is not kept. "
            "Whoever saw names or values signed for it: that is in the " a.govuk-link href="/log?kind=names-shown" { "log" } "."
        }
        @if page.missing > 0 {
            div.govuk-inset-text role="alert" {
                (crate::words::counted(page.missing, "line is", "lines are")) " missing: somebody took them out of the database. Look at who can reach it."
            }
        }
        div.tip-filter-layout {
            (filter(&query, &actors))
            div { (results(&page, &query, &actors)) }
        }
    };
    let viewer = right.0.viewer(&cookies);
    Ok(Page::new(&viewer, "Sign-ins and looks", body).at(Place::Log).wide())
}

fn filter(query: &Form, actors: &[Actor]) -> Markup {
    let mut kinds = vec![("", "Everything")];
    kinds.extend(
        KINDS.iter().filter(|(what, ..)| *what != What::TooOften).map(|(_, id, title)| (*id, *title)),
    );
    let named: Vec<(String, String)> =
        actors.iter().map(|actor| (actor.number.to_string(), who(Some(actor.number), actors))).collect();
    let mut by = vec![("", "Everybody")];
    by.extend(named.iter().map(|(number, name)| (number.as_str(), name.as_str())));
    let errors = Errors::none();
    html! {
        form.tip-filter action="/trail" method="get" novalidate {
            h2.govuk-heading-m { "Filter" }
            (select("what", "What", "", &kinds, query.text("what"), &errors))
            (select("actor", "Who", "", &by, query.text("actor"), &errors))
            (button::secondary("Show"))
        }
    }
}

fn results(page: &TrailPage, query: &Form, actors: &[Actor]) -> Markup {
    let headings =
        [("Line", true), ("When", false), ("What", false), ("Who", false), ("Person", true), ("From", false)];
    let rows: Vec<Vec<Markup>> = page.lines.iter().map(|line| row(line, actors)).collect();
    let oldest = page.lines.last().filter(|_| page.has_more).map(|line| line.number);
    html! {
        @if rows.is_empty() { p.govuk-body { "No such line." } }
        @else { (table::table("What happened, the newest first", &headings, &rows)) }
        @if let Some(before) = oldest {
            p.govuk-body { a.govuk-link href={ "/trail?" (address(query)) "before=" (before) } rel="next" { "Older lines" } }
        }
    }
}

fn row(line: &Trace, actors: &[Actor]) -> Vec<Markup> {
    vec![
        html! { (line.number) },
        summary::time(line.at),
        html! { (line.what.title()) },
        html! { (who(line.actor, actors)) },
        html! { @if let Some(person) = line.about { (person) } },
        html! { @if let Some(from) = line.from { (from) } },
    ]
}

/// The question without its page.
fn address(query: &Form) -> String {
    let mut address = url::form_urlencoded::Serializer::new(String::new());
    for name in ["what", "actor"] {
        if query.ticked(name) {
            address.append_pair(name, query.text(name));
        }
    }
    let address = address.finish();
    if address.is_empty() { address } else { format!("{address}&") }
}

fn who(number: Option<u32>, actors: &[Actor]) -> String {
    let Some(number) = number else { return "nobody of that name".into() };
    let actor = actors.iter().find(|actor| actor.number == number);
    actor.map_or_else(
        || format!("actor {number}"),
        |actor| format!("{} ({number})", gate::harmless(&actor.name)),
    )
}
