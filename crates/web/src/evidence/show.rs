//! One store: how it stands, what it has to have, how that was, and what is in suspense.

use super::chart::over_time;
use super::looks::{age, length, panel, said};
use super::sheet::{groups, sheet};
use super::suspense::{comes_in, settlements, suspense};
use crate::address::Path;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::pages::Which;
use crate::page::{Page, summary};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadEvidence, StoreShown};
use crate::words::sentence;
use axum::Extension;
use evidence::{DifferenceKind, StoreState};
use jiff::Timestamp;
use maud::{Markup, Render, html};

/// The page.
pub async fn show(
    right: Earned<ReadEvidence>,
    Path(number): Path<u32>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let shown = right.0.store(number).await?;
    let names = right.0.names().await?;
    let now = right.0.now();
    let balance = &shown.balance;
    let name = gate::harmless(&balance.store.name);
    let observed =
        shown.past.last().filter(|_| balance.state != StoreState::Unknown).and_then(|last| last.observed);
    let address = format!("/evidence/{number}?page=");
    let body = html! {
        h1.govuk-heading-l { "Evidence store " (name) }
        (state(&shown, now))
        (suspense(&shown, now))
        (settlements(&right.0, &shown, &names))
        (over_time(&shown.past))
        (sheet(balance, observed))
        (comes_in(&shown, &names))
        (groups(balance, Which::parse(query.text("page")), &address))
        (facts(&shown, right.0.may_see_holdings()))
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Evidence store {number}"), body)
        .at(Place::Evidence)
        .back("/evidence", "Back to stored evidence")
        .wide())
}

/// The panel at the top.
fn state(shown: &StoreShown, now: Timestamp) -> Markup {
    let (balance, overview) = (&shown.balance, &shown.overview);
    let mut sentences = Vec::new();
    let title = match balance.state {
        StoreState::Green => "Green: all that has to be there is listed",
        StoreState::Red => "Red: something differs",
        StoreState::Unknown => "Unknown: nobody knows whether all is there",
    };
    if balance.state == StoreState::Red {
        for kind in DifferenceKind::ALL {
            let of = balance.of(kind);
            if of.items > 0 {
                sentences.push(format!("{} ({}).", said(kind, of.items), crate::words::size(of.bytes)));
            }
        }
    }
    if let Some(why) = &balance.why {
        sentences.push(format!("{}.", sentence(&gate::harmless(why))));
    } else if overview.is_overdue {
        sentences.push("It was not listed for more than two intervals: more can be missing.".into());
    }
    if let Some(since) = overview.since {
        sentences.push(format!("So since {}, for {}.", crate::words::time(since), age(since, now)));
    }
    match &balance.swept {
        Some(swept) => sentences.push(format!(
            "Last listed {}, {} ago.",
            crate::words::time(swept.at),
            age(swept.at, now)
        )),
        None => sentences.push("It was never listed since.".into()),
    }
    panel(balance.state, title, &sentences)
}

fn facts(shown: &StoreShown, may_see_holdings: bool) -> Markup {
    let store = &shown.balance.store;
    let every = format!("Every {}", length(store.every.as_secs()).trim_start_matches("1 "));
    let took = shown
        .balance
        .swept
        .as_ref()
        .map_or_else(|| "It was never listed".to_owned(), |swept| sentence(&length(swept.took.as_secs())));
    let holder =
        html! { a.govuk-link href={ "/holders/" (store.holder) } { "What the record says that it holds" } };
    let names_and_sizes = "Names and sizes, at each listing. Other bytes of the same size and time are only seen when items are read.";
    let mut rows: Vec<(&str, &dyn Render)> =
        vec![("Listed", &every), ("The last listing took", &took), ("Compared", &names_and_sizes)];
    if may_see_holdings {
        rows.push(("Holdings", &holder));
    }
    html! {
        h2.govuk-heading-m { "How it is watched" }
        (summary::list(&rows))
    }
}
