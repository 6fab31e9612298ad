//! Programs and their tokens.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, checkboxes};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Administer, Cookies, Earned};
use accounts::{Scope, Scopes};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The form.
pub async fn ask(right: Earned<Administer>, Extension(cookies): Extension<Cookies>) -> Page {
    page(&right.0.viewer(&cookies), "", &[], &Errors::none())
}

/// Adds a program and shows its token, once.
pub async fn add(
    right: Earned<Administer>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let viewer = right.0.viewer(&cookies);
    let name = form.text("name");
    let chosen: Vec<&str> = form.all("scopes").collect();
    let scopes: Vec<Scope> = chosen
        .iter()
        .filter_map(|scope| match *scope {
            "certificates" => Some(Scope::Certificates),
            "checks" => Some(Scope::Checks),
            "evidence" => Some(Scope::Evidence),
            _ => None,
        })
        .collect();
    let mut errors = Errors::none();
    if name.is_empty() {
        errors.add("name", "Enter a name");
    }
    if scopes.is_empty() {
        errors.add("scopes", "Choose what the program may do");
    }
    if !errors.is_empty() {
        let page = page(&viewer, name, &chosen, &errors).with_error();
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let token = right.0.add_program(name, Scopes::of(&scopes)).await?;
    let body = html! {
        h1.govuk-heading-l { "The token of " (gate::harmless(name)) }
        p.govuk-body { "It is shown only now, and good for a year. Put it where only that program reads it." }
        p.govuk-body { code.tip-digest id="token" { (token.as_str()) } }
        button.govuk-button.govuk-button--secondary type="button" data-copy="token" hidden { "Copy the token" }
        p.govuk-body { "It is sent as " code { "Authorization: Bearer TOKEN" } ". What can be asked: "
            a.govuk-link href="/api/openapi.json" { "description of the interface" } "." }
        p.govuk-body { a.govuk-link href="/users" { "Back to the users" } }
    };
    Ok(Page::new(&viewer, "A token", body).at(Place::Administration).into_response())
}

/// Takes a token back.
pub async fn revoke(right: Earned<Administer>, Path(number): Path<i64>) -> Result<Redirect, Problem> {
    right.0.revoke_program(number).await?;
    Ok(Redirect::to("/users"))
}

fn page(viewer: &Viewer, name: &str, chosen: &[&str], errors: &Errors) -> Page {
    let input = Input { name: "name", label: "Name of the program", value: name, ..Input::default() };
    let boxes = [
        ("certificates", "Ask whether a file may leave", "", chosen.contains(&"certificates")),
        (
            "checks",
            "Send files to be checked",
            "In your name, and with your roles.",
            chosen.contains(&"checks"),
        ),
        (
            "evidence",
            "Ask how stores of evidence stand",
            "Counts, never names; as long as you may see them.",
            chosen.contains(&"evidence"),
        ),
    ];
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Add a program" }
        form action="/users/programs/add" method="post" novalidate {
            (input.render(errors))
            (checkboxes("scopes", "What it may do", "", &boxes, errors))
            (button::submit("Add"))
        }
    };
    Page::new(viewer, "Add a program", body).at(Place::Administration).back("/users", "Users")
}
