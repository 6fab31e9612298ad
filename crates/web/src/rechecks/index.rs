//! Everything that was released: what was known when it left, and what is known today.

use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::{Page, button, summary, table, verdict};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, RecheckReleases};
use crate::words;
use axum::Extension;
use axum::response::Redirect;
use maud::{Markup, html};
use release::{Queue, Standing};

/// Releases that are looked at for a page.
const LINES: usize = 200;

/// How often the page asks how far it is, in seconds.
const AGAIN: u32 = 5;

/// The page.
pub async fn index(
    right: Earned<RecheckReleases>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let before =
        Some(query.text("before")).filter(|text| !text.is_empty()).and_then(|text| text.parse().ok());
    let wants_all = query.text("show") == "all";
    let queue = right.0.queue().await?;
    let (standings, has_more) = right.0.standings(before, LINES).await?;
    let next = standings.last().filter(|_| has_more).map(|last| last.release.number);
    let by_older_rules =
        right.0.rules().map_or(0, |rules| standings.iter().filter(|one| one.release.rules != rules).count());
    let shown: Vec<&Standing> = standings.iter().filter(|one| wants_all || one.has_changed()).collect();
    let body = html! {
        h1.govuk-heading-l { "Check again what was released" }
        p.govuk-body-l { "Rules grow, and people come onto the list. A file that left long ago can hold more than anybody could see then." }
        (progress(&queue, by_older_rules))
        (failures(&queue))
        (changes(&shown, standings.len(), wants_all))
        @if let Some(next) = next {
            p.govuk-body { a.govuk-link href={ "/rechecks?before=" (next) @if wants_all { "&show=all" } } { "Older releases" } }
        }
    };
    let page = Page::new(&right.0.viewer(&cookies), "Check again what was released", body)
        .at(Place::Releases)
        .back("/releases", "Register of releases")
        .wide();
    Ok(if queue.waiting > 0 { page.refreshing(AGAIN) } else { page })
}

/// Asks for it.
pub async fn ask(right: Earned<RecheckReleases>, form: Form) -> Result<Redirect, Problem> {
    let only = form.text("release");
    if only.is_empty() {
        right.0.ask(None).await?;
        return Ok(Redirect::to("/rechecks"));
    }
    let release: u32 = only.parse().map_err(|_| Problem::not_found())?;
    right.0.ask(Some(release)).await?;
    Ok(Redirect::to(&format!("/releases/{release}")))
}

fn progress(queue: &Queue, by_older_rules: usize) -> Markup {
    html! {
        @if let (true, Some(since)) = (queue.waiting > 0, queue.since) {
            div.govuk-inset-text {
                p { "Asked for " (summary::time(since)) ". "
                    strong { (words::counted(queue.waiting, "file waits", "files wait")) } " to be checked again. You may leave this page." }
            }
        } @else {
            @if by_older_rules > 0 {
                p.govuk-body { (words::counted(by_older_rules as u64, "release on this page was", "releases on this page were")) " checked by other rules than hold today." }
            }
            p.govuk-body { "Every file is checked as if it came in today. If more people are in it than was known, the record says from then on that the public has their data since the day of the release. If it would not be released today, its certificate is withdrawn. Each is an act in the log, in your name." }
            (button::post("/rechecks", &button::submit("Check everything again")))
        }
    }
}

fn failures(queue: &Queue) -> Markup {
    let headings = [("Release", true), ("Asked for", false), ("Why", false)];
    let rows: Vec<Vec<Markup>> = queue
        .failed
        .iter()
        .map(|failed| {
            vec![
                html! { a.govuk-link href={ "/releases/" (failed.release) } { (failed.release) } },
                summary::time(failed.asked),
                html! { (words::sentence(&failed.why)) },
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() { (table::table("Could not be checked again", &headings, &rows)) }
    }
}

fn changes(shown: &[&Standing], looked_at: usize, wants_all: bool) -> Markup {
    let headings = [
        ("Release", true),
        ("Request", false),
        ("Check then", false),
        ("People then", false),
        ("Check now", false),
        ("People now", false),
        ("Certificate", false),
        ("Checked last", false),
    ];
    let rows: Vec<Vec<Markup>> = shown.iter().map(|one| line(one)).collect();
    html! {
        @if looked_at == 0 {
            p.govuk-body { "Nothing was released yet, so there is nothing to check again." }
        } @else if rows.is_empty() {
            p.govuk-body { "No release on this page holds more than was known when it left. " a.govuk-link href="/rechecks?show=all" { "Show all of them" } }
        } @else {
            (table::table(if wants_all { "All that was released" } else { "More than was known when it left" }, &headings, &rows))
            @if wants_all {
                p.govuk-body { a.govuk-link href="/rechecks" { "Show only what has changed" } }
            } @else {
                p.govuk-body { a.govuk-link href="/rechecks?show=all" { "Show all that was released" } }
            }
        }
    }
}

fn line(one: &Standing) -> Vec<Markup> {
    let release = &one.release;
    let certificate = match release.certificate {
        Some((_, _, true)) => "Withdrawn",
        Some(_) => "Given",
        None => "None",
    };
    vec![
        html! { a.govuk-link href={ "/releases/" (release.number) } { (release.number) } },
        html! { (gate::harmless(&release.reference)) },
        verdict::tag(one.then.verdict),
        html! { (words::people(one.then.subjects, one.then.possible)) },
        verdict::tag(release.verdict),
        html! { (words::people(release.subjects, release.possible)) },
        html! { (certificate) },
        summary::time(release.checked),
    ]
}
