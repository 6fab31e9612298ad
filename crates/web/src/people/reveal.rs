//! Every value that was ever recorded of somebody: signed, with a purpose, on record first. The page is made to be printed.

use super::about::about;
use super::show::{sources, stretch};
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field, table};
use crate::problem::Problem;
use crate::right::{About, Cookies, Earned, LookUpPeople, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use record::{PersonShown, PersonVersion};

/// Asks for the purpose.
pub async fn ask(
    right: Earned<LookUpPeople>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let person = present(right.0.person(number).await?)?;
    Ok(form_page(&right.0.viewer(&cookies), person.person, "", right.0.signing(), &Errors::none()))
}

/// Writes the act, then shows the values.
pub async fn show(
    right: Earned<LookUpPeople>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let person = present(right.0.person(number).await?)?;
    let viewer = right.0.viewer(&cookies);
    let why = form.text("why");
    let refused = |errors: &Errors| {
        let page = form_page(&viewer, person.person, why, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if why.is_empty() {
        return refused(&Errors::of("why", "Say what you need the values for"));
    }
    match right.0.reveal(person.person, why, &form, &cookies).await? {
        Err(errors) => refused(&errors),
        Ok(versions) => {
            let held = right.0.held_about(person.person).await?;
            let now = record::time::spoken(right.0.now());
            Ok(page(&viewer, &person, &versions, (&held, right.0.may_read_releases()), &now).into_response())
        }
    }
}

/// Of whoever was erased there is nothing to show, and no act to write about it.
fn present(person: PersonShown) -> Result<PersonShown, Problem> {
    if person.is_erased { Err(Problem::not_found()) } else { Ok(person) }
}

fn form_page(viewer: &Viewer, person: u32, why: &str, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "See the values of person " (person) }
        p.govuk-body { "Who saw them and when is in the log for good; what for is kept sealed beside it. The values are not in it." }
        form action={ "/people/" (person) "/values" } method="post" novalidate {
            (field::text_area("why", "What you need them for", "Such as: subject access request 2026/118. Do not name anybody here.", why, errors))
            (signing.fields(errors))
            (button::submit("Show the values"))
        }
    };
    Page::new(viewer, format!("See the values of person {person}"), body)
        .at(Place::People)
        .back(format!("/people/{person}"), "Back to the person")
}

fn page(
    viewer: &Viewer,
    person: &PersonShown,
    versions: &[PersonVersion],
    (held, may_read_releases): (&[About], bool),
    now: &str,
) -> Page {
    let headings = [
        ("Field", false),
        ("Value", false),
        ("When it was true", false),
        ("Recorded by act", true),
        ("Replaced by act", true),
    ];
    let rows: Vec<Vec<Markup>> = versions
        .iter()
        .map(|version| {
            let value = &version.value;
            vec![
                html! { (value.field.title()) },
                html! { (version.text.as_str()) },
                html! { (crate::words::sentence(stretch(value.valid_from, value.valid_until).trim())) },
                html! { (value.act) },
                html! { @if let Some(act) = version.ended { (act) } @else { "–" } },
            ]
        })
        .collect();
    let body = html! {
        h1.govuk-heading-l { "What is held about person " (person.person) }
        p.govuk-body { "As of " (now) "." }
        h2.govuk-heading-m { "Extracts in which the person stands" }
        (sources(person))
        (table::table("Every value that was recorded", &headings, &rows))
        h2.govuk-heading-m { "Who holds what about this person" }
        (about(held, may_read_releases))
    };
    // The title names nobody: it stands in the history of the browser.
    Page::new(viewer, format!("Values of person {}", person.person), body)
        .at(Place::People)
        .back(format!("/people/{}", person.person), "Back to the person")
        .wide()
}
