//! Inviting a colleague: a name, roles, and a link that is good once.

use super::roles::boxes;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::Input;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Administer, Cookies, Earned, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use record::Roles;

/// The form.
pub async fn ask(right: Earned<Administer>, Extension(cookies): Extension<Cookies>) -> Page {
    page(&right.0.viewer(&cookies), "", Roles::NONE, right.0.signing(), &Errors::none())
}

/// Enrols the colleague and shows the link, once.
pub async fn invite(
    right: Earned<Administer>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let viewer = right.0.viewer(&cookies);
    let name = form.text("name");
    let roles = Roles::named(form.all("roles")).unwrap_or(Roles::NONE);
    let refused = |errors: &Errors| {
        let page = page(&viewer, name, roles, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let mut errors = Errors::none();
    if name.is_empty() {
        errors.add("name", "Enter a name");
    }
    if roles.is_empty() {
        errors.add("roles", "Choose at least one role");
    }
    if !errors.is_empty() {
        return refused(&errors);
    }
    match right.0.invite(name, roles, &form, &cookies).await? {
        Ok(link) => Ok(shown(&viewer, name, &link).into_response()),
        Err(errors) => refused(&errors),
    }
}

fn page(viewer: &Viewer, name: &str, roles: Roles, signing: Signing, errors: &Errors) -> Page {
    let input = Input {
        name: "name",
        label: "Name in Tipstaff",
        hint: "With this name your colleague signs in. It is kept sealed.",
        value: name,
        ..Input::default()
    };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Invite a colleague" }
        form action="/users/invite" method="post" novalidate {
            (input.render(errors))
            (boxes(roles, errors))
            (signing.fields(errors))
            (button::submit("Invite"))
        }
    };
    Page::new(viewer, "Invite a colleague", body).at(Place::Administration).back("/users", "Users")
}

fn shown(viewer: &Viewer, name: &str, link: &str) -> Page {
    let body = html! {
        h1.govuk-heading-l { "Give this link to " (gate::harmless(name)) }
        p.govuk-body { "It is good once, for seven days, and shown only now. Hand it over in a way that nobody else reads." }
        p.govuk-body { code.tip-digest id="link" { (link) } }
        button.govuk-button.govuk-button--secondary type="button" data-copy="link" hidden { "Copy the link" }
        p.govuk-body { a.govuk-link href="/users" { "Back to the users" } }
    };
    Page::new(viewer, "A link for your colleague", body).at(Place::Administration)
}

/// Makes a new link for somebody who has forgotten the passphrase, and shows it once.
pub async fn again(
    right: Earned<Administer>,
    crate::address::Path(number): crate::address::Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let actor = right.0.user(number).await?;
    match right.0.invite_again(&actor, &form, &cookies).await? {
        Ok(link) => Ok(shown(&right.0.viewer(&cookies), &actor.name, &link).into_response()),
        Err(_) => Err(Problem::conflict(
            "Your passphrase is needed for this, and was not right",
            "Go back and type it",
        )),
    }
}
