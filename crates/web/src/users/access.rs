//! Somebody who cannot get in: locked out after wrong tries, or without the phone that shows codes.

use crate::address::Path;
use crate::form::Form;
use crate::problem::Problem;
use crate::right::{Administer, Cookies, Earned};
use axum::Extension;
use axum::response::Redirect;

/// Lets somebody try again.
pub async fn unlock(right: Earned<Administer>, Path(number): Path<u32>) -> Result<Redirect, Problem> {
    let actor = right.0.user(number).await?;
    right.0.unlock(&actor).await?;
    Ok(Redirect::to("/users"))
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
