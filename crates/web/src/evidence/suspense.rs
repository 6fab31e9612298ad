//! What of a store is in suspense, and what waits for a second person.

use super::looks::{age, said};
use crate::page::{summary, table};
use crate::right::{Names, ReadEvidence, StoreShown};
use crate::words::{count, sentence, size};
use evidence::DifferenceKind;
use jiff::Timestamp;
use maud::{Markup, html};

/// Each difference, with its alarm and how many cases it touches.
pub fn suspense(shown: &StoreShown, now: Timestamp) -> Markup {
    let store = shown.balance.store.number;
    let headings = [
        ("Difference", false),
        ("What", false),
        ("Items", true),
        ("Size", true),
        ("Cases", true),
        ("Alarm", false),
        ("For", false),
    ];
    let rows: Vec<Vec<Markup>> = shown
        .balance
        .suspense
        .iter()
        .zip(&shown.cases)
        .map(|(one, cases)| {
            let raised = shown.acts.at(one.alarm);
            vec![
                html! { a.govuk-link href={ "/evidence/" (store) "/differences/" (one.number) } { (one.number) } },
                html! { (kind(one.kind)) },
                html! { (count(one.items)) },
                html! { (size(one.bytes)) },
                html! { (count(*cases)) },
                raised.map_or_else(|| html! { "not known" }, summary::time),
                html! { (raised.map_or_else(|| "not known".into(), |at| age(at, now))) },
            ]
        })
        .collect();
    html! {
        @if rows.is_empty() {
            h2.govuk-heading-m { "In suspense" }
            p.govuk-body { "Nothing." }
        } @else {
            (table::table("In suspense", &headings, &rows))
        }
    }
}

/// A kind in a table.
pub fn kind(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Missing => "Missing",
        DifferenceKind::Surplus => "Not expected",
        DifferenceKind::Changed => "Changed",
        DifferenceKind::Damaged => "Damaged",
    }
}

/// Who proposed, and when.
fn by(shown: &StoreShown, names: &Names, proposal: u64) -> String {
    let who =
        shown.acts.actor(proposal).map_or_else(|| "nobody who is known".into(), |actor| names.of(actor));
    let when = shown.acts.at(proposal).map_or_else(String::new, crate::words::time);
    format!("{who}, {when}")
}

/// Settlements that wait for a decision; nothing where none does.
pub fn settlements(right: &ReadEvidence, shown: &StoreShown, names: &Names) -> Markup {
    let store = shown.balance.store.number;
    let headings =
        [("Settlement", false), ("Of", false), ("Proposed by", false), ("What can be done", false)];
    let rows: Vec<Vec<Markup>> = shown
        .balance
        .waiting
        .iter()
        .map(|one| {
            let address = format!("/evidence/{store}/settlements/{}", one.number);
            let may_decide = right.may_decide(&shown.acts, one.proposal);
            vec![
                html! { (one.number) },
                html! { (sentence(&said(one.kind, one.items))) },
                html! { (by(shown, names, one.proposal)) },
                html! {
                    @if may_decide {
                        a.govuk-link href={ (address) "/decide" } { "Decide" span.govuk-visually-hidden { " on settlement " (one.number) } } " "
                    }
                    @if right.may_keep() {
                        a.govuk-link href={ (address) "/withdraw" } { "Take it back" span.govuk-visually-hidden { ": settlement " (one.number) } }
                    }
                    @if !may_decide && !right.may_keep() { "Waits for a second person" }
                },
            ]
        })
        .collect();
    html! { @if !rows.is_empty() { (table::table("Settlements that wait for a decision", &headings, &rows)) } }
}

/// The rule of additions, or the proposal of one.
pub fn comes_in(shown: &StoreShown, names: &Names) -> Markup {
    html! {
        h2.govuk-heading-m { "What comes in" }
        @match &shown.rule {
            Some(rule) if rule.is_allowed => p.govuk-body {
                "New items are booked without an alarm, by rule " (rule.number) ", proposed by " (by(shown, names, rule.proposal))
                ", and allowed by a second person. What leaves is an alarm all the same."
            },
            Some(rule) => p.govuk-body {
                "Rule " (rule.number) " waits for a second person: that new items are booked without an alarm. It was proposed by "
                (by(shown, names, rule.proposal)) ". Until then they are an alarm."
            },
            None => p.govuk-body { "New items that nobody expected are an alarm, as two people have not said otherwise." },
        }
    }
}
