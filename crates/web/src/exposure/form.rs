//! The question as a form.

use super::asked::Asked;
use crate::page::button;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, checkboxes};
use maud::{Markup, html};
use record::{Field, Holder};

/// The form. It is sent as an address, which can be kept and given on: it names holders by number, and nobody.
pub fn form(holders: &[Holder], asked: &Asked, errors: &Errors) -> Markup {
    let names: Vec<(String, String)> = holders
        .iter()
        .map(|holder| {
            (holder.number.to_string(), crate::words::sentence(&record::words::holder(holder, false)))
        })
        .collect();
    let boxes: Vec<(&str, &str, &str, bool)> = holders
        .iter()
        .zip(&names)
        .map(|(holder, (number, name))| {
            (number.as_str(), name.as_str(), "", asked.holders.contains(&holder.number))
        })
        .collect();
    let from = Input {
        name: "from",
        label: "From",
        hint: "A day as 2023-07-01, a month as 2023-07, or a minute as 2023-07-01 14:30, in London.",
        value: &asked.from,
        width: 20,
        ..Input::default()
    };
    let to = Input {
        name: "to",
        label: "Up to",
        hint: "The whole day or month is included.",
        value: &asked.to,
        width: 20,
        ..Input::default()
    };
    let known = Input {
        name: "known",
        label: "As it was known on (optional)",
        hint: "To see what the record said at an earlier time, and what has become known since.",
        value: &asked.known,
        width: 20,
        ..Input::default()
    };
    html! {
        form action="/exposure" method="get" novalidate {
            (checkboxes("holder", "Whose holdings?", "Those who had, or may have had, the data that got out.", &boxes, errors))
            (checkboxes("everybody", "Or everybody's", "", &[("yes", "All holders", "", asked.everybody)], errors))
            (from.render(errors))
            (to.render(errors))
            details.govuk-details open[!asked.fields.is_empty() || !asked.known.is_empty()] {
                summary.govuk-details__summary { span.govuk-details__summary-text { "Only some fields, or as it was known earlier" } }
                div.govuk-details__text {
                    (checkboxes("field", "Only these fields", "None ticked: all of them.", &fields(asked), errors))
                    (known.render(errors))
                }
            }
            (button::submit("Count who is affected"))
        }
    }
}

fn fields(asked: &Asked) -> Vec<(&'static str, &'static str, &'static str, bool)> {
    Field::all().map(|field| (field.id(), field.title(), "", asked.fields.contains(field))).collect()
}
