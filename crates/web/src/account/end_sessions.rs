//! All sessions are ended.

use crate::problem::Problem;
use crate::right::{Earned, Own};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

/// Ends them, this one too.
pub async fn end_sessions(own: Earned<Own>) -> Result<Response, Problem> {
    let cookie = own.0.sign_out_everywhere().await?;
    Ok(([(header::SET_COOKIE, cookie.to_string())], Redirect::to("/sign-in")).into_response())
}
