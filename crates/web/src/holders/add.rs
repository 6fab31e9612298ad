//! Adds a holder.

use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, radios};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{ChangeHoldings, Cookies, Earned};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use record::{HOLDER_KINDS, HolderKind};

/// The form.
pub async fn ask(right: Earned<ChangeHoldings>, Extension(cookies): Extension<Cookies>) -> Page {
    page(&right.0.viewer(&cookies), "", "", &Errors::none())
}

/// Adds it.
pub async fn add(
    right: Earned<ChangeHoldings>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let (kind, name) = (form.text("kind"), form.text("name"));
    let mut errors = Errors::none();
    let chosen = HolderKind::named(kind);
    if chosen.is_none() {
        errors.add("kind", "Choose what kind of holder it is");
    }
    if name.is_empty() {
        errors.add("name", "Enter its name");
    }
    let added = match chosen.filter(|_| errors.is_empty()) {
        Some(kind) => right.0.add_holder(kind, name).await?,
        None => Err(errors),
    };
    match added {
        Ok(number) => Ok(Redirect::to(&format!("/holders/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), kind, name, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, kind: &str, name: &str, errors: &Errors) -> Page {
    let names: Vec<String> = HOLDER_KINDS.iter().map(|row| crate::words::sentence(row.title)).collect();
    let kinds: Vec<(&str, &str, &str, bool)> = HOLDER_KINDS
        .iter()
        .zip(&names)
        .map(|(row, name)| (row.id, name.as_str(), row.what, row.id == kind))
        .collect();
    let input = Input {
        name: "name",
        label: "Name",
        hint: "As people here call it: Card maker, Laptop 4711. It is kept sealed. That of a person is not shown in lists.",
        value: name,
        ..Input::default()
    };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Add a holder" }
        form action="/holders/add" method="post" novalidate {
            (radios("kind", "What is it?", "", &kinds, errors))
            (input.render(errors))
            (button::submit("Add"))
        }
    };
    Page::new(viewer, "Add a holder", body).at(Place::Holders).back("/holders", "Back to holders")
}
