//! The three lists about what recipients get, beside one another.

use maud::{Markup, html};

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What may be delivered.
    Shares,
    /// What was.
    Deliveries,
    /// To whom.
    Recipients,
}

/// Links between them.
pub fn sections(here: Section) -> Markup {
    let all = [
        (Section::Shares, "/shares", "Shares"),
        (Section::Deliveries, "/deliveries", "Deliveries"),
        (Section::Recipients, "/recipients", "Recipients"),
    ];
    html! {
        nav aria-label="Shares, deliveries and recipients" {
            p.govuk-body {
                @for (index, (section, address, words)) in all.iter().enumerate() {
                    @if index > 0 { " · " }
                    @if *section == here { strong aria-current="page" { (words) } }
                    @else { a.govuk-link href=(address) { (words) } }
                }
            }
        }
    }
}
