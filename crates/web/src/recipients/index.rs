//! Who gets deliveries now, with the keys that they are sealed to.

use crate::navigation::Place;
use crate::page::{Page, button, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadShares};
use crate::shares::{Section, sections};
use axum::Extension;
use maud::{Markup, html};

/// The page.
pub async fn index(
    right: Earned<ReadShares>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let enrolled = right.0.enrolled().await?;
    let names = right.0.recipients().await?;
    let (may_enrol, may_see_holdings) = (right.0.may_enrol(), right.0.may_see_holdings());
    let rows: Vec<Vec<Markup>> = enrolled
        .iter()
        .map(|recipient| {
            let name = names.of(recipient.holder);
            let mut row = vec![
                html! {
                    @if may_see_holdings { a.govuk-link href={ "/holders/" (recipient.holder) } { (name) } }
                    @else { (name) }
                },
                html! { code.tip-break { (recipient.keys.to_string()) } },
            ];
            if may_enrol {
                row.push(html! {
                    a.govuk-link href={ "/recipients/" (recipient.holder) "/end" } {
                        "End" span.govuk-visually-hidden { ": " (name) }
                    }
                });
            }
            row
        })
        .collect();
    let mut headings = vec![("Recipient", false), ("Keys", false)];
    if may_enrol {
        headings.push(("", false));
    }
    let body = html! {
        h1.govuk-heading-l { "Recipients" }
        (sections(Section::Recipients))
        @if may_enrol { (button::link("/recipients/enrol", "Enrol a recipient")) }
        @if rows.is_empty() {
            p.govuk-body {
                "Nobody gets deliveries yet. A recipient makes its keys on its own machine and sends one line; with that line it is enrolled here."
            }
        } @else {
            (table::table("Who gets deliveries", &headings, &rows))
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "Recipients", body).at(Place::Shares).wide())
}
