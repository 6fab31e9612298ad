//! Signing out.

use crate::problem::Problem;
use crate::right::{Cookies, Earned, Own};
use axum::Extension;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

/// Ends the session here and in the browser, and at the organisation's own sign-in, where it was begun there.
pub async fn out(own: Earned<Own>, Extension(cookies): Extension<Cookies>) -> Result<Response, Problem> {
    let leaving = own.0.sign_out_there(&cookies).await;
    let cookie = own.0.sign_out(&cookies).await?;
    if let Some(leaving) = leaving {
        return Ok(leaving.into_response());
    }
    let headers = [
        (header::SET_COOKIE, cookie.to_string()),
        (header::HeaderName::from_static("clear-site-data"), "\"cache\"".to_owned()),
    ];
    Ok((headers, Redirect::to("/sign-in")).into_response())
}
