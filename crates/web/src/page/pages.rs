//! Long lists come in pages.

use maud::{Markup, html};

/// Lines of a page.
pub const LINES: u64 = 50;

/// Which page of a list: counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which(pub u64);

impl Which {
    /// From the query; what makes no sense is the first page.
    pub fn parse(text: &str) -> Self {
        Self(text.parse().ok().filter(|page| (1..=1_000_000).contains(page)).unwrap_or(1))
    }

    /// Lines before it.
    pub fn skip(self) -> u64 {
        (self.0 - 1) * LINES
    }
}

/// Links to the page before and after. `address` is the list's, with its question, ending in `page=`.
pub fn links(which: Which, total: u64, address: &str) -> Markup {
    let last = total.div_ceil(LINES).max(1);
    html! {
        @if last > 1 {
            nav.govuk-pagination.govuk-pagination--block aria-label="Pages" {
                @if which.0 > 1 {
                    div.govuk-pagination__prev {
                        a.govuk-link.govuk-pagination__link href={ (address) (which.0 - 1) } rel="prev" {
                            span.govuk-pagination__link-title { "Previous" span.govuk-visually-hidden { " page" } }
                        }
                    }
                }
                p.govuk-body { "Page " (which.0.min(last)) " of " (last) }
                @if which.0 < last {
                    div.govuk-pagination__next {
                        a.govuk-link.govuk-pagination__link href={ (address) (which.0 + 1) } rel="next" {
                            span.govuk-pagination__link-title { "Next" span.govuk-visually-hidden { " page" } }
                        }
                    }
                }
            }
        }
    }
}
