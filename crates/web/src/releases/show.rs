//! One release.

use super::summary::{facts, reasons};
use crate::address::Path;
use crate::navigation::Place;
use crate::page::{Page, button, verdict};
use crate::page::{summary, table};
use crate::problem::Problem;
use crate::right::Names;
use crate::right::{Cookies, Earned, ReadReleases};
use crate::words;
use axum::Extension;
use maud::{Markup, html};
use release::{PastCheck, State};

/// The page.
pub async fn show(
    right: Earned<ReadReleases>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let release = right.0.one(number).await?;
    let names = right.0.names().await?;
    let checks = right.0.checks(number).await?;
    let is_open = release.state == State::Proposed;
    let is_own = right.0.is_own(&release);
    let body = html! {
        h1.govuk-heading-l { "Release " (number) }
        p.govuk-body { "The check says: " (verdict::tag(release.verdict)) }
        (facts(&release, &names))
        (reasons(&release))
        (history(&checks, &names))
        @if right.0.may_look(&release) {
            (button::post(&format!("/releases/{number}/look"), &button::secondary("Look into the file yourself")))
        }
        @if release.state == State::Approved && right.0.may_recheck() {
            form action="/rechecks" method="post" {
                input type="hidden" name="release" value=(number);
                (button::secondary("Check it again by today's rules"))
            }
        }
        @if is_open && right.0.may_decide() && !is_own {
            (button::link(&format!("/releases/{number}/decide"), "Decide"))
        }
        @if is_open && is_own {
            p.govuk-body { "It waits for a colleague's decision." }
            (button::secondary_link(&format!("/releases/{number}/withdraw"), "Take it back"))
        }
        p.govuk-body { a.govuk-link href={ "/releases/" (number) "/decision.pdf" } { "Download the decision as PDF, for the case file" } }
        @if release.certificate.is_some() {
            p.govuk-body { a.govuk-link href={ "/releases/" (number) "/certificate" } { "Download the certificate" } }
        }
        @if right.0.may_withdraw_certificate() && matches!(release.certificate, Some((_, _, false))) {
            p.govuk-body { a.govuk-link href={ "/releases/" (number) "/withdraw-certificate" } { "Withdraw the certificate" } }
        }
        @if !release.holdings.is_empty() {
            p.govuk-body {
                "Everybody in it is on record as known to the public: "
                @for (index, holding) in release.holdings.iter().enumerate() {
                    @if index > 0 { ", " }
                    a.govuk-link href={ "/holdings/" (holding) } { "holding " (holding) }
                }
            }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Release {number}"), body)
        .at(Place::Releases)
        .back("/releases", "Register of releases"))
}

/// What its checks said over time, once there is more than the first.
fn history(checks: &[PastCheck], names: &Names) -> Markup {
    let headings = [("When", false), ("Check", false), ("People", false), ("By", false), ("Act", true)];
    let rows: Vec<Vec<Markup>> = checks
        .iter()
        .map(|check| {
            vec![
                summary::time(check.at),
                verdict::tag(check.verdict),
                html! { (words::people(check.subjects, check.possible)) },
                html! { (names.of(check.actor)) },
                html! { (check.act) },
            ]
        })
        .collect();
    html! {
        @if rows.len() > 1 { (table::table("What its checks said", &headings, &rows)) }
    }
}
