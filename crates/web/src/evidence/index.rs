//! The balance sheet: every store that is watched, what needs doing first.

use super::looks::{age, panel, said, tag};
use crate::navigation::Place;
use crate::page::{Page, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadEvidence};
use crate::words::{count, counted};
use axum::Extension;
use evidence::{DifferenceKind, Standing, StoreState};
use jiff::Timestamp;
use maud::{Markup, html};

/// The page.
pub async fn index(
    right: Earned<ReadEvidence>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let standings = right.0.standings().await?;
    let now = right.0.now();
    let body = html! {
        h1.govuk-heading-l { "Stored evidence" }
        p.govuk-body { "Is what should be there still there? Each store is listed again and again, and compared item by item with what it has to have. One item too few is an alarm." }
        @if standings.is_empty() { (nothing_watched()) } @else {
            (first(&standings))
            (sheet(&standings, now))
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
fn first(standings: &[Standing]) -> Markup {
    let of = |state: StoreState| standings.iter().filter(move |one| one.state == state);
    let (red, unknown) = (of(StoreState::Red).count() as u64, of(StoreState::Unknown).count() as u64);
    let green = of(StoreState::Green).count() as u64;
    let stores = |number: u64| counted(number, "store", "stores");
    let mut sentences: Vec<String> = DifferenceKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let items = items(standings, kind);
            (items > 0).then(|| format!("{}.", said(kind, items)))
        })
        .collect();
    let (state, title) = if red > 0 {
        let verb = if red == 1 { "differs" } else { "differ" };
        (StoreState::Red, format!("{} {verb} from what has to be there", stores(red)))
    } else if unknown > 0 {
        (
            StoreState::Unknown,
            format!(
                "Nobody knows how {} stand",
                if unknown == 1 { "1 store".into() } else { stores(unknown) }
            ),
        )
    } else {
        (StoreState::Green, "Everything that is watched is there".to_owned())
    };
    let title = title.replace("how 1 store stand", "how 1 store stands");
    if red > 0 && unknown > 0 {
        sentences.push(format!("Of {} more it is not known how they stand.", stores(unknown)));
    }
    if green > 0 && state != StoreState::Green {
        sentences.push(format!("{} {} green.", stores(green), if green == 1 { "is" } else { "are" }));
    }
    if state == StoreState::Green {
        sentences.push(format!(
            "{} of {} {} green.",
            green,
            stores(standings.len() as u64),
            if green == 1 { "is" } else { "are" }
        ));
    }
    panel(state, &title, &sentences)
}

fn items(standings: &[Standing], kind: DifferenceKind) -> u64 {
    standings.iter().flat_map(|one| &one.suspense).filter(|one| one.kind == kind).map(|one| one.items).sum()
}

fn sheet(standings: &[Standing], now: Timestamp) -> Markup {
    let headings = [
        ("Store", false),
        ("How it stands", false),
        ("Has to be there", true),
        ("Listed", true),
        ("Missing", true),
        ("Not expected", true),
        ("Changed", true),
        ("So since", false),
        ("Last listed", false),
    ];
    let rows: Vec<Vec<Markup>> = standings.iter().map(|one| line(one, now)).collect();
    table::table("Stores that are watched, what needs doing first, in items", &headings, &rows)
}

fn line(one: &Standing, now: Timestamp) -> Vec<Markup> {
    let not_known = || html! { "not known" };
    let of = |kind| items(std::slice::from_ref(one), kind);
    let expected = one.told.as_ref().map_or_else(not_known, |told| html! { (count(told.expected.items)) });
    let observed =
        one.told.as_ref().filter(|_| one.state != StoreState::Unknown).and_then(|told| told.observed);
    vec![
        html! { a.govuk-link href={ "/evidence/" (one.store.number) } { (gate::harmless(&one.store.name)) } },
        html! {
            (tag(one.state))
            @if let Some(why) = &one.why { br; (crate::words::sentence(&gate::harmless(why))) "." }
            @else if one.is_overdue { br; "Not listed for more than two intervals: more can be missing." }
            @if !one.waiting.is_empty() {
                br; (counted(one.waiting.len() as u64, "settlement waits", "settlements wait")) " for a decision."
            }
        },
        expected,
        observed.map_or_else(not_known, |observed| html! { (count(observed.items)) }),
        html! { (count(of(DifferenceKind::Missing))) },
        html! { (count(of(DifferenceKind::Surplus))) },
        html! { (count(of(DifferenceKind::Changed))) },
        one.since.map_or_else(not_known, |since| html! { (summary::time(since)) br; (age(since, now)) }),
        one.swept.as_ref().map_or_else(
            || html! { "never" },
            |swept| html! { (summary::time(swept.at)) br; (age(swept.at, now)) " ago" },
        ),
    ]
}
