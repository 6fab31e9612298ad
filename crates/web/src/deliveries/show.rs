//! One delivery.

use super::state;
use crate::address::Path;
use crate::navigation::Place;
use crate::page::summary::{digest, list, time};
use crate::page::{Page, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadShares};
use crate::words::{counted, hexadecimal, sentence, size};
use axum::Extension;
use maud::{Render, html};
use record::time::spoken_day;
use record::words::titles;
use share::{CARD_JOB_FORM, DeliveryState, FormRow, MARKS};

/// The page.
pub async fn show(
    right: Earned<ReadShares>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let delivery = right.0.delivery(number).await?;
    let recipients = right.0.recipients().await?;
    let now = right.0.now();
    let state = state(&delivery, now);
    let recipient = recipients.of(delivery.holder);
    let share = html! { a.govuk-link href={ "/shares/" (delivery.share) } { "Share " (delivery.share) } };
    let made = html! { (time(delivery.at)) ", act " (delivery.act) };
    let fields = sentence(&titles(delivery.fields));
    let people = html! {
        (counted(delivery.people.len(), "person", "people"))
        @if delivery.is_part { ", some of those in the share" }
    };
    let marks: Vec<&str> =
        MARKS.iter().filter(|row| delivery.marks.has(row.mark)).map(|row| row.title).collect();
    let marks = if marks.is_empty() { "None".to_owned() } else { marks.join(", ") };
    let form = match FormRow::named(&delivery.form) {
        Some(row) => row.title,
        None if delivery.form == CARD_JOB_FORM => "A sealed job of cards",
        None => "Another form",
    };
    let form = format!("{form}, {} sealed", size(delivery.bytes));
    let fingerprint = digest(&hexadecimal(&delivery.sha256));
    let by = spoken_day(delivery.destroy_by);
    let holding = html! {
        @if right.0.may_see_holdings() { a.govuk-link href={ "/holdings/" (delivery.holding) } { "Holding " (delivery.holding) } }
        @else { "Holding " (delivery.holding) }
    };
    let received = delivery.received.map(|at| html! { (time(at)) ", as the recipient signed" });
    let destroyed = delivery.destroyed.map(|at| html! { (time(at)) ", as the recipient signed" });
    let mut rows: Vec<(&str, &dyn Render)> = vec![
        ("State", &state),
        ("For", &recipient),
        ("Under", &share),
        ("Made", &made),
        ("Fields", &fields),
        ("People", &people),
        ("Marks", &marks),
        ("Form", &form),
        ("Fingerprint of the sealed file (SHA-256)", &fingerprint),
        ("To be destroyed by", &by),
        ("On record as", &holding),
    ];
    if let Some(received) = &received {
        rows.push(("Received", received));
    }
    if let Some(destroyed) = &destroyed {
        rows.push(("Destroyed", destroyed));
    }
    let is_open = matches!(delivery.state, DeliveryState::Delivered | DeliveryState::Received);
    let body = html! {
        h1.govuk-heading-l { "Delivery " (number) }
        (list(&rows))
        @if right.0.may_share() {
            div.govuk-button-group {
                @if is_open { (button::link("/deliveries/receipt", "Take in a receipt")) }
                @if delivery.state == DeliveryState::Delivered {
                    (button::secondary_link(&format!("/deliveries/{number}/cancel"), "It never reached the recipient"))
                }
            }
        }
        @if delivery.statement.is_some() {
            p.govuk-body { a.govuk-link href={ "/deliveries/" (number) "/statement" } { "Download what the recipient signed" } }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Delivery {number}"), body)
        .at(Place::Shares)
        .back("/deliveries", "Back to deliveries"))
}
