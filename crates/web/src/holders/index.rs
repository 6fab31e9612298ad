//! All holders, with how much they hold.

use crate::navigation::Place;
use crate::page::{Page, button, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadHoldings};
use crate::words::count;
use axum::Extension;
use maud::{Markup, html};

/// The page.
pub async fn index(
    right: Earned<ReadHoldings>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (holders, counts) = right.0.holders().await?;
    let headings = [("Holder", false), ("Kind", false), ("Holdings now", true), ("Holdings ever", true)];
    let rows: Vec<Vec<Markup>> = holders
        .iter()
        .map(|holder| {
            let counted = counts.iter().find(|count| count.holder == holder.number);
            vec![
                html! { a.govuk-link href={ "/holders/" (holder.number) } { (crate::words::sentence(&record::words::holder(holder, false))) } },
                html! { (holder.kind.row().title) },
                html! { (count(counted.map_or(0, |counted| counted.open))) },
                html! { (count(counted.map_or(0, |counted| counted.holdings))) },
            ]
        })
        .collect();
    let body = html! {
        h1.govuk-heading-l { "Holders" }
        p.govuk-body { "Who or what holds personal data of the force: suppliers, devices, notebooks, systems, the public. When something gets out at one of them, this is what the answer is made from." }
        @if right.0.may_change() {
            div.govuk-button-group {
                (button::link("/holders/add", "Add a holder"))
                (button::secondary_link("/holdings/import", "Enter many holdings from a table"))
            }
         }
        @if rows.is_empty() {
            div.govuk-inset-text { "No holder is on record yet. Begin with the suppliers that were sent lists of people." }
        } @else {
            (table::table("Holders, by number", &headings, &rows))
            p.govuk-body { "A holder who is a person is shown by number." }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "Holders", body).at(Place::Holders).wide())
}
