//! Deliveries that a file may come from, ranked, and certificates of destruction that it contradicts.

use super::read::NOTHING;
use crate::page::table;
use crate::right::Recipients;
use crate::words::{self, count};
use jiff::Timestamp;
use maud::{Markup, html};
use trace::{Contradiction, DeliveryFound, Trace};

/// Deliveries that are named.
const NAMED: usize = 20;

/// The tables.
pub fn sources(trace: &Trace, recipients: &Recipients) -> Markup {
    let headings = [
        ("Delivery", false),
        ("Made", false),
        ("Evidence", true),
        ("Above the bar", false),
        ("Kinds of marks", false),
        ("Rows", true),
        ("People it holds", true),
        ("Columns it lacks", true),
    ];
    let fitting = || trace.deliveries.iter().filter(|found| found.fit.people_in > 0 || found.clears);
    let rows: Vec<Vec<Markup>> = fitting().take(NAMED).map(|found| row(found, recipients)).collect();
    let more = fitting().count().saturating_sub(NAMED);
    html! {
        @if !rows.is_empty() {
            (table::table("Deliveries, the likeliest first", &headings, &rows))
            @if more > 0 { p.govuk-body { "And " (count(more as u64)) " more, which fit less. The report for programs has them all." } }
        }
        (contradictions(&trace.contradictions, recipients))
    }
}

fn row(found: &DeliveryFound, recipients: &Recipients) -> Vec<Markup> {
    let fit = &found.fit;
    vec![
        html! {
            a.govuk-link href={ "/deliveries/" (found.id.number) } { "Delivery " (found.id.number) }
            ", " (recipients.of(found.id.recipient))
        },
        html! { (spoken(found.delivered)) },
        html! { (evidence(found.ln_e)) },
        html! { @if found.clears { strong { "Yes" } } @else { "No" } },
        html! { @if found.supporting.is_empty() { "None" } @else { (found.supporting.join(", ")) } },
        html! { (count(found.rows)) },
        html! { (count(fit.people_in)) " of " (count(fit.people_in + fit.people_out)) },
        html! { (fit.columns_missing) },
    ]
}

fn contradictions(found: &[Contradiction], recipients: &Recipients) -> Markup {
    let headings = [
        ("Certified as destroyed", false),
        ("When", false),
        ("Rows of it", true),
        ("A later one in the file", false),
        ("Made", false),
        ("Rows of that", true),
    ];
    let rows: Vec<Vec<Markup>> = found
        .iter()
        .map(|one| {
            vec![
                html! {
                    a.govuk-link href={ "/deliveries/" (one.destroyed.number) } { "Delivery " (one.destroyed.number) }
                    ", " (recipients.of(one.destroyed.recipient))
                },
                html! { (spoken(one.certified)) },
                html! { (count(one.rows)) },
                html! { a.govuk-link href={ "/deliveries/" (one.later.number) } { "Delivery " (one.later.number) } },
                html! { (spoken(one.delivered)) },
                html! { (count(one.later_rows)) },
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() { (table::table("Certificates of destruction that it contradicts", &headings, &rows)) }
    }
}

fn spoken(microseconds: i64) -> String {
    Timestamp::from_microsecond(microseconds).map_or_else(|_| "not known".into(), words::time)
}

/// How many times likelier the file is if it comes from there, given by its logarithm.
fn evidence(ln: f64) -> String {
    let log10 = ln / std::f64::consts::LN_10;
    match log10 {
        _ if ln <= NOTHING => "0".into(),
        _ if log10.abs() < 3.0 => format!("{:.2}", ln.exp()),
        _ => format!("10^{log10:.0}"),
    }
}
