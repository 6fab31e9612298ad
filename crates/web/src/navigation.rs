//! The bar of places: only those that the viewer may enter.

use crate::right::{self, Right, RightRow};
use maud::{Markup, html};
use record::Roles;

/// An entry of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first page.
    Home,
    /// Checks of files.
    Checks,
    /// Releases.
    Releases,
    /// People.
    People,
    /// Holders and holdings.
    Holders,
    /// Who is affected.
    Exposure,
    /// What recipients get.
    Shares,
    /// Cards.
    Cards,
    /// Stored evidence.
    Evidence,
    /// What got out.
    Trace,
    /// The log.
    Log,
    /// People who use Tipstaff.
    Administration,
}

/// An entry: place, address, words, and the right that it takes.
type Entry = (Place, &'static str, &'static str, &'static RightRow);

static ENTRIES: &[Entry] = &[
    (Place::Home, "/", "Home", right::Own::ROW),
    (Place::Checks, "/checks", "Check a file", right::CheckFiles::ROW),
    (Place::Releases, "/releases", "Releases", right::ReadReleases::ROW),
    (Place::People, "/people", "People", right::LookUpPeople::ROW),
    (Place::People, "/people/imports", "People", right::SeeImports::ROW),
    (Place::Holders, "/holders", "Holders", right::ReadHoldings::ROW),
    (Place::Exposure, "/exposure", "Who is affected", right::ReadHoldings::ROW),
    (Place::Shares, "/shares", "Shares", right::ReadShares::ROW),
    (Place::Cards, "/cards", "Cards", right::ReadCards::ROW),
    (Place::Evidence, "/evidence", "Evidence", right::ReadEvidence::ROW),
    (Place::Trace, "/trace", "Trace a leak", right::TraceLeak::ROW),
    (Place::Log, "/log", "Log", right::ReadLog::ROW),
    (Place::Administration, "/users", "Users", right::Administer::ROW),
];

/// Whether an entry before this one leads to the same place: whoever may look people up finds imports there.
fn is_entered(index: usize, place: Place, roles: Roles) -> bool {
    ENTRIES.iter().take(index).any(|(other, _, _, right)| *other == place && right.admits(roles))
}

/// The bar.
pub fn bar(roles: Roles, here: Option<Place>) -> Markup {
    html! {
        div.govuk-service-navigation data-module="govuk-service-navigation" {
            div.govuk-width-container {
                div.govuk-service-navigation__container {
                    nav.govuk-service-navigation__wrapper aria-label="Menu" {
                        button.govuk-service-navigation__toggle.govuk-js-service-navigation-toggle type="button"
                            aria-controls="navigation" hidden aria-hidden="true" { "Menu" }
                        ul.govuk-service-navigation__list id="navigation" {
                            @for (index, (place, address, words, right)) in ENTRIES.iter().enumerate() {
                                @if right.admits(roles) && !is_entered(index, *place, roles) {
                                    @let is_here = here == Some(*place);
                                    li.govuk-service-navigation__item.govuk-service-navigation__item--active[is_here] {
                                        a.govuk-service-navigation__link href=(address) aria-current=[is_here.then_some("true")] { (words) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
