//! The first page: what needs attention today, the most pressing first.

use crate::navigation::Place;
use crate::page::Page;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Own};
use axum::Extension;
use maud::{Markup, html};

/// Something that waits for the viewer.
pub struct Need {
    /// In one sentence.
    pub words: String,
    /// Where it is done.
    pub to: String,
    /// What the link says.
    pub link: &'static str,
}

/// The page.
pub async fn show(own: Earned<Own>, Extension(cookies): Extension<Cookies>) -> Result<Page, Problem> {
    let needs = own.0.needs().await?;
    let may_check = own.0.may_check();
    let body = html! {
        h1.govuk-heading-l { "What needs you" }
        (list(&needs))
        @if may_check {
            h2.govuk-heading-m { "Check a file" }
            (crate::checks::drop_zone(own.0.file_bytes()))
        }
    };
    Ok(Page::new(&own.0.viewer(&cookies), "What needs you", body).at(Place::Home))
}

fn list(needs: &[Need]) -> Markup {
    html! {
        @if needs.is_empty() {
            p.govuk-body { "Nothing at the moment. What waits for your decision stands here, the most pressing first." }
        } @else {
            ol.govuk-list.govuk-list--spaced {
                @for need in needs {
                    li {
                        span { (need.words) } " "
                        a.govuk-link href=(need.to) { (need.link) span.govuk-visually-hidden { ": " (need.words) } }
                    }
                }
            }
        }
    }
}
