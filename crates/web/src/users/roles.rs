//! Roles of somebody.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field};
use crate::problem::Problem;
use crate::right::{Administer, Cookies, Earned, Signing};
use crate::words;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use record::{Actor, ROLES, Roles};

/// The form.
pub async fn ask(
    right: Earned<Administer>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let actor = right.0.user(number).await?;
    Ok(page(&right.0.viewer(&cookies), &actor, actor.roles, right.0.signing(), &Errors::none()))
}

/// Changes them.
pub async fn set(
    right: Earned<Administer>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let actor = right.0.user(number).await?;
    let roles = Roles::named(form.all("roles")).unwrap_or(Roles::NONE);
    let set = if roles.is_empty() {
        Err(Errors::of("roles", "Choose at least one role"))
    } else {
        right.0.set_roles(&actor, roles, &form, &cookies).await?
    };
    match set {
        Ok(()) => Ok(Redirect::to("/users").into_response()),
        Err(errors) => {
            let page =
                page(&right.0.viewer(&cookies), &actor, roles, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// A box for each role.
pub fn boxes(chosen: Roles, errors: &Errors) -> Markup {
    let titles: Vec<String> = ROLES.iter().map(|row| words::sentence(row.title)).collect();
    let boxes: Vec<(&str, &str, &str, bool)> = ROLES
        .iter()
        .zip(&titles)
        .map(|(row, title)| (row.id, title.as_str(), row.what, chosen.meet(Roles::of(&[row.role]))))
        .collect();
    field::checkboxes("roles", "Roles", "Give what the work needs and nothing more.", &boxes, errors)
}

fn page(viewer: &Viewer, actor: &Actor, roles: Roles, signing: Signing, errors: &Errors) -> Page {
    let name = gate::harmless(&actor.name);
    if actor.provider.is_some() {
        let body = html! {
            h1.govuk-heading-l { "Roles of " (name) }
            p.govuk-body { (words::sentence(&actor.roles.to_string())) }
            p.govuk-body { "Your colleague signs in through your organisation, which gives these roles. Change them there; that takes effect when your colleague signs in again, in four hours at the latest." }
        };
        return Page::new(viewer, format!("Roles of {name}"), body)
            .at(Place::Administration)
            .back("/users", "Users");
    }
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Roles of " (name) }
        form action={ "/users/" (actor.number) "/roles" } method="post" novalidate {
            (boxes(roles, errors))
            (signing.fields(errors))
            (button::submit("Change roles"))
        }
        h2.govuk-heading-m { "Forgotten passphrase" }
        p.govuk-body { "A new link replaces the passphrase. Until your colleague has chosen a new one, nothing can be approved in that name." }
        form action={ "/users/" (actor.number) "/link" } method="post" novalidate {
            (signing.fields_named("link-", errors))
            (button::secondary("Make a new link"))
        }
        h2.govuk-heading-m { "Locked out, or lost the phone" }
        p.govuk-body { "After ten wrong tries nobody can sign in under a name for 15 minutes. If it was your colleague who tried, let them try again now." }
        (button::post(&format!("/users/{}/unlock", actor.number), &button::secondary("Let them try again now")))
        p.govuk-body { "Make sure who asks before you take a second factor away: it ends every session, and the passphrase alone signs in until a new one is set up." }
        form action={ "/users/" (actor.number) "/second-factor" } method="post" novalidate {
            (signing.fields_named("factor-", errors))
            (button::warning("Take the second factor away"))
        }
    };
    Page::new(viewer, format!("Roles of {name}"), body).at(Place::Administration).back("/users", "Users")
}
