//! Begins a trace, signed, or forgets what was sent for one.

use super::index::{Standing, page};
use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, TraceLeak};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use record::time::Moment;

/// Begins.
pub async fn begin(
    right: Earned<TraceLeak>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let standing = Standing::of(&right.0).await?;
    let text = form.text("found");
    let found = match text {
        "" => Ok(None),
        text => Moment::parse(text)
            .map(|moment| Some(moment.after))
            .map_err(|error| Errors::of("found", crate::words::sentence(&error.to_string()))),
    };
    let begun = match found {
        _ if standing.files.is_empty() => Err(Errors::of("file", "Send what got out first")),
        Ok(found) => right.0.begin(standing.files.clone(), found, &form, &cookies).await?,
        Err(errors) => Err(errors),
    };
    match begun {
        Ok(()) => Ok(Redirect::to("/trace").into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), &standing, text, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Deletes what waits.
pub async fn forget(right: Earned<TraceLeak>) -> Result<Redirect, Problem> {
    right.0.forget().await?;
    Ok(Redirect::to("/trace"))
}
