//! Signing in.

use super::local;
use crate::form::{Form, Query};
use crate::page::error_summary::Errors;
use crate::page::field::{Input, passphrase};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Visit};
use crate::server::Client;
use axum::Extension;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The form.
pub async fn form(
    visit: Earned<Visit>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Response {
    if visit.0.is_signed_in() {
        return Redirect::to("/").into_response();
    }
    let ways = ways(&visit.0, !query.text("local").is_empty()).await;
    page(&visit.0.viewer(&cookies), &Errors::none(), "", local(query.text("next")), &ways).into_response()
}

/// Which ways in the page shows.
struct Ways {
    /// What an organisation's own sign-in is called.
    provider: Option<String>,
    /// Whether there is the form for a passphrase.
    has_passphrase: bool,
}

async fn ways(visit: &Visit, asked_for: bool) -> Ways {
    // A page for signing in is there even when it cannot be found out who else vouches.
    let provider = visit.provider().await.unwrap_or_default();
    let has_passphrase = asked_for || provider.is_none() || !visit.hides_passphrases();
    Ways { provider, has_passphrase }
}

/// Signs in.
pub async fn submit(
    visit: Earned<Visit>,
    Extension(cookies): Extension<Cookies>,
    Extension(client): Extension<Client>,
    form: Form,
) -> Result<Response, Problem> {
    let next = local(form.text("next"));
    match visit.0.sign_in(form.text("name"), form.raw("passphrase"), form.text("code"), client.0).await {
        Ok(cookie) => Ok(([(header::SET_COOKIE, cookie.to_string())], Redirect::to(next)).into_response()),
        Err(refused) => {
            let errors = Errors::of("name", refused.words()?);
            let ways = ways(&visit.0, true).await;
            let page = page(&visit.0.viewer(&cookies), &errors, form.text("name"), next, &ways).with_error();
            Ok((StatusCode::UNAUTHORIZED, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, errors: &Errors, name: &str, next: &str, ways: &Ways) -> Page {
    let name = Input {
        name: "name",
        label: "Your name in Tipstaff",
        value: name,
        autocomplete: "username",
        ..Input::default()
    };
    let code = Input {
        name: "code",
        label: "Code from your authenticator app",
        hint: "Six digits, or one of your recovery codes. Leave it empty if you have not set one up.",
        autocomplete: "one-time-code",
        width: 10,
        ..Input::default()
    };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Sign in" }
        @if let Some(provider) = &ways.provider {
            form action="/sign-in/provider" method="post" novalidate {
                input type="hidden" name="next" value=(next);
                (button::submit(&format!("Sign in with {provider}")))
            }
        }
        @if ways.has_passphrase {
            @if ways.provider.is_some() { h2.govuk-heading-m { "Sign in with a passphrase" } }
            form action="/sign-in" method="post" novalidate {
                input type="hidden" name="next" value=(next);
                (name.render(errors))
                (passphrase("passphrase", "Passphrase", "", "current-password", errors))
                (code.render(errors))
                (button::submit("Sign in"))
            }
            p.govuk-body { "Forgotten your passphrase? Ask an administrator for a new link." }
        }
    };
    Page::new(viewer, "Sign in", body)
}
