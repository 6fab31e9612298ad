//! Somebody, by number: which fields are known and since when, and who holds what about them. No value is shown here.

use super::about::about;
use crate::address::Path;
use crate::navigation::Place;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, LookUpPeople};
use accounts::What;
use axum::Extension;
use jiff::Timestamp;
use maud::{Markup, html};
use record::PersonShown;
use record::time::spoken_day;

/// The page.
pub async fn show(
    right: Earned<LookUpPeople>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let person = right.0.person(number).await?;
    right.0.note(What::SawPerson, person.person).await?;
    let held = right.0.held_about(person.person).await?;
    let body = html! {
        h1.govuk-heading-l { "Person " (person.person) }
        @if person.is_erased {
            div.govuk-inset-text { "This person was erased. What was held about them counts in sums, and nobody can say any more who it was." }
        } @else {
            (summary::list(&[
                ("Also under the numbers", &merged(&person)),
                ("In the extracts", &sources(&person)),
                ("Fields known", &crate::words::count(person.values.len() as u64)),
            ]))
        }
        h2.govuk-heading-m id="held" { "Who holds what about this person" }
        p.govuk-body { "Everything that was ever held, also what is over." }
        (about(&held, right.0.may_read_releases()))
        div.govuk-button-group {
            (button::secondary_link(&format!("/people/{}/held.json", person.person), "For programs (JSON)"))
            (button::secondary_link(&format!("/people/{}/held.csv", person.person), "As a table (CSV)"))
        }
        @if !person.is_erased {
            (fields(&person))
            (button::link(&format!("/people/{}/values", person.person), "See the values"))
            p.govuk-body { "It takes your passphrase and a purpose, and stands in the log. The page with the values can be printed as the answer to the person." }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Person {}", person.person), body)
        .at(Place::People)
        .back("/people", "Back to people")
        .wide())
}

fn merged(person: &PersonShown) -> String {
    if person.merged.is_empty() {
        return "none".into();
    }
    person.merged.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The extracts in which somebody stands.
pub fn sources(person: &PersonShown) -> Markup {
    html! {
        @if person.sources.is_empty() { "none" } @else {
            ul.govuk-list {
                @for member in &person.sources { li { (member.source) (stretch(member.from, member.until)) } }
            }
        }
    }
}

fn fields(person: &PersonShown) -> Markup {
    let headings = [("Field", false), ("When it was true", false), ("Act", true)];
    let rows: Vec<Vec<Markup>> = person
        .values
        .iter()
        .map(|value| {
            vec![
                html! { (value.field.title()) },
                html! { (crate::words::sentence(stretch(value.valid_from, value.valid_until).trim())) },
                html! { (value.act) },
            ]
        })
        .collect();
    table::table("Fields known, without their values", &headings, &rows)
}

/// " since 1 July 2023 until 8 August 2023".
pub fn stretch(from: Option<Timestamp>, until: Option<Timestamp>) -> String {
    let from = from.map_or(String::new(), |from| format!(" since {}", spoken_day(from)));
    let until = until.map_or(String::new(), |until| format!(" until {}", spoken_day(until)));
    format!("{from}{until}")
}
