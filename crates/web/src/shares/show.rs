//! One share: its terms, what it says about people beside other lists, and what can be done with it.

use super::difference::differences;
use super::summary::facts;
use crate::address::Path;
use crate::navigation::Place;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadShares};
use crate::words::count;
use axum::Extension;
use maud::{Markup, html};
use share::ShareState;

/// The page.
pub async fn show(
    right: Earned<ReadShares>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let shown = right.0.share(number).await?;
    let share = &shown.share;
    let names = right.0.names().await?;
    let recipients = right.0.recipients().await?;
    let now = right.0.now();
    let compared = if share.is_open() { Some(right.0.compared(share).await?) } else { None };
    let made: Vec<Vec<Markup>> = right
        .0
        .deliveries()
        .await?
        .iter()
        .filter(|delivery| delivery.share == number)
        .map(|delivery| {
            vec![
                html! { a.govuk-link href={ "/deliveries/" (delivery.number) } { (delivery.number) } },
                summary::time(delivery.at),
                html! { (count(delivery.people.len())) },
                html! { (crate::deliveries::state(delivery, now)) },
            ]
        })
        .collect();
    let may_deliver = share.state == ShareState::Approved && !share.has_other_keys && now < share.expires;
    let may_share = right.0.may_share();
    let body = html! {
        h1.govuk-heading-l { "Share " (number) ": " (gate::harmless(&share.terms.name)) }
        (facts(&shown, &recipients, &names, now))
        div.govuk-button-group {
            @if share.state == ShareState::Proposed && right.0.may_decide(&shown) {
                (button::link(&format!("/shares/{number}/decide"), "Decide"))
            }
            @if may_deliver && may_share { (button::link(&format!("/shares/{number}/deliver"), "Deliver")) }
            @if share.is_open() && may_share { (button::secondary_link(&format!("/shares/{number}/end"), "End it")) }
        }
        @if let Some(compared) = &compared {
            h2.govuk-heading-m { "Beside the lists that others have" }
            (differences(compared, &recipients))
        }
        @if made.is_empty() {
            p.govuk-body { "Nothing was delivered under it." }
        } @else {
            (table::table("Deliveries under it", &[("Delivery", true), ("When", false), ("People", true), ("State", false)], &made))
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Share {number}"), body)
        .at(Place::Shares)
        .back("/shares", "Back to shares")
        .wide())
}
