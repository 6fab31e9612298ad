//! What of a form has to be put right: at the top of the page, with links to the fields.

use maud::{Markup, html};
use std::borrow::Cow;

/// Field by field, what is wrong.
#[derive(Debug, Default, Clone)]
pub struct Errors(Vec<(Cow<'static, str>, String)>);

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

    /// Adds a field that is wrong.
    pub fn add(&mut self, field: &'static str, words: impl Into<String>) {
        self.0.push((field.into(), crate::advice::on_a_page(&words.into())));
    }

    /// Adds one of several fields of a kind that is wrong: `column-3`.
    pub fn add_numbered(&mut self, field: &str, number: usize, words: impl Into<String>) {
        self.0.push((format!("{field}-{number}").into(), words.into()));
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }

    /// The summary; nothing where nothing is wrong.
    pub fn summary(&self) -> Markup {
        html! {
            @if !self.is_empty() {
                div.govuk-error-summary data-module="govuk-error-summary" {
                    div role="alert" {
                        h2.govuk-error-summary__title { "There is a problem" }
                        div.govuk-error-summary__body {
                            ul.govuk-list.govuk-error-summary__list {
                                @for (field, words) in &self.0 { li { a href={ "#" (field) } { (words) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
