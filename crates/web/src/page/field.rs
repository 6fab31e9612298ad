//! Fields of forms, each with its label, its hint and what is wrong with it.

use super::error_summary::Errors;
use maud::{Markup, html};

/// A field of one line.
pub struct Input<'a> {
    /// Name, and with `prefix` the identifier.
    pub name: &'static str,
    /// What stands before the identifier, where the name is on the page twice.
    pub prefix: &'static str,
    /// Label.
    pub label: &'a str,
    /// More about it; empty: nothing.
    pub hint: &'a str,
    /// What stands in it.
    pub value: &'a str,
    /// `text`, `password`, `date`, `search`.
    pub kind: &'static str,
    /// What browsers may fill in by themselves, as HTML names it; `off` for nothing.
    pub autocomplete: &'static str,
    /// Width in characters by the classes of the Design System; 0: as wide as there is room.
    pub width: u8,
}

impl Default for Input<'_> {
    fn default() -> Self {
        Self {
            name: "",
            prefix: "",
            label: "",
            hint: "",
            value: "",
            kind: "text",
            autocomplete: "off",
            width: 0,
        }
    }
}

impl Input<'_> {
    /// The field.
    pub fn render(&self, errors: &Errors) -> Markup {
        let width = if self.width > 0 { format!("govuk-input--width-{}", self.width) } else { String::new() };
        let error = errors.at(self.name);
        let id = format!("{}{}", self.prefix, self.name);
        html! {
            (group(&id, self.label, self.hint, error, &html! {
                input id=(id) name=(self.name) type=(self.kind) value=(self.value)
                    class={ "govuk-input " (width) @if error.is_some() { " govuk-input--error" } }
                    autocomplete=(self.autocomplete) spellcheck="false"
                    inputmode=[(self.autocomplete == "one-time-code").then_some("numeric")]
                    aria-describedby=[described(&id, self.hint, error)];
            }))
        }
    }
}

/// A passphrase, with a button that shows it.
pub fn passphrase(name: &str, label: &str, hint: &str, autocomplete: &str, errors: &Errors) -> Markup {
    passphrase_in("", name, label, hint, autocomplete, errors)
}

/// The same with something before its identifier, where the name is on the page twice.
pub fn passphrase_in(
    prefix: &str,
    name: &str,
    label: &str,
    hint: &str,
    autocomplete: &str,
    errors: &Errors,
) -> Markup {
    let error = errors.at(name);
    let id = format!("{prefix}{name}");
    html! {
        div.govuk-form-group.govuk-password-input.govuk-form-group--error[error.is_some()] data-module="govuk-password-input" {
            label.govuk-label for=(id) { (label) }
            (told(&id, hint, error))
            div.govuk-input__wrapper.govuk-password-input__wrapper {
                input.govuk-input.govuk-password-input__input.govuk-js-password-input-input.govuk-input--error[error.is_some()]
                    id=(id) name=(name) type="password" spellcheck="false" autocomplete=(autocomplete) autocapitalize="none"
                    aria-describedby=[described(&id, hint, error)];
                button.govuk-button.govuk-button--secondary.govuk-password-input__toggle.govuk-js-password-input-toggle
                    type="button" data-module="govuk-button" aria-controls=(id) aria-label="Show passphrase" hidden { "Show" }
            }
        }
    }
}

/// A field of several lines.
pub fn text_area(name: &str, label: &str, hint: &str, value: &str, errors: &Errors) -> Markup {
    let error = errors.at(name);
    group(
        name,
        label,
        hint,
        error,
        &html! {
            textarea.govuk-textarea.govuk-textarea--error[error.is_some()] id=(name) name=(name) rows="3"
                aria-describedby=[described(name, hint, error)] { (value) }
        },
    )
}

/// A choice of one from a list.
pub fn select(
    name: &'static str,
    label: &str,
    hint: &str,
    choices: &[(&str, &str)],
    chosen: &str,
    errors: &Errors,
) -> Markup {
    let error = errors.at(name);
    group(
        name,
        label,
        hint,
        error,
        &html! {
            select.govuk-select.govuk-select--error[error.is_some()] id=(name) name=(name)
                aria-describedby=[described(name, hint, error)] {
                @for (value, words) in choices { option value=(value) selected[*value == chosen] { (words) } }
            }
        },
    )
}

/// One or several boxes to tick: value, label, hint, whether ticked.
pub fn checkboxes(
    name: &'static str,
    legend: &str,
    hint: &str,
    boxes: &[(&str, &str, &str, bool)],
    errors: &Errors,
) -> Markup {
    choices(name, legend, hint, boxes, errors, "checkbox", "checkboxes")
}

/// One of several: value, label, hint, whether chosen.
pub fn radios(
    name: &'static str,
    legend: &str,
    hint: &str,
    buttons: &[(&str, &str, &str, bool)],
    errors: &Errors,
) -> Markup {
    choices(name, legend, hint, buttons, errors, "radio", "radios")
}

fn choices(
    name: &'static str,
    legend: &str,
    hint: &str,
    items: &[(&str, &str, &str, bool)],
    errors: &Errors,
    kind: &str,
    block: &str,
) -> Markup {
    let error = errors.at(name);
    let id = |index: usize| if index == 0 { name.to_owned() } else { format!("{name}-{index}") };
    html! {
        div.govuk-form-group.govuk-form-group--error[error.is_some()] {
            fieldset.govuk-fieldset aria-describedby=[described(name, hint, error)] {
                legend.govuk-fieldset__legend.govuk-fieldset__legend--s { (legend) }
                (told(name, hint, error))
                div class={ "govuk-" (block) } data-module={ "govuk-" (block) } {
                    @for (index, (value, words, more, chosen)) in items.iter().enumerate() {
                        div class={ "govuk-" (block) "__item" } {
                            input class={ "govuk-" (block) "__input" } id=(id(index)) name=(name) type=(kind) value=(value)
                                checked[*chosen]
                                aria-describedby=[(!more.is_empty()).then(|| format!("{}-hint", id(index)))];
                            label class={ "govuk-label govuk-" (block) "__label" } for=(id(index)) { (words) }
                            @if !more.is_empty() {
                                div class={ "govuk-hint govuk-" (block) "__hint" } id={ (id(index)) "-hint" } { (more) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A label, a hint, what is wrong, and the field itself.
fn group(name: &str, label: &str, hint: &str, error: Option<&str>, field: &Markup) -> Markup {
    html! {
        div.govuk-form-group.govuk-form-group--error[error.is_some()] {
            label.govuk-label for=(name) { (label) }
            (told(name, hint, error))
            (field)
        }
    }
}

/// The hint and what is wrong.
fn told(name: &str, hint: &str, error: Option<&str>) -> Markup {
    html! {
        @if !hint.is_empty() { div.govuk-hint id={ (name) "-hint" } { (hint) } }
        @if let Some(words) = error {
            p.govuk-error-message id={ (name) "-error" } {
                span.govuk-visually-hidden { "Error:" } " " (words)
            }
        }
    }
}

/// What describes a field, for who listens.
fn described(name: &str, hint: &str, error: Option<&str>) -> Option<String> {
    match (hint.is_empty(), error) {
        (true, None) => None,
        (false, None) => Some(format!("{name}-hint")),
        (true, Some(_)) => Some(format!("{name}-error")),
        (false, Some(_)) => Some(format!("{name}-hint {name}-error")),
    }
}
