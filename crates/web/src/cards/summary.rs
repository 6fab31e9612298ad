//! Orders and jobs in words.

use crate::page::{summary, table};
use crate::right::Recipients;
use crate::words::count;
use card_office::{CardState, JobState, Order, Progress};
use jiff::Timestamp;
use maud::{Markup, html};
use record::time::spoken_day;
use std::collections::BTreeMap;

/// What became of a job, for people.
pub fn state(job: &Progress, now: Timestamp) -> String {
    match job.state {
        _ if job.is_overdue(now) => {
            format!("Certificate of destruction overdue since {}", spoken_day(job.destroy_by))
        }
        JobState::Open if job.exposed == 0 => "Sealed: no key was handed out yet".into(),
        JobState::Open => "Keys are handed out as the print agent asks".into(),
        JobState::Stopped => "Stopped: no further key is handed out".into(),
        JobState::Closed => "Closed: the print service signed that nothing of it is left".into(),
        JobState::Cancelled => "Cancelled: it never reached the print service".into(),
    }
}

/// How many cards are what: "12 printed, 3 revoked".
pub fn counts(cards: &BTreeMap<CardState, u64>) -> String {
    let told: Vec<String> = CardState::ALL
        .iter()
        .filter_map(|state| Some((state, cards.get(state)?)))
        .map(|(state, number)| format!("{} {}", count(*number), state.words()))
        .collect();
    if told.is_empty() { "None".into() } else { told.join(", ") }
}

/// Last day of cards.
pub fn day(day: jiff::civil::Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Orders as a table.
pub fn orders(orders: &[Order]) -> Markup {
    let headings = [
        ("Order", true),
        ("When", false),
        ("Design", false),
        ("Cards", true),
        ("To be sealed", true),
        ("To be printed here", true),
    ];
    let rows: Vec<Vec<Markup>> = orders
        .iter()
        .map(|order| {
            let (inside, outside) = order.waiting();
            vec![
                html! { a.govuk-link href={ "/cards/orders/" (order.number) } { (order.number) } },
                summary::time(order.at),
                html! { (order.design) @if order.reissue { ", in place of revoked cards" } },
                html! { (count(order.cards())) },
                html! { (count(outside)) },
                html! { (count(inside)) },
            ]
        })
        .collect();
    table::table("Orders, the newest first", &headings, &rows)
}

/// Jobs as a table.
pub fn jobs(jobs: &[Progress], recipients: &Recipients, now: Timestamp) -> Markup {
    let headings = [
        ("Job", true),
        ("Sealed", false),
        ("For", false),
        ("Cards", true),
        ("It can have seen", true),
        ("State", false),
    ];
    let rows: Vec<Vec<Markup>> = jobs
        .iter()
        .map(|job| {
            let state = state(job, now);
            vec![
                html! { a.govuk-link href={ "/cards/jobs/" (job.number) } { (job.number) } },
                summary::time(job.at),
                html! { (recipients.of(job.holder)) },
                html! { (count(job.all())) },
                html! { (count(job.exposed)) },
                html! { @if job.is_overdue(now) { strong { (state) } } @else { (state) } },
            ]
        })
        .collect();
    table::table("Sealed jobs, the newest first", &headings, &rows)
}
