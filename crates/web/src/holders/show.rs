//! One holder and what it holds.

use crate::address::Path;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::pages::{self, Which};
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadHoldings};
use crate::words::count;
use axum::Extension;
use maud::{Markup, html};
use record::Holding;
use record::words::{lifetime, subjects, titles};

/// The page.
pub async fn show(
    right: Earned<ReadHoldings>,
    Path(number): Path<u32>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let holder = right.0.holder(number).await?;
    let which = Which::parse(query.text("page"));
    let holdings = right.0.holdings_of(number, which).await?;
    let (_, counts) = right.0.holders().await?;
    let counted = counts.iter().find(|count| count.holder == number);
    let (all, open) = counted.map_or((0, 0), |counted| (counted.holdings, counted.open));
    let title = crate::words::sentence(holder.public_name().unwrap_or_else(|| holder.kind.row().title));
    let headings = [("Holding", false), ("What", false), ("About", false), ("When", false)];
    let rows: Vec<Vec<Markup>> = holdings.iter().map(row).collect();
    let body = html! {
        h1.govuk-heading-l { (title) }
        (summary::list(&[
            ("Number", &holder.number),
            ("Kind", &crate::words::sentence(holder.kind.row().title)),
            ("Holdings now", &count(open)),
            ("Holdings ever", &count(all)),
        ]))
        div.govuk-button-group {
            @if right.0.may_change() { (button::link(&format!("/holders/{number}/enter"), "Enter a holding")) }
            (button::secondary_link(&format!("/exposure?holder={number}"), "Who is affected, if it gets out here"))
        }
        @if rows.is_empty() {
            div.govuk-inset-text { "Nothing is on record that it holds. Enter what it was given, also long after the fact: what nobody entered, nobody can count." }
        } @else {
            (table::table("Holdings, the newest first", &headings, &rows))
            (pages::links(which, all, &format!("/holders/{number}?page=")))
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Holder {number}"), body)
        .at(Place::Holders)
        .back("/holders", "Back to holders")
        .wide())
}

fn row(holding: &Holding) -> Vec<Markup> {
    vec![
        html! { a.govuk-link href={ "/holdings/" (holding.number) } { "Holding " (holding.number) } },
        html! { (titles(holding.fields)) },
        html! { (subjects(holding)) },
        html! { (lifetime(&holding.life).unwrap_or_default()) },
    ]
}
