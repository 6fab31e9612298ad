//! One order: what was ordered, and what waits for whom.

use super::summary::{counts, day, jobs};
use crate::address::Path;
use crate::navigation::Place;
use crate::page::summary::{list, time};
use crate::page::{Page, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadCards};
use crate::words::counted;
use axum::Extension;
use card_office::Mode;
use maud::{Render, html};

/// The page.
pub async fn show(
    right: Earned<ReadCards>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (order, made) = right.0.order(number).await?;
    let names = right.0.names().await?;
    let recipients = right.0.recipients().await?;
    let ordered = html! { "By " (names.of(order.by)) ", " (time(order.at)) };
    let cards = counted(order.cards(), "card", "cards");
    let until = day(order.last_day);
    let printed = match order.mode {
        Mode::InForce => html! { "In the force: nothing leaves" },
        Mode::SealedJob => html! {
            "By a print service"
            @if let Some(share) = order.share {
                " under "
                @if right.0.may_see_shares() { a.govuk-link href={ "/shares/" (share) } { "share " (share) } }
                @else { "share " (share) }
            }
            "; those who are set apart, in the force"
        },
    };
    let (inside, outside) = (counts(&order.in_force), counts(&order.outside));
    let mut rows: Vec<(&str, &dyn Render)> = vec![
        ("Ordered", &ordered),
        ("Cards", &cards),
        ("Design", &order.design),
        ("For", &order.kind.title),
        ("Valid until", &until),
        ("Printed", &printed),
        ("In the force", &inside),
    ];
    if order.mode == Mode::SealedJob {
        rows.push(("By the print service", &outside));
    }
    let (waits_inside, waits_outside) = order.waiting();
    let body = html! {
        h1.govuk-heading-l { "Order " (number) @if order.reissue { ": in place of revoked cards" } }
        (list(&rows))
        @if waits_outside > 0 && right.0.may_order() {
            (button::link(&format!("/cards/orders/{number}/seal"), "Seal a job for the print service"))
        }
        @if waits_inside > 0 {
            p.govuk-body {
                (counted(waits_inside, "card is", "cards are")) " to be printed here. Faces are not given to browsers, which keep what they get: "
                "on the machine that has the printer, " code { "tipstaff card draw " (number) " -o FOLDER" } " draws them into a folder that nobody else can look into."
            }
        }
        @if !made.is_empty() { (jobs(&made, &recipients, right.0.now())) }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Order {number}"), body)
        .at(Place::Cards)
        .back("/cards", "Back to cards")
        .wide())
}
