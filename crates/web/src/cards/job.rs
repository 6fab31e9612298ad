//! One job: what the print service has, what it can have seen, and how it is stopped.

use super::summary::{counts, state};
use crate::address::Path;
use crate::navigation::Place;
use crate::page::summary::{list, time};
use crate::page::{Page, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadCards};
use crate::words::{count, counted};
use axum::Extension;
use card_office::JobState;
use maud::{Render, html};
use record::time::spoken_day;

/// The page.
pub async fn show(
    right: Earned<ReadCards>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let job = right.0.job(number).await?;
    let names = right.0.names().await?;
    let recipients = right.0.recipients().await?;
    let now = right.0.now();
    let state = state(&job, now);
    let recipient = recipients.of(job.holder);
    let name = html! { code { (job.name) } };
    let order = html! { a.govuk-link href={ "/cards/orders/" (job.order) } { "Order " (job.order) } };
    let sealed = html! { "By " (names.of(job.by)) ", " (time(job.at)) };
    let seen = format!("{} of {}", count(job.exposed), counted(job.all(), "card", "cards"));
    let cards = counts(&job.cards);
    let by = spoken_day(job.destroy_by);
    let delivery = html! {
        @if right.0.may_see_shares() { a.govuk-link href={ "/deliveries/" (job.delivery) } { "Delivery " (job.delivery) } }
        @else { "Delivery " (job.delivery) }
        ", "
        @if right.0.may_see_holdings() { a.govuk-link href={ "/holdings/" (job.holding) } { "holding " (job.holding) } }
        @else { "holding " (job.holding) }
    };
    let rows: Vec<(&str, &dyn Render)> = vec![
        ("State", &state),
        ("For", &recipient),
        ("It can have seen", &seen),
        ("Cards", &cards),
        ("From", &order),
        ("Sealed", &sealed),
        ("As the print service knows it", &name),
        ("To be destroyed by", &by),
        ("On record as", &delivery),
    ];
    let body = html! {
        h1.govuk-heading-l { "Job " (number) }
        div.govuk-button-group {
            @if job.state == JobState::Open && right.0.may_stop() {
                (button::post(&format!("/cards/jobs/{number}/stop"), &button::warning("Stop it now")))
            }
            @if job.is_out() && right.0.may_order() {
                (button::link(&format!("/cards/jobs/{number}/exchange"), "Take in what the print agent wrote"))
            }
            @if right.0.may_revoke() && job.all() > 0 {
                (button::secondary_link(&format!("/cards/revoke?job={number}"), "Revoke its cards"))
            }
        }
        (list(&rows))
        @if job.state == JobState::Open {
            p.govuk-body { "Stopping takes effect at once: no further key is handed out, and faces without a key cannot be seen by anybody." }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Job {number}"), body)
        .at(Place::Cards)
        .back("/cards", "Back to cards"))
}
