//! Whom a file is about, in counts: by field, and those who were in the same deliveries and are not in this file.

use crate::page::table;
use crate::words::{count, counted, sentence};
use maud::{Markup, html};
use share::FIELDS_SHOWN;
use trace::Trace;

/// The counts.
pub fn people(trace: &Trace) -> Markup {
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    for bit in 0..64_u8 {
        let has = |set: u64| set >> bit & 1 == 1;
        let with = || trace.people.iter().filter(|person| has(person.fields));
        let all = with().count() as u64;
        if all == 0 {
            continue;
        }
        let definite = with().filter(|person| person.definite).count() as u64;
        let stale = with().filter(|person| has(person.stale)).count() as u64;
        let title = FIELDS_SHOWN(bit).unwrap_or_else(|| format!("field {bit}"));
        rows.push(vec![
            html! { (sentence(&title)) },
            html! { (count(definite)) },
            html! { (count(all - definite)) },
            html! { (count(stale)) },
        ]);
    }
    let more = trace.fields_besides();
    let besides: Vec<String> =
        (0..64_u8).filter(|bit| more >> bit & 1 == 1).filter_map(FIELDS_SHOWN).collect();
    let headings = [
        ("What is known of them", false),
        ("Certain", true),
        ("Perhaps, besides", true),
        ("Out of date today", true),
    ];
    let untold = trace.file.photos_untold();
    let beside = if untold == 0 {
        "in the same deliveries, not in this file"
    } else {
        "in deliveries to the source, not counted in this file"
    };
    html! {
        h2.govuk-heading-m { "Whom it is about" }
        ul.tip-numbers {
            (number(trace.definite() as u64, "certainly in it"))
            (number(trace.possible() as u64, "perhaps, besides"))
            (number(trace.not_in_file.len() as u64, beside))
        }
        @if untold > 0 {
            p.govuk-body {
                "It cannot be told for certain whose " (counted(untold, "photo", "photos")) " in this file are: they may be of any of "
                "those people, and so more of them are in it than are counted here."
            }
        }
        @if !rows.is_empty() { (table::table("People by what is known of them", &headings, &rows)) }
        @if !besides.is_empty() {
            p.govuk-body {
                "What was delivered holds more: " (besides.join(", ")) ". A column of few different values is not always told from "
                "others: take these as gone too, unless you see that they are not in the file."
            }
        }
    }
}

fn number(many: u64, words: &str) -> Markup {
    html! { li.tip-numbers__item { span.tip-numbers__value { (count(many)) } " " (words) } }
}
