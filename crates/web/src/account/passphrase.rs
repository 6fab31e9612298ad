//! A new passphrase.

use super::show::page;
use crate::form::Form;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Own};
use axum::Extension;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

/// Changes it.
pub async fn passphrase(
    own: Earned<Own>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    match own.0.change_passphrase(&cookies, form.raw("old"), form.raw("new")).await? {
        Ok(cookie) => {
            Ok(([(header::SET_COOKIE, cookie.to_string())], Redirect::to("/account")).into_response())
        }
        Err(errors) => {
            let page = page(&own.0, &own.0.viewer(&cookies), &errors).await?.with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
