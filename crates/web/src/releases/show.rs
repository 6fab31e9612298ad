//! One release.

use super::summary::{facts, reasons};
use crate::navigation::Place;
use crate::page::{Page, button, verdict};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadReleases};
use axum::Extension;
use crate::address::Path;
use maud::html;
use release::State;

/// The page.
pub async fn show(
    right: Earned<ReadReleases>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let release = right.0.one(number).await?;
    let names = right.0.names().await?;
    let is_open = release.state == State::Proposed;
    let is_own = right.0.is_own(&release);
    let body = html! {
        h1.govuk-heading-l { "Release " (number) }
        p.govuk-body { "The check says: " (verdict::tag(release.verdict)) }
        (facts(&release, &names))
        (reasons(&release))
        @if is_open && right.0.may_decide() && !is_own {
            (button::link(&format!("/releases/{number}/decide"), "Decide"))
        }
        @if is_open && is_own {
            p.govuk-body { "It waits for a colleague's decision." }
            (button::secondary_link(&format!("/releases/{number}/withdraw"), "Take it back"))
        }
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
