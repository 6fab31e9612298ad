//! The answer to "what do you hold about me, and who else has it": holding by holding, with the acts that explain it.

use crate::page::summary;
use crate::right::About;
use crate::words::counted;
use maud::{Markup, html};
use record::Certainty;
use record::words::{lifetime, titles};

/// The answer.
pub fn about(held: &[About], may_read_releases: bool) -> Markup {
    let sure = held.iter().filter(|one| one.certainty == Certainty::Definite).count() as u64;
    let perhaps = held.len() as u64 - sure;
    html! {
        @if held.is_empty() {
            p.govuk-body { "No holding on record is about this person: as far as the record knows, nobody was given their data." }
        } @else {
            p.govuk-body-l {
                (counted(sure, "holding is", "holdings are")) " about this person for certain"
                @if perhaps > 0 { ", and " (counted(perhaps, "other", "others")) " perhaps" }
                "."
            }
            @for one in held { (holding(one, may_read_releases)) }
        }
    }
}

/// The holding, and the releases that it comes from.
fn where_it_stands(one: &About, may_read_releases: bool) -> Markup {
    html! {
        a.govuk-link href={ "/holdings/" (one.holding.number) } { "Holding " (one.holding.number) }
        @for release in &one.releases {
            ", " @if may_read_releases { a.govuk-link href={ "/releases/" (release) } { "release " (release) } } @else { "release " (release) }
        }
    }
}

fn holding(one: &About, may_read_releases: bool) -> Markup {
    let holder = one.holder.as_ref();
    let name = holder.map_or_else(
        || format!("holder #{}", one.holding.holder),
        |holder| record::words::holder(holder, false),
    );
    html! {
        div.govuk-summary-card {
            div.govuk-summary-card__title-wrapper {
                h3.govuk-summary-card__title { (crate::words::sentence(&name)) }
            }
            div.govuk-summary-card__content {
                (summary::list(&[
                    ("Has", &crate::words::sentence(&titles(one.holding.fields))),
                    ("When", &crate::words::sentence(&lifetime(&one.holding.life).unwrap_or_default())),
                    ("How sure", &match one.certainty {
                        Certainty::Definite => "Certain",
                        Certainty::Possible => "Perhaps: it cannot be ruled out",
                    }),
                    ("Because of", &html! {
                        ul.govuk-list {
                            @for act in &one.acts { li { "Act " (act.position) ", " (summary::time(act.at)) ": " (act.sentence) } }
                        }
                    }),
                    ("Holding", &where_it_stands(one, may_read_releases)),
                ]))
                @if let Some(act) = one.found_by {
                    p.govuk-body { strong { "Found later: " } "that this person is in it was not known at first. Act " (act) " corrected it, from its beginning on." }
                }
            }
        }
    }
}
