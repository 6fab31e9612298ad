//! An authenticator app: its key as a picture and as text, then one code to prove that it works.

use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::page::field::Input;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Own, SecondFactor, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{PreEscaped, html};

/// The key, new each time the page is opened until it is confirmed. The passphrase comes first: at a machine that was left
/// alone nobody sets up an app of their own.
pub async fn second_factor(
    own: Earned<Own>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let viewer = own.0.viewer(&cookies);
    if own.0.is_told() {
        return Err(Problem::conflict(
            "Your organisation's sign-in asks you for a second factor",
            "Set it up there",
        ));
    }
    if own.0.signing().is_needed() {
        return Ok(prove_page(&viewer, own.0.signing(), &Errors::none()));
    }
    let factor = own.0.begin_second_factor(&cookies).await?;
    Ok(page(&viewer, &factor, &Errors::none()))
}

/// Confirms it; gives the recovery codes, once.
pub async fn confirm(
    own: Earned<Own>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let viewer = own.0.viewer(&cookies);
    if let Some(codes) = own.0.confirm_second_factor(&cookies, form.text("code")).await? {
        let body = html! {
            h1.govuk-heading-l { "Your authenticator app is set up" }
            p.govuk-body { "From now on you need a code from it to sign in. If you lose it, each of these codes is good once. Print them, or keep them in a safe place: they are shown only now." }
            ul.govuk-list.tip-codes { @for code in codes { li { code { (code.as_str()) } } } }
            p { a.govuk-button href="/account" { "Continue" } }
        };
        return Ok(Page::new(&viewer, "Recovery codes", body).into_response());
    }
    let factor = own.0.begin_second_factor(&cookies).await?;
    let errors = Errors::of(
        "code",
        "That code is not right. The key below is a new one: add it again and type its code",
    );
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&viewer, &factor, &errors).with_error()).into_response())
}

/// Takes the passphrase, and goes on.
pub async fn prove(
    own: Earned<Own>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    match own.0.prove(&form, &cookies).await? {
        Ok(()) => Ok(Redirect::to("/account/second-factor").into_response()),
        Err(errors) => {
            let page = prove_page(&own.0.viewer(&cookies), own.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn prove_page(viewer: &Viewer, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Set up an authenticator app" }
        form action="/account/prove" method="post" novalidate {
            (signing.fields(errors))
            (button::submit("Continue"))
        }
    };
    Page::new(viewer, "Set up an authenticator app", body).back("/account", "Your account")
}

fn page(viewer: &Viewer, factor: &SecondFactor, errors: &Errors) -> Page {
    let code = Input {
        name: "code",
        label: "Code that the app shows",
        autocomplete: "one-time-code",
        width: 10,
        ..Input::default()
    };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Set up an authenticator app" }
        ol.govuk-list.govuk-list--number {
            li { "Open an authenticator app on your phone, and add an account." }
            li { "Let it read this picture, or type the key below it." }
            li { "Type the six digits that it shows." }
        }
        div.tip-code-picture { (PreEscaped(factor.svg.as_str())) }
        p.govuk-body { "Key: " code.tip-digest { (factor.key.as_str()) } }
        form action="/account/second-factor" method="post" novalidate {
            (code.render(errors))
            (button::submit("Confirm"))
        }
    };
    Page::new(viewer, "Set up an authenticator app", body).back("/account", "Your account")
}
