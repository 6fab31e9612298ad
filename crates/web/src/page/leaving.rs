//! On the way to another site.

use super::{Page, Viewer};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::html;

/// A browser that has to go to another site, and comes back. It is led there by a page of ours, not by a redirection: our
/// forms may be sent to us only, and browsers follow that to wherever a form leads.
#[derive(Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The address.
    pub to: String,
    /// The cookie by which the browser is known again.
    pub cookie: Option<String>,
}

impl std::fmt::Debug for Leaving {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Leaving")
    }
}

impl IntoResponse for Leaving {
    fn into_response(self) -> Response {
        let words = "You are taken to your organisation's sign-in";
        let body = html! {
            h1.govuk-heading-l { (words) }
            p.govuk-body { "If nothing happens, " a.govuk-link href=(self.to) { "go on to it" } "." }
        };
        let mut response = Page::new(&Viewer::default(), words, body).into_response();
        refresh(&mut response, &self.to);
        if let Some(cookie) = self.cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// Has a browser go on by itself, as if somebody followed a link of the page.
pub fn refresh(response: &mut Response, to: &str) {
    if let Ok(value) = HeaderValue::from_str(&format!("0;url={to}")) {
        response.headers_mut().insert(header::REFRESH, value);
    }
}
