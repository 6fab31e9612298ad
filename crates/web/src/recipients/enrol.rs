//! Enrols a recipient, or gives one other keys.

use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, text_area};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, EnrolRecipients, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use share::RecipientKeys;

/// The form.
pub async fn ask(right: Earned<EnrolRecipients>, Extension(cookies): Extension<Cookies>) -> Page {
    page(&right.0.viewer(&cookies), ("", ""), right.0.signing(), &Errors::none())
}

/// Enrols it.
pub async fn enrol(
    right: Earned<EnrolRecipients>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let (holder, line) = (form.text("holder"), form.text("keys"));
    let mut errors = Errors::none();
    if holder.is_empty() {
        errors.add("holder", "Enter who it is");
    }
    let keys: Option<RecipientKeys> = match line.parse() {
        Ok(keys) => Some(keys),
        Err(_) if line.is_empty() => {
            errors.add("keys", "Enter the line of keys that the recipient sent");
            None
        }
        Err(error) => {
            errors.add("keys", crate::words::sentence(&error.to_string()));
            None
        }
    };
    if !line.is_empty() && !form.ticked("compared") {
        errors.add("compared", "Compare the line with the recipient on the telephone first");
    }
    let done = match keys.filter(|_| errors.is_empty()) {
        Some(keys) => right.0.enrol(holder, &keys, &form, &cookies).await?,
        None => Err(errors),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/recipients").into_response()),
        Err(errors) => {
            let viewer = right.0.viewer(&cookies);
            let page = page(&viewer, (holder, line), right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, (holder, line): (&str, &str), signing: Signing, errors: &Errors) -> Page {
    let input = Input {
        name: "holder",
        label: "Who it is",
        hint: "The name of a holder on record. A new name makes a supplier.",
        value: holder,
        ..Input::default()
    };
    let compared = [("yes", "I have compared the line with the recipient on the telephone", "", false)];
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Enrol a recipient" }
        p.govuk-body { "Whoever has the keys opens what is delivered. The recipient makes them on its own machine, keeps the secret half, and sends one line." }
        form action="/recipients/enrol" method="post" novalidate {
            (input.render(errors))
            (text_area("keys", "The line of keys", "It begins with tipstaff-recipient-1.", line, errors))
            (crate::page::field::checkboxes("compared", "Confirm", "", &compared, errors))
            (signing.fields(errors))
            (button::submit("Enrol"))
        }
        p.govuk-body { "If it is enrolled already, it gets other keys from now on, and shares that were approved before deliver nothing any more." }
    };
    Page::new(viewer, "Enrol a recipient", body).at(Place::Shares).back("/recipients", "Back to recipients")
}
