//! Buttons.

use maud::{Markup, html};

/// Sends a form.
pub fn submit(words: &str) -> Markup {
    html! { button.govuk-button type="submit" data-module="govuk-button" data-prevent-double-click="true" { (words) } }
}

/// Sends a form, as the lesser of two.
pub fn secondary(words: &str) -> Markup {
    html! { button.govuk-button.govuk-button--secondary type="submit" data-module="govuk-button" data-prevent-double-click="true" { (words) } }
}

/// Does what cannot be undone.
pub fn warning(words: &str) -> Markup {
    html! { button.govuk-button.govuk-button--warning type="submit" data-module="govuk-button" data-prevent-double-click="true" { (words) } }
}

/// Leads to another page.
pub fn link(to: &str, words: &str) -> Markup {
    html! { a.govuk-button href=(to) role="button" draggable="false" data-module="govuk-button" { (words) } }
}

/// Leads to another page, as the lesser of two.
pub fn secondary_link(to: &str, words: &str) -> Markup {
    html! { a.govuk-button.govuk-button--secondary href=(to) role="button" draggable="false" data-module="govuk-button" { (words) } }
}

/// A form of one button.
pub fn post(to: &str, button: &Markup) -> Markup {
    html! { form action=(to) method="post" { (button) } }
}
