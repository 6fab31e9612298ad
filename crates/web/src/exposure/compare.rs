//! What has become known since: the same question, as it was known at another time and as it is known now.

use super::report::Report;
use crate::page::table;
use crate::words::count;
use maud::{Markup, html};

/// The differences, where the question was asked as of another time.
pub fn since(report: &Report) -> Markup {
    let Some((_, now)) = &report.before else { return html! {} };
    let then = &report.answer;
    let all_then = &then.people.definite | &then.people.possible;
    let all_now = &now.people.definite | &now.people.possible;
    let headings = [("What has become known since", false), ("Then", true), ("Now", true)];
    let line = |words: &str, then: u64, now: u64| {
        vec![html! { (words) }, html! { (count(then)) }, html! { (count(now)) }]
    };
    let acts = now.acts.saturating_sub(then.acts);
    let rows = [
        line("People for certain", then.people.definite.len(), now.people.definite.len()),
        line("People perhaps, besides", then.people.possible.len(), now.people.possible.len()),
        line("People on no list, at most", then.unlisted.high, now.unlisted.high),
        line(
            "Items",
            then.items.count().definite + then.items.count().possible,
            now.items.count().definite + now.items.count().possible,
        ),
        line(
            "Holdings",
            then.holdings.definite.len() + then.holdings.possible.len(),
            now.holdings.definite.len() + now.holdings.possible.len(),
        ),
    ];
    html! {
        (table::table("Then and now", &headings, &rows))
        p.govuk-body {
            (count((&all_now - &all_then).len())) " people came to it, "
            (count((&all_then - &all_now).len())) " are no longer among them, by "
            (crate::words::counted(acts, "act", "acts")) " recorded since."
        }
    }
}
