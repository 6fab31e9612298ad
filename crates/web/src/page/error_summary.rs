//! What of a form has to be put right: at the top of the page, with links to the fields.

use maud::{Markup, html};
use std::borrow::Cow;

/// Field by field, what is wrong.
#[derive(Debug, Default, Clone)]
pub struct Errors {
    fields: Vec<(Cow<'static, str>, String)>,
    is_confirmed: bool,
}

/// What a page says when nothing is wrong and the form is shown once more.
const CONFIRMED: &str = "You have confirmed who you are";

/// Whether a page says so.
pub fn is_notice(body: &Markup) -> bool {
    body.0.contains(CONFIRMED) && !body.0.contains("govuk-error-summary__title")
}

impl Errors {
    /// Nothing is wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// One field is wrong.
    pub fn of(field: &'static str, words: impl Into<String>) -> Self {
        let mut errors = Self::none();
        errors.add(field, words);
        errors
    }

    /// Nothing is wrong: whoever filled the form in has confirmed who they are, and sends it once more.
    pub fn confirmed() -> Self {
        Self { fields: Vec::new(), is_confirmed: true }
    }

    /// Adds a field that is wrong.
    pub fn add(&mut self, field: &'static str, words: impl Into<String>) {
        self.fields.push((field.into(), crate::advice::on_a_page(&words.into())));
    }

    /// Adds one of several fields of a kind that is wrong: `column-3`.
    pub fn add_numbered(&mut self, field: &str, number: usize, words: impl Into<String>) {
        self.fields.push((format!("{field}-{number}").into(), words.into()));
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// What is wrong with a field.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }

    /// The summary; nothing where nothing is wrong.
    pub fn summary(&self) -> Markup {
        html! {
            @if self.is_confirmed {
                div.govuk-notification-banner.govuk-notification-banner--success role="alert"
                    aria-labelledby="confirmed" data-module="govuk-notification-banner" {
                    div.govuk-notification-banner__header {
                        h2.govuk-notification-banner__title id="confirmed" { "Confirmed" }
                    }
                    div.govuk-notification-banner__content {
                        p.govuk-notification-banner__heading { (CONFIRMED) ". Nothing has been sent yet: look at what you entered, and send it." }
                    }
                }
            }
            @if !self.is_empty() {
                div.govuk-error-summary data-module="govuk-error-summary" {
                    div role="alert" {
                        h2.govuk-error-summary__title { "There is a problem" }
                        div.govuk-error-summary__body {
                            ul.govuk-list.govuk-error-summary__list {
                                @for (field, words) in &self.fields { li { a href={ "#" (field) } { (words) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
