//! Light or dark: kept in the browser, not with us.

use super::local;
use crate::form::Form;
use crate::page::Theme;
use crate::right::App;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use cookie::{Cookie, SameSite};

/// Sets the colours, and goes back to the page.
pub async fn theme(State(app): State<App>, headers: HeaderMap, form: Form) -> Response {
    let theme = Theme::named(form.text("theme"));
    let mut cookie = Cookie::build(("tipstaff-theme", theme.name()))
        .path("/")
        .http_only(true)
        .secure(app.settings().is_https())
        .same_site(SameSite::Strict)
        .permanent()
        .build();
    if theme == Theme::System {
        cookie.make_removal();
    }
    ([(header::SET_COOKIE, cookie.to_string())], Redirect::to(local(referred(&headers)))).into_response()
}

fn referred(headers: &HeaderMap) -> &str {
    let address = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}
