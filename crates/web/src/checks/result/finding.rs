//! One finding: what, where, such as, and what to do.

use crate::page::icon::Icon;
use gate::report::{Told, spoken};
use gate::{Finding, Severity};
use maud::{Markup, html};

/// A finding with its place in the list, which links lead to.
pub fn finding(index: usize, finding: &Finding) -> Markup {
    let told = Told::of(finding, false);
    let class = match told.severity {
        Severity::Block => "held",
        Severity::Review => "review",
        Severity::Note => "clear",
    };
    let word = spoken::severity(told.severity);
    html! {
        section class={ "tip-finding tip-finding--" (class) } id={ "finding-" (index) } aria-labelledby={ "finding-" (index) "-title" } {
            h3.govuk-heading-s id={ "finding-" (index) "-title" } {
                (verdict_word(class, word)) " " (told.summary)
            }
            dl.govuk-summary-list.tip-facts {
                (line("Where", &told.place))
                (line("Holds", &told.holds.join(", ")))
                (line("Numbers", &told.numbers.join(", ")))
                @for sample in told.samples.iter().take(2) { (line("Such as", sample)) }
                (line("Why it matters", told.why))
                (line("What to do", &told.fix))
                @if let Some(reason) = &told.policy { (line("Your force's rule", reason)) }
            }
        }
    }
}

fn verdict_word(class: &str, word: &str) -> Markup {
    let icon = match class {
        "held" => Icon::Held,
        "review" => Icon::Review,
        _ => Icon::Clear,
    };
    html! { span class={ "tip-verdict-tag tip-verdict-tag--" (class) } { (icon.render()) (word) } }
}

fn line(key: &str, value: &str) -> Markup {
    html! {
        @if !value.is_empty() {
            div.govuk-summary-list__row {
                dt.govuk-summary-list__key { (key) }
                dd.govuk-summary-list__value { (value) }
            }
        }
    }
}
