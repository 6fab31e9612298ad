//! Every share, the newest first.

use super::summary::state;
use super::{Section, sections};
use crate::navigation::Place;
use crate::page::{Page, button, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadShares, Recipients};
use axum::Extension;
use jiff::Timestamp;
use maud::{Markup, html};
use record::time::spoken_day;
use record::words::titles;
use share::{Share, ShareState};

/// The page.
pub async fn index(
    right: Earned<ReadShares>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let shares = right.0.shares().await?;
    let recipients = right.0.recipients().await?;
    let now = right.0.now();
    let headings = [
        ("Share", true),
        ("Name", false),
        ("For", false),
        ("Fields", false),
        ("State", false),
        ("Until", false),
        ("Next delivery", false),
    ];
    let rows: Vec<Vec<Markup>> = shares.iter().map(|share| row(share, &recipients, now)).collect();
    let body = html! {
        h1.govuk-heading-l { "Shares" }
        (sections(Section::Shares))
        p.govuk-body { "What leaves under a share is little, is marked, is sealed to one recipient, has an end, and is on record as a holding from the first second." }
        @if right.0.may_share() { (button::link("/shares/propose", "Propose a share")) }
        @if rows.is_empty() {
            p.govuk-body {
                "There is no share yet. " a.govuk-link href="/recipients" { "Enrol the recipient" }
                " first; then propose what it may get, and a colleague decides."
            }
        } @else {
            (table::table("Shares, the newest first", &headings, &rows))
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "Shares", body).at(Place::Shares).wide())
}

fn row(share: &Share, recipients: &Recipients, now: Timestamp) -> Vec<Markup> {
    vec![
        html! { a.govuk-link href={ "/shares/" (share.number) } { (share.number) } },
        html! { (gate::harmless(&share.terms.name)) },
        html! { (recipients.of(share.holder)) },
        html! { (titles(share.fields)) },
        html! { (state(share, now)) },
        html! { (spoken_day(share.expires)) },
        html! { (next(share, now)) },
    ]
}

/// When the next delivery is due.
fn next(share: &Share, now: Timestamp) -> String {
    match (share.state, share.every_days, share.due()) {
        (ShareState::Approved, None, _) => "Whenever one is ordered".into(),
        (ShareState::Approved, Some(_), None) => "The first one".into(),
        (ShareState::Approved, Some(_), Some(due)) if due <= now => format!("Due since {}", spoken_day(due)),
        (ShareState::Approved, Some(_), Some(due)) => spoken_day(due),
        _ => "None".into(),
    }
}
