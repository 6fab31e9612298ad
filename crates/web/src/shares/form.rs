//! The form of a share.

use super::asked::{Asked, CONDITIONS};
use crate::page::error_summary::Errors;
use crate::page::field::{Input, checkboxes, select, text_area};
use crate::right::Recipients;
use crate::words::sentence;
use maud::{Markup, html};
use record::Field;
use share::{MARKS, NEVER, Recipient};

/// Who may get something, and where people come from.
pub struct Choices {
    /// Recipients.
    pub enrolled: Vec<Recipient>,
    /// Their names.
    pub recipients: Recipients,
    /// Extracts.
    pub extracts: Vec<String>,
}

/// The fields of the form, without the buttons.
pub fn fields(asked: &Asked, choices: &Choices, errors: &Errors) -> Markup {
    html! {
        (what(asked, choices, errors))
        (leaves(asked, errors))
        (who(asked, choices, errors))
        (how(asked, errors))
    }
}

fn what(asked: &Asked, choices: &Choices, errors: &Errors) -> Markup {
    let named: Vec<(String, String)> = choices
        .enrolled
        .iter()
        .map(|one| (one.holder.to_string(), choices.recipients.of(one.holder)))
        .collect();
    let mut holders = vec![("", "Choose")];
    holders.extend(named.iter().map(|(number, name)| (number.as_str(), name.as_str())));
    let name = Input {
        name: "name",
        label: "What it is called",
        hint: "Letters, digits and dashes, such as cards-2027-01.",
        value: &asked.name,
        width: 20,
        ..Input::default()
    };
    html! {
        (name.render(errors))
        (select("holder", "Who gets it", "", &holders, &asked.holder, errors))
        (text_area("purpose", "What it is for", "Such as: printing warrant cards. It is kept sealed.", &asked.purpose, errors))
        (text_area("basis", "What allows it", "The contract and the law, such as: contract 12; Data Protection Act 2018, section 35.", &asked.basis, errors))
    }
}

fn leaves(asked: &Asked, errors: &Errors) -> Markup {
    let fields: Vec<(&str, &str, &str, bool)> = Field::all()
        .filter(|field| !NEVER.iter().any(|(id, _)| *id == field.id()))
        .map(|field| (field.id(), field.title(), "", asked.fields.contains(field)))
        .collect();
    html! {
        (checkboxes("field", "What is in it?", "The fields that the work needs, and no others: what the recipient does not have cannot get out there.", &fields, errors))
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { "What never leaves" } }
            div.govuk-details__text {
                @for (id, why) in NEVER {
                    @if let Some(field) = Field::named(id) { p { strong { (field.title()) } ": " (why) "." } }
                }
            }
        }
    }
}

fn who(asked: &Asked, choices: &Choices, errors: &Errors) -> Markup {
    let mut sources = vec![("", "Any extract")];
    sources.extend(choices.extracts.iter().map(|name| (name.as_str(), name.as_str())));
    let mut known = vec![("", "No condition")];
    known.extend(Field::all().filter(|field| field.id() != "photo").map(|field| (field.id(), field.title())));
    html! {
        h2.govuk-heading-m { "Who is in it" }
        (select("source", "Whoever stands in", "It is asked anew for each delivery: joiners come in, leavers go.", &sources, &asked.source, errors))
        @for (number, ((field, is), (chosen, values))) in (1_u32..).zip(CONDITIONS.into_iter().zip(&asked.having)) {
            fieldset.govuk-fieldset {
                legend.govuk-fieldset__legend.govuk-fieldset__legend--s { "Condition " (number) " (optional)" }
                (select(field, "Only people whose", "", &known, chosen, errors))
                (Input {
                    name: is,
                    label: "is",
                    hint: "Such as Constable. Several: with a semicolon between them.",
                    value: values,
                    ..Input::default()
                }.render(errors))
            }
        }
        (text_area("without", "People who are left out (optional)", "Their pay numbers, one a line. Leaving somebody out can expose them: that is compared before anything is proposed.", &asked.without, errors))
    }
}

fn how(asked: &Asked, errors: &Errors) -> Markup {
    let marks: Vec<(&str, &str, &str, bool)> =
        MARKS.iter().map(|row| (row.id, row.title, row.what, asked.marks.has(row.mark))).collect();
    let input = |name, label, hint, value| Input { name, label, hint, value, width: 10, ..Input::default() };
    html! {
        h2.govuk-heading-m { "How it is delivered" }
        (checkboxes("mark", "How is it marked?", "A mark says which delivery a row is from, and nothing about the person. Without marks a leak is not traced.", &marks, errors))
        (input("fictitious", "People who do not exist, in each delivery", "", &asked.fictitious).render(errors))
        (input("keep-days", "Days until a delivery has to be destroyed", "", &asked.keep_days).render(errors))
        (input("every-days", "Days between two deliveries (optional)", "Empty: whenever one is ordered.", &asked.every_days).render(errors))
        (input("expires", "From which day on nothing is delivered", "Such as 2027-06-30, within three years.", &asked.expires).render(errors))
    }
}

/// Why it is right although it singles people out.
pub fn despite(asked: &Asked, errors: &Errors) -> Markup {
    text_area(
        "despite",
        "Why it is right although people are singled out",
        &sentence(
            "whoever decides reads it. Better: take them in, or leave others out with them, so that they are at most one in ten of all who differ.",
        ),
        &asked.despite,
        errors,
    )
}
