//! The cases that a difference touches, by their numbers in the record. References take a purpose and a signature, as everywhere:
//! they come with the names of the items.

use super::looks::day_of;
use crate::page::pages::{LINES, Which, links};
use crate::page::table;
use crate::words::{counted, sentence};
use jiff::Timestamp;
use maud::{Markup, html};
use record::Case;
use record::time::spoken_day;

/// How many, and when the next is in court.
pub fn summed(cases: &[Case], now: Timestamp) -> String {
    if cases.is_empty() {
        return "No case is known to be touched. That says what is tied to cases on record, not that none is.".into();
    }
    let touched = counted(cases.len() as u64, "case is touched", "cases are touched");
    let next = cases.iter().filter_map(|case| case.court_date).filter(|day| *day >= day_of(now)).min();
    match next {
        Some(day) => format!("{touched}. The next day in court is {}.", spoken_day(day)),
        None => format!("{touched}. No day in court to come is known."),
    }
}

/// The cases, a page at a time.
pub fn cases(cases: &[Case], may_look_up: bool, (which, address): (Which, &str), now: Timestamp) -> Markup {
    let headings = [("Case", false), ("Officer in the case", false), ("Day in court", false)];
    let skip = usize::try_from(which.skip()).unwrap_or(usize::MAX);
    let rows: Vec<Vec<Markup>> = cases
        .iter()
        .skip(skip)
        .take(LINES as usize)
        .map(|case| {
            vec![
                html! { "Case " (case.number) },
                html! { (officer(case, may_look_up)) },
                html! { (court(case, now)) },
            ]
        })
        .collect();
    html! {
        h2.govuk-heading-m { "Cases" }
        p.govuk-body { (summed(cases, now)) }
        @if !rows.is_empty() {
            (table::table("Cases that it touches, the next day in court first", &headings, &rows))
            (links(which, cases.len() as u64, address))
            p.govuk-body { "These are the numbers that the record gave them. Their references come with the names of the items, as both take a purpose and a signature." }
        }
    }
}

/// By number; for who may look people up, a link.
pub fn officer(case: &Case, may_look_up: bool) -> Markup {
    html! {
        @match case.officer {
            Some(officer) if may_look_up => a.govuk-link href={ "/people/" (officer) } { "Person " (officer) },
            Some(officer) => { "Person " (officer) }
            None => "Not known",
        }
    }
}

/// "1 September 2027".
pub fn court(case: &Case, now: Timestamp) -> String {
    match case.court_date {
        Some(day) if day >= day_of(now) => spoken_day(day),
        Some(day) => sentence(&format!("{}, which is past", spoken_day(day))),
        None => "Not known".into(),
    }
}
