//! Signing in through an organisation's own sign-in: the way there, and back.

use super::local;
use crate::form::{Form, Query};
use crate::page::{Leaving, Page, Viewer, refresh};
use crate::problem::Problem;
use crate::right::{BACK, CameBack, Cookies, Earned, Visit};
use crate::server::Client;
use axum::Extension;
use axum::extract::RawQuery;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// Says that a browser has been led through a page of ours already.
const AGAIN: &str = "again";

/// Sends a browser there.
pub async fn begin(
    visit: Earned<Visit>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Leaving, Problem> {
    visit.0.to_provider(local(form.text("next")), &cookies).await
}

/// Takes a browser back. Cookies of ours are sent with what pages of ours lead to, and with nothing else; so a browser that
/// comes from there without any is led here once more, by a page of ours.
pub async fn back(
    visit: Earned<Visit>,
    query: Query,
    RawQuery(raw): RawQuery,
    Extension(cookies): Extension<Cookies>,
    Extension(client): Extension<Client>,
) -> Response {
    if cookies.sign_on.is_none() && query.0.text(AGAIN).is_empty() {
        return once_more(raw.as_deref().unwrap_or_default());
    }
    if let Err(problem) = visit.0.is_on_the_way(&query, &cookies) {
        return problem.into_response();
    }
    let mut response = match visit.0.come_back(&query, &cookies, client.0).await {
        Ok(CameBack::SignedIn(cookie, next)) => {
            ([(header::SET_COOKIE, cookie.to_string())], Redirect::to(local(&next))).into_response()
        }
        Ok(CameBack::Confirmed(kept)) => {
            visit.0.show_again(&kept, &cookies, client).await.unwrap_or_else(IntoResponse::into_response)
        }
        Err(problem) => problem.into_response(),
    };
    if let Ok(cookie) = HeaderValue::from_str(&visit.0.off_the_way().to_string()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn once_more(query: &str) -> Response {
    let mut again = url::form_urlencoded::Serializer::new(String::new());
    again.extend_pairs(url::form_urlencoded::parse(query.as_bytes())).append_pair(AGAIN, "yes");
    let to = format!("{BACK}?{}", again.finish());
    let body = html! {
        h1.govuk-heading-l { "You are signed in at your organisation" }
        p.govuk-body { "If nothing happens, " a.govuk-link href=(to) { "go on to Tipstaff" } "." }
    };
    let mut response = Page::new(&Viewer::default(), "Signing in", body).into_response();
    refresh(&mut response, &to);
    response
}
