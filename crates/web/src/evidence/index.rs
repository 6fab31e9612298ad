//! The balance sheet: every store that is watched, what needs doing first.

use super::looks::{age, panel, said, tag};
use crate::navigation::Place;
use crate::page::{Page, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadEvidence};
use crate::words::{count, counted};
use axum::Extension;
use evidence::{DifferenceKind, Overview, StoreState};
use jiff::Timestamp;
use maud::{Markup, html};

/// The page.
pub async fn index(
    right: Earned<ReadEvidence>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let overviews = right.0.overviews().await?;
    let now = right.0.now();
    let body = html! {
        h1.govuk-heading-l { "Stored evidence" }
        p.govuk-body { "Is what should be there still there? Each store is listed again and again, and compared item by item with what it has to have. One item too few is an alarm." }
        @if overviews.is_empty() { (nothing_watched()) } @else {
            (first(&overviews))
            (sheet(&overviews, now))
            p.govuk-body { "What is missing, unexpected or changed is in suspense until it is found again or two people have settled it. As long as anything is, the store is not green." }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "Stored evidence", body).at(Place::Evidence).wide())
}

/// How to begin. Nobody who looks at pages tells a server where footage is.
fn nothing_watched() -> Markup {
    html! {
        div.govuk-inset-text { "No store is watched yet, so nobody would notice if footage were deleted." }
        h2.govuk-heading-m { "To put a store under watch" }
        p.govuk-body { "Whoever runs this server does it on its command line, for an evidence manager. The footage stays where it is; Tipstaff needs the right to list and to read it, and should have no other." }
        ol.govuk-list.govuk-list--number.govuk-list--spaced {
            li { "Name the folder, the mounted share or the bucket. What it lists now is what it has to have from then on:" br; code { "tipstaff evidence watch add /srv/footage --name dems" } }
            li { "Keep it watched:" br; code { "tipstaff evidence watch sweep --every 60s" } }
            li { "Take in what your evidence system says should be there, with the cases that it is in:" br; code { "tipstaff evidence expect extract.csv --store dems --name file --case urn" } }
        }
    }
}

/// What matters most, before any number.
fn first(overviews: &[Overview]) -> Markup {
    let of = |state: StoreState| overviews.iter().filter(|one| one.state == state).count() as u64;
    let (red, unknown, green) = (of(StoreState::Red), of(StoreState::Unknown), of(StoreState::Green));
    let stores = |number: u64, one: &str, many: &str| {
        format!("{} {}", counted(number, "store", "stores"), if number == 1 { one } else { many })
    };
    let differs: Vec<String> = DifferenceKind::ALL
        .into_iter()
        .map(|kind| (kind, items(overviews, kind)))
        .filter(|(_, items)| *items > 0)
        .map(|(kind, items)| format!("{}.", said(kind, items)))
        .collect();
    let mut others: Vec<String> = Vec::new();
    let (state, title) = if red > 0 {
        if unknown > 0 {
            let other = if unknown == 1 { "other store stands" } else { "other stores stand" };
            others.push(format!("Nobody knows how {} {other}.", count(unknown)));
        }
        let title = stores(red, "differs from what has to be there", "differ from what has to be there");
        (StoreState::Red, title)
    } else if unknown > 0 {
        (StoreState::Unknown, format!("Nobody knows how {}", stores(unknown, "stands", "stand")))
    } else {
        (StoreState::Green, "Everything that is watched is there".to_owned())
    };
    if green > 0 {
        others.push(format!("{}.", stores(green, "is green", "are green")));
    }
    let sentences: Vec<String> =
        [differs, others].iter().filter(|some| !some.is_empty()).map(|some| some.join(" ")).collect();
    panel(state, &title, &sentences)
}

fn items(overviews: &[Overview], kind: DifferenceKind) -> u64 {
    overviews.iter().flat_map(|one| &one.suspense).filter(|one| one.kind == kind).map(|one| one.items).sum()
}

fn sheet(overviews: &[Overview], now: Timestamp) -> Markup {
    let headings = [
        ("Store", false),
        ("How it stands", false),
        ("Has to be there", true),
        ("Listed", true),
        ("Missing", true),
        ("Not expected", true),
        ("Changed", true),
        ("Damaged", true),
        ("Last listed", false),
    ];
    let rows: Vec<Vec<Markup>> = overviews.iter().map(|one| line(one, now)).collect();
    table::table("Stores that are watched, what needs doing first, in items", &headings, &rows)
}

fn line(one: &Overview, now: Timestamp) -> Vec<Markup> {
    let not_known = || html! { "not known" };
    // Nothing of what is not known is told as if it were nothing.
    let of = |kind| match one.state {
        StoreState::Unknown => not_known(),
        StoreState::Green | StoreState::Red => html! { (count(items(std::slice::from_ref(one), kind))) },
    };
    let expected = one.told.as_ref().map_or_else(not_known, |told| html! { (count(told.expected.items)) });
    let observed =
        one.told.as_ref().filter(|_| one.state != StoreState::Unknown).and_then(|told| told.observed);
    vec![
        html! { a.govuk-link href={ "/evidence/" (one.store.number) } { (gate::harmless(&one.store.name)) } },
        html! {
            (tag(one.state))
            @if let Some(since) = one.since { br; "for " (age(since, now)) ", since " (summary::time(since)) }
            @if let Some(why) = &one.why { br; (crate::words::sentence(&gate::harmless(why))) "." }
            @else if one.is_overdue { br; "Not listed for more than two intervals: more can be missing." }
            @if !one.waiting.is_empty() {
                br; (counted(one.waiting.len() as u64, "settlement waits", "settlements wait")) " for a decision."
            }
        },
        expected,
        observed.map_or_else(not_known, |observed| html! { (count(observed.items)) }),
        of(DifferenceKind::Missing),
        of(DifferenceKind::Surplus),
        of(DifferenceKind::Changed),
        of(DifferenceKind::Damaged),
        one.swept.as_ref().map_or_else(
            || html! { "never" },
            // When exactly, the store's own page says: there is room for it.
            |swept| html! { (age(swept.at, now)) " ago" },
        ),
    ]
}
