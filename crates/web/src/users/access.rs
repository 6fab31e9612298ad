//! Somebody who cannot get in: locked out after wrong tries, or without the phone that shows codes.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::Page;
use crate::problem::Problem;
use crate::right::{Administer, Cookies, Earned};
use axum::Extension;
use axum::response::Redirect;
use maud::html;

/// Lets somebody try again at once who was locked out after too many wrong tries.
pub async fn unlock(
    right: Earned<Administer>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let actor = right.0.user(number).await?;
    right.0.unlock(&actor).await?;
    let name = gate::harmless(&actor.name);
    let body = html! {
        h1.govuk-heading-l { (name) " can try again" }
        p.govuk-body { "Wrong tries for this name are forgotten. If your colleague does not know of them, somebody else tried: tell whoever looks after information security." }
        p.govuk-body { a.govuk-link href="/users" { "Back to the users" } }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("{name} can try again"), body).at(Place::Administration))
}

/// Takes a second factor away.
pub async fn reset_factor(
    right: Earned<Administer>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Redirect, Problem> {
    let actor = right.0.user(number).await?;
    match right.0.reset_factor(&actor, &form, &cookies).await? {
        Ok(()) => Ok(Redirect::to("/users")),
        Err(_) => Err(Problem::conflict(
            "Your passphrase is needed for this, and was not right",
            "Go back and type it",
        )),
    }
}
