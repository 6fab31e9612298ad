//! The form of a holding: to enter one, and to say better what one was.

use crate::form::Form;
use crate::page::button;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, checkboxes, radios, text_area};
use maud::{Markup, html};
use record::{Field, FieldSet};

/// Whom a holding is about, as the form asks: value, label, hint.
const ABOUT: [(&str, &str, &str); 6] = [
    ("everybody", "Everybody on record", "Leavers included"),
    ("numbers", "People by their numbers in the record", "Such as 1-9276,9300"),
    ("pay-numbers", "People by their pay numbers", "One a line, up to some thousand"),
    ("unlisted", "People who are on no list, such as victims", "How many: 1230, or 1200-1230"),
    ("items", "Items, such as footage", "By their numbers: 1-52000"),
    ("same", "The same as before", ""),
];

/// What stands in the form.
#[derive(Debug, Default)]
pub struct Filled {
    /// Fields.
    pub fields: FieldSet,
    /// Which kind of subjects.
    pub about: String,
    /// Which ones; never kept longer than the form.
    pub which: String,
    /// Numbers of people who may be in it besides.
    pub perhaps: String,
    /// Since when.
    pub from: String,
    /// Until when.
    pub until: String,
}

impl Filled {
    /// As it was sent.
    pub fn read(form: &Form) -> Self {
        Self {
            fields: form.all("field").filter_map(Field::named).collect(),
            about: form.text("about").into(),
            which: form.text("which").into(),
            perhaps: form.text("perhaps").into(),
            from: form.text("from").into(),
            until: form.text("until").into(),
        }
    }
}

/// The form. `corrects`: it can leave as they are whom it is about and when.
pub fn form(action: &str, filled: &Filled, corrects: bool, errors: &Errors) -> Markup {
    let fields: Vec<(&str, &str, &str, bool)> =
        Field::all().map(|field| (field.id(), field.title(), "", filled.fields.contains(field))).collect();
    let about: Vec<(&str, &str, &str, bool)> = ABOUT
        .iter()
        .filter(|(value, ..)| corrects || *value != "same")
        .map(|(value, words, hint)| (*value, *words, *hint, *value == filled.about))
        .collect();
    let unchanged = if corrects { " Empty: as before." } else { "" };
    let from_hint = format!(
        "A month as 2021-03, a day, or a minute, in London. What is not known exactly is told as possible, not as certain.{unchanged}"
    );
    let until_hint = if corrects { "Empty: as before." } else { "Empty: it has it still." };
    let from = Input {
        name: "from",
        label: "Since when",
        hint: &from_hint,
        value: &filled.from,
        width: 20,
        ..Input::default()
    };
    let until = Input {
        name: "until",
        label: "Until when",
        hint: until_hint,
        value: &filled.until,
        width: 20,
        ..Input::default()
    };
    let perhaps = Input {
        name: "perhaps",
        label: "People who may be in it besides (optional)",
        hint: "By their numbers in the record. They are counted as possible.",
        value: &filled.perhaps,
        ..Input::default()
    };
    html! {
        form action=(action) method="post" autocomplete="off" novalidate {
            (checkboxes("field", "What is known about each of them?", "", &fields, errors))
            (radios("about", "Whom or what is it about?", "", &about, errors))
            (text_area("which", "Which ones", "The numbers or the count, as chosen above. Nothing for everybody.", &filled.which, errors))
            (perhaps.render(errors))
            (from.render(errors))
            (until.render(errors))
            (text_area("note", "Why, in your words (optional)", "Kept sealed with the act. Do not name anybody here.", "", errors))
            (button::submit(if corrects { "Correct it" } else { "Enter it" }))
        }
    }
}
