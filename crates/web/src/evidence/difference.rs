//! One difference, in counts: what differs, since when, which cases it touches, and what can be done.

use super::cases::cases;
use super::looks::{age, said, settles, written};
use crate::address::Path;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::pages::Which;
use crate::page::{Page, button, summary};
use crate::problem::Problem;
use crate::right::{Cookies, DifferenceShown, Earned, Names, ReadEvidence};
use crate::words::size;
use axum::Extension;
use maud::{Markup, html};

/// The page.
pub async fn difference(
    right: Earned<ReadEvidence>,
    Path((store, number)): Path<(u32, u32)>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let shown = right.0.difference(store, number).await?;
    let names = right.0.names().await?;
    let now = right.0.now();
    let one = &shown.difference;
    let here = format!("/evidence/{store}/differences/{number}");
    let raised = shown.acts.at(one.alarm);
    let alarm = html! {
        @if let Some(at) = raised { (summary::time(at)) ", " (age(at, now)) " ago, by " } @else { "By " }
        @if right.0.may_read_log() { a.govuk-link href={ "/log/" (one.alarm) } { "act " (one.alarm) } } @else { "act " (one.alarm) }
    };
    let name = gate::harmless(&shown.store.name);
    let bytes = size(one.bytes);
    let body = html! {
        h1.govuk-heading-l { "Difference " (number) ": " (said(one.kind, one.items)) }
        (summary::list(&[("Store", &name), ("Size", &bytes), ("Alarm raised", &alarm)]))
        (waiting(&right.0, &shown, &names))
        div.govuk-button-group {
            @if right.0.may_keep() && shown.waiting.is_none() { (button::link(&format!("{here}/settle"), "Propose to settle it")) }
            @if right.0.may_see_names() { (button::secondary_link(&format!("{here}/names"), "See the names of the items, and the references")) }
        }
        (cases(&shown.cases, right.0.may_look_up(), (Which::parse(query.text("page")), &format!("{here}?page=")), now))
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Difference {number}"), body)
        .at(Place::Evidence)
        .back(format!("/evidence/{store}"), "Back to the store")
        .wide())
}

/// What somebody proposed, and who can go on with it.
fn waiting(right: &ReadEvidence, shown: &DifferenceShown, names: &Names) -> Markup {
    let Some((settlement, why)) = &shown.waiting else { return html! {} };
    let address = format!("/evidence/{}/settlements/{}", settlement.store, settlement.number);
    let who = shown.acts.actor(settlement.proposal).map_or_else(String::new, |actor| names.of(actor));
    html! {
        div.govuk-inset-text {
            p { "Settlement " (settlement.number) " waits for a decision by a second person. " (who) " proposed it"
                @if let Some(at) = shown.acts.at(settlement.proposal) { ", " (summary::time(at)) } "." }
            p { (settles(settlement.kind, settlement.is_gone)) }
            @if let Some(why) = why { p { strong { "Why: " } } (written(why)) }
            @if right.may_decide(&shown.acts, settlement.proposal) { p { a.govuk-link href={ (address) "/decide" } { "Decide" } } }
            @if right.may_keep() { p { a.govuk-link href={ (address) "/withdraw" } { "Take it back" } } }
        }
    }
}
