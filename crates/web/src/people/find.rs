//! Looks somebody up. It is sent as a form, so that no name and no number stands in an address or a log of addresses.

use super::SHOWN;
use super::index::{Entered, page};
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, LookUpPeople, Match};
use crate::words::counted;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use record::{Field, FieldSet};

/// Writes the act, then shows who was found.
pub async fn find(
    right: Earned<LookUpPeople>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let viewer = right.0.viewer(&cookies);
    let entered = Entered { by: form.text("by"), value: form.text("value"), why: form.text("why") };
    let field = Field::named(entered.by);
    let mut errors = Errors::none();
    if field.is_none() {
        errors.add("by", "Choose by what to look up");
    }
    if entered.value.is_empty() {
        errors.add("value", "Enter a number or a name");
    }
    if entered.why.is_empty() {
        errors.add("why", "Say what you need it for");
    }
    let found = match field.filter(|_| errors.is_empty()) {
        Some(field) => right.0.find(field, entered.value, entered.why, &form, &cookies).await?,
        None => Err(errors),
    };
    match found {
        Ok(found) => Ok(matches(&viewer, &found).into_response()),
        Err(errors) => {
            let known = right.0.known().await?;
            let page = page(&viewer, &known, &entered, (right.0.signing(), right.0.may_import()), &errors)
                .with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn matches(viewer: &Viewer, found: &[Match]) -> Page {
    let fields = shown_of(found);
    let mut headings = vec![("Person", false)];
    headings.extend(fields.iter().map(|field| (field.title(), false)));
    let rows: Vec<Vec<Markup>> = found
        .iter()
        .map(|one| {
            let mut row =
                vec![html! { a.govuk-link href={ "/people/" (one.person) } { "Person " (one.person) } }];
            row.extend(fields.iter().map(|field| {
                let value = one.values.iter().find(|(known, _)| known == field);
                html! { (value.map_or("", |(_, value)| value.as_str())) }
            }));
            row
        })
        .collect();
    let body = html! {
        h1.govuk-heading-l { "Look somebody up" }
        @if found.is_empty() {
            p.govuk-body { "Nobody was found. Check how it is written, and by what you look up; people who were erased are not found." }
        } @else {
            p.govuk-body { (counted(found.len() as u64, "person was", "people were")) " found. The number leads to who holds what about them." }
            (table::table("Who was found", &headings, &rows))
        }
    };
    Page::new(viewer, "Look somebody up", body).at(Place::People).back("/people", "Back to people").wide()
}

/// Fields of which something is known of one of them.
fn shown_of(found: &[Match]) -> Vec<Field> {
    let known: FieldSet = found.iter().flat_map(|one| one.values.iter().map(|(field, _)| *field)).collect();
    SHOWN.iter().filter_map(|id| Field::named(id)).filter(|field| known.contains(*field)).collect()
}
