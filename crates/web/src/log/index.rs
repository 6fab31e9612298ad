//! Acts, the newest first, by kind, actor and time.

use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, select};
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadLog};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use record::time::Moment;
use record::{ACTS, Actor, LogEntry, LogPage, LogQuestion};

/// The page.
pub async fn index(
    right: Earned<ReadLog>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Response, Problem> {
    let actors = right.0.actors().await?;
    let (question, errors) = question(&query);
    let before = query.text("before").parse().ok();
    let page = if errors.is_empty() { right.0.page(&question, before).await? } else { LogPage::default() };
    let acts = right.0.acts().await?;
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Log" }
        p.govuk-body {
            "Everything that was written, " (crate::words::counted(acts, "act", "acts")) " so far. People are numbers here. "
            a.govuk-link href="/log/verify" { "Verify the record, and see its witnesses" } ". "
            @if right.0.may_read_trail() { a.govuk-link href="/trail" { "Who signed in, and who looked at whom" } "." }
        }
        div.tip-filter-layout {
            (filter(&query, &actors, &errors))
            div { (results(&page, &query, &actors)) }
        }
    };
    let page = Page::new(&right.0.viewer(&cookies), "Log", body).at(Place::Log).wide();
    if errors.is_empty() {
        Ok(page.into_response())
    } else {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response())
    }
}

fn question(query: &Form) -> (LogQuestion, Errors) {
    let mut errors = Errors::none();
    let mut moment = |field: &'static str| {
        let text = query.text(field);
        if text.is_empty() {
            return None;
        }
        Moment::parse(text)
            .map_err(|error| {
                let (what, fix) = record::words::what_and_fix(&error);
                errors.add(field, format!("{}. {fix}", crate::words::sentence(&what)));
            })
            .ok()
    };
    let from = moment("from").map(|moment| moment.first);
    let until = moment("to").map(|moment| moment.after);
    let kind = Some(query.text("kind")).filter(|kind| ACTS.iter().any(|act| act.kind == *kind));
    let question =
        LogQuestion { from, until, kind: kind.map(str::to_owned), actor: query.text("actor").parse().ok() };
    (question, errors)
}

fn filter(query: &Form, actors: &[Actor], errors: &Errors) -> Markup {
    let mut kinds = vec![("", "All kinds")];
    kinds.extend(ACTS.iter().map(|act| (act.kind, act.title)));
    let named: Vec<(String, String)> =
        actors.iter().map(|actor| (actor.number.to_string(), who(actor.number, actors))).collect();
    let mut by = vec![("", "Everybody")];
    by.extend(named.iter().map(|(number, name)| (number.as_str(), name.as_str())));
    let day = |name, label, value| Input {
        name,
        label,
        hint: "As 2026-11-26 or 2026-11",
        value,
        ..Input::default()
    };
    html! {
        form.tip-filter action="/log" method="get" novalidate {
            h2.govuk-heading-m { "Filter" }
            (select("kind", "Kind of act", "", &kinds, query.text("kind"), errors))
            (select("actor", "By", "", &by, query.text("actor"), errors))
            (day("from", "From", query.text("from")).render(errors))
            (day("to", "Up to", query.text("to")).render(errors))
            (button::secondary("Show"))
        }
    }
}

fn results(page: &LogPage, query: &Form, actors: &[Actor]) -> Markup {
    let headings = [("Act", true), ("When", false), ("What", false), ("By", false), ("Signed", false)];
    let rows: Vec<Vec<Markup>> = page.entries.iter().map(|entry| row(entry, actors)).collect();
    html! {
        @if rows.is_empty() {
            p.govuk-body { @if page.next.is_some() { "None among the acts looked through so far." } @else { "No such act." } }
        } @else { (table::table("Acts, the newest first", &headings, &rows)) }
        @if let Some(next) = page.next {
            p.govuk-body { a.govuk-link href={ "/log?" (address(query)) "before=" (next) } rel="next" { "Older acts" } }
        }
    }
}

/// The question without its page.
fn address(query: &Form) -> String {
    let mut address = url::form_urlencoded::Serializer::new(String::new());
    for name in ["kind", "actor", "from", "to"] {
        if query.ticked(name) {
            address.append_pair(name, query.text(name));
        }
    }
    let address = address.finish();
    if address.is_empty() { address } else { format!("{address}&") }
}

fn row(entry: &LogEntry, actors: &[Actor]) -> Vec<Markup> {
    let signed = entry.signed_by.iter().map(|number| who(*number, actors)).collect::<Vec<_>>().join(" and ");
    vec![
        html! { a.govuk-link href={ "/log/" (entry.position) } { (entry.position) } },
        summary::time(entry.at),
        html! { (entry.sentence) },
        html! { (who(entry.actor, actors)) },
        html! { @if signed.is_empty() { "no" } @else { (signed) } },
    ]
}

/// An actor by name and number.
pub fn who(number: u32, actors: &[Actor]) -> String {
    let name = actors.iter().find(|actor| actor.number == number);
    name.map_or_else(|| format!("actor {number}"), |actor| format!("{} ({number})", actor.name.as_str()))
}
