//! Signing out.

use crate::problem::Problem;
use crate::right::{Cookies, Earned, Own};
use axum::Extension;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

/// Ends the session here and in the browser.
pub async fn out(own: Earned<Own>, Extension(cookies): Extension<Cookies>) -> Result<Response, Problem> {
    let cookie = own.0.sign_out(&cookies).await?;
    let headers = [
        (header::SET_COOKIE, cookie.to_string()),
        (header::HeaderName::from_static("clear-site-data"), "\"cache\"".to_owned()),
    ];
    Ok((headers, Redirect::to("/sign-in")).into_response())
}
