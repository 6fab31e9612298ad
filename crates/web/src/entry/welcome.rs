//! A link that is good once: the founder's first passphrase, or an invited colleague's.

use crate::address::Path;
use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::page::field::passphrase;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Visit, Welcomed};
use crate::server::Client;
use axum::Extension;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The form.
pub async fn welcome(
    visit: Earned<Visit>,
    Path(token): Path<String>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let welcomed = visit.0.welcomed(&token).await?;
    Ok(page(&visit.0.viewer(&cookies), &welcomed, &token, &Errors::none()))
}

/// Sets the passphrase and signs in.
pub async fn accept(
    visit: Earned<Visit>,
    Path(token): Path<String>,
    Extension(cookies): Extension<Cookies>,
    Extension(client): Extension<Client>,
    form: Form,
) -> Result<Response, Problem> {
    let welcomed = visit.0.welcomed(&token).await?;
    match visit.0.accept(&token, &welcomed, form.raw("passphrase"), client.0).await? {
        Ok(cookie) => Ok(([(header::SET_COOKIE, cookie.to_string())], Redirect::to("/")).into_response()),
        Err(words) => {
            let page = page(&visit.0.viewer(&cookies), &welcomed, &token, &Errors::of("passphrase", words));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response())
        }
    }
}

fn page(viewer: &Viewer, welcomed: &Welcomed, token: &str, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Choose a passphrase" }
        p.govuk-body {
            "Your name in Tipstaff is " strong { (welcomed.name.as_str()) } ". "
            @if welcomed.is_founder { "You set Tipstaff up, and can invite colleagues." }
        }
        form action={ "/welcome/" (token) } method="post" novalidate {
            // Password managers keep what stands beside a new passphrase.
            input type="hidden" name="name" autocomplete="username" value=(welcomed.name.as_str());
            (passphrase("passphrase", "New passphrase",
                "At least 12 characters. Three or four words that do not belong together are easy to keep in mind.",
                "new-password", errors))
            (button::submit("Continue"))
        }
        p.govuk-body { "With this passphrase you sign what you propose and approve. Nobody can look it up, and nobody can sign in your name without it." }
    };
    Page::new(viewer, "Choose a passphrase", body)
}
