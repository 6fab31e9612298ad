//! What a file holds: the verdict first, then what to do, then each finding where it stands.

mod facts;
mod finding;
mod picture;

use crate::page::verdict;
use crate::words;
use gate::report::spoken::people_or_follows;
use gate::{Checked, Severity};
use maud::{Markup, html};

/// Findings that are shown whole; of the rest the places are listed.
const MOST: usize = 60;

/// The result of a check. `actions` stand in the panel of the verdict: what the viewer may do with this file; `below` right
/// under it.
pub fn result(checked: &Checked, name: &str, actions: &Markup, below: &Markup) -> Markup {
    let told: Vec<(usize, &gate::Finding)> = checked
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.severity > Severity::Note)
        .collect();
    let notes = checked.findings.len() - told.len();
    html! {
        (verdict::panel(checked.verdict, name, &people_or_follows(checked), actions))
        (below)
        (facts::list(checked))
        (picture::picture(checked))
        @if !told.is_empty() {
            h2.govuk-heading-m { "What was found" }
            @for (index, finding) in told.iter().take(MOST) { (finding::finding(*index, finding)) }
            @if told.len() > MOST {
                p.govuk-body { "There are " (words::counted((told.len() - MOST) as u64, "further finding", "further findings")) " of the same kinds; the report has them all." }
            }
        }
        (unaccounted(checked))
        @if notes > 0 { (note_list(checked, notes)) }
    }
}

fn unaccounted(checked: &Checked) -> Markup {
    html! {
        @if !checked.unaccounted.is_empty() {
            h2.govuk-heading-m { "What was not understood" }
            p.govuk-body { "Tipstaff accounts for every part of a file. These parts it could not read, so nobody knows what they hold." }
            ul.govuk-list.govuk-list--bullet {
                @for gap in checked.unaccounted.iter().take(MOST) {
                    li { (gate::harmless(&gap.part)) ": " (gate::harmless(&gap.why)) }
                }
            }
            @if checked.unaccounted.len() > MOST {
                p.govuk-body { "And " (words::counted((checked.unaccounted.len() - MOST) as u64, "further part", "further parts")) "." }
            }
        }
    }
}

fn note_list(checked: &Checked, notes: usize) -> Markup {
    let mut titles: Vec<(&str, u64)> = Vec::new();
    for finding in checked.findings.iter().filter(|finding| finding.severity == Severity::Note) {
        match titles.iter_mut().find(|(title, _)| *title == finding.rule.title) {
            Some((_, count)) => *count += 1,
            None => titles.push((finding.rule.title, 1)),
        }
    }
    html! {
        details.govuk-details {
            summary.govuk-details__summary {
                span.govuk-details__summary-text { "Also there, holding nothing back (" (notes) ")" }
            }
            div.govuk-details__text {
                ul.govuk-list.govuk-list--bullet {
                    @for (title, count) in titles {
                        li { (words::sentence(title)) @if count > 1 { " (" (words::count(count)) " places)" } }
                    }
                }
            }
        }
    }
}
