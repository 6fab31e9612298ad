//! A certificate is withdrawn: from then on no door lets the file out.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Signing, WithdrawCertificate};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// Asks why.
pub async fn ask_withdraw_certificate(
    right: Earned<WithdrawCertificate>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    right.0.certified(number).await?;
    Ok(page(&right.0.viewer(&cookies), number, "", right.0.signing(), &Errors::none()))
}

/// Withdraws it.
pub async fn withdraw_certificate(
    right: Earned<WithdrawCertificate>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let why = form.text("why");
    let withdrawn = if why.is_empty() {
        right.0.certified(number).await?;
        Err(Errors::of("why", "Say why it is withdrawn"))
    } else {
        right.0.withdraw(number, why, &form, &cookies).await?
    };
    match withdrawn {
        Ok(()) => Ok(Redirect::to(&format!("/releases/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), number, why, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, number: u32, why: &str, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Withdraw the certificate of release " (number) }
        p.govuk-body { "No door lets the file out any more. What was sent before stays out, and stays on record." }
        form action={ "/releases/" (number) "/withdraw-certificate" } method="post" novalidate {
            (field::text_area("why", "Why it is withdrawn", "The words are kept, sealed. Do not name anybody.", why, errors))
            (signing.fields(errors))
            (button::warning("Withdraw the certificate"))
        }
    };
    Page::new(viewer, format!("Withdraw the certificate of release {number}"), body)
        .at(Place::Releases)
        .back(format!("/releases/{number}"), "Back to the release")
}
