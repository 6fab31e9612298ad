//! Every delivery: those whose certificate of destruction is overdue stand first.

use super::filter::{Filter, STATES};
use super::state;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::select;
use crate::page::pages::{self, LINES, Which};
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadShares, Recipients};
use crate::shares::{Section, sections};
use crate::words::{count, counted};
use axum::Extension;
use jiff::Timestamp;
use maud::{Markup, html};
use share::Delivery;
use std::collections::BTreeSet;

/// The page.
pub async fn index(
    right: Earned<ReadShares>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let filter = Filter::read(&query);
    let which = Which::parse(query.text("page"));
    let now = right.0.now();
    let all = right.0.deliveries().await?;
    let recipients = right.0.recipients().await?;
    let holders: BTreeSet<u32> = all.iter().map(|delivery| delivery.holder).collect();
    let overdue = all.iter().filter(|delivery| delivery.is_overdue(now)).count() as u64;
    let found = filter.take(all, now);
    let total = found.len() as u64;
    let skip = usize::try_from(which.skip()).unwrap_or(usize::MAX);
    let shown = found.iter().skip(skip).take(usize::try_from(LINES).unwrap_or(usize::MAX));
    let rows: Vec<Vec<Markup>> = shown.map(|delivery| row(delivery, &recipients, now)).collect();
    let body = html! {
        h1.govuk-heading-l { "Deliveries" }
        (sections(Section::Deliveries))
        @if overdue > 0 {
            p.govuk-body-l {
                (counted(overdue, "certificate of destruction is", "certificates of destruction are")) " overdue."
            }
        }
        @if right.0.may_share() && !holders.is_empty() { (button::secondary_link("/deliveries/receipt", "Take in a receipt")) }
        @if holders.is_empty() {
            p.govuk-body {
                "Nothing was delivered yet. A delivery begins with a " a.govuk-link href="/shares" { "share" } " that is in force."
            }
        } @else {
            div.tip-filter-layout {
                (form(&filter, &holders, &recipients))
                div {
                    @if rows.is_empty() { p.govuk-body { "No delivery is like that. Ask for less." } }
                    @else {
                        (table::table("Deliveries, overdue ones first", &HEADINGS, &rows))
                        (pages::links(which, total, &format!("/deliveries?{}page=", filter.query())))
                        p.govuk-body { "Download this list: "
                            a.govuk-link href={ "/deliveries.csv?" (filter.query()) } { "as a table (CSV)" } ", "
                            a.govuk-link href={ "/deliveries.json?" (filter.query()) } { "for programs (JSON)" } }
                    }
                }
            }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "Deliveries", body).at(Place::Shares).wide())
}

const HEADINGS: [table::Heading<'static>; 6] = [
    ("Delivery", true),
    ("Made", false),
    ("For", false),
    ("Share", true),
    ("People", true),
    ("State", false),
];

fn row(delivery: &Delivery, recipients: &Recipients, now: Timestamp) -> Vec<Markup> {
    let state = state(delivery, now);
    vec![
        html! { a.govuk-link href={ "/deliveries/" (delivery.number) } { (delivery.number) } },
        summary::time(delivery.at),
        html! { (recipients.of(delivery.holder)) },
        html! { a.govuk-link href={ "/shares/" (delivery.share) } { (delivery.share) } },
        html! { (count(delivery.people.len())) },
        html! { @if delivery.is_overdue(now) { strong { (state) } } @else { (state) } },
    ]
}

fn form(filter: &Filter, holders: &BTreeSet<u32>, recipients: &Recipients) -> Markup {
    let named: Vec<(String, String)> =
        holders.iter().map(|holder| (holder.to_string(), recipients.of(*holder))).collect();
    let mut choices = vec![("", "Anybody")];
    choices.extend(named.iter().map(|(number, name)| (number.as_str(), name.as_str())));
    let chosen = filter.holder.map(|holder| holder.to_string()).unwrap_or_default();
    let none = Errors::none();
    html! {
        form.tip-filter action="/deliveries" method="get" {
            h2.govuk-heading-m { "Filter" }
            (select("what", "State", "", &STATES, filter.what, &none))
            (select("holder", "For", "", &choices, &chosen, &none))
            (button::submit("Filter"))
            @if filter.is_asked() { p.govuk-body { a.govuk-link href="/deliveries" { "Show all" } } }
        }
    }
}
