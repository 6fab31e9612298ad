//! Delivers: the sealed file goes to whoever asked for it, and stays nowhere.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::download::streamed;
use crate::page::error_summary::Errors;
use crate::page::field::{radios, text_area};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Recipients, ShareData, ShareShown, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use record::time::spoken_day;
use share::{FORMS, FormRow, ShareState};

/// What stands in the form.
struct Typed<'f> {
    form: &'f str,
    only: &'f str,
}

/// The form.
pub async fn ask(
    right: Earned<ShareData>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (shown, recipients) = open(&right.0, number).await?;
    let typed = Typed { form: "csv", only: "" };
    let viewer = right.0.viewer(&cookies);
    Ok(page(&viewer, &shown, &recipients, &typed, right.0.signing(), &Errors::none()))
}

/// Makes it and gives the sealed file.
pub async fn deliver(
    right: Earned<ShareData>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let (shown, recipients) = open(&right.0, number).await?;
    let typed = Typed { form: form.text("form"), only: form.text("only") };
    let refused = |errors: &Errors| {
        let viewer = right.0.viewer(&cookies);
        let page = page(&viewer, &shown, &recipients, &typed, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let Some(row) = FormRow::named(typed.form) else {
        return refused(&Errors::of("form", "Choose the form of the table"));
    };
    let only = match right.0.people_of("only", typed.only).await? {
        Ok(people) => Some(people).filter(|_| !typed.only.is_empty()),
        Err(errors) => return refused(&errors),
    };
    match right.0.deliver(shown.share.clone(), row, only, &form, &cookies).await? {
        Ok(sealed) => {
            let name = format!("delivery-{}.age", sealed.delivery);
            Ok(streamed(&name, sealed.bytes, sealed.file))
        }
        Err(errors) => refused(&errors),
    }
}

/// A share under which something may be delivered.
async fn open(right: &ShareData, number: u32) -> Result<(ShareShown, Recipients), Problem> {
    let (shown, recipients) = right.share(number).await?;
    let share = &shown.share;
    let is_open = share.state == ShareState::Approved && !share.has_other_keys && right.now() < share.expires;
    if is_open {
        return Ok((shown, recipients));
    }
    Err(Problem {
        location: Some(format!("/shares/{number}")),
        ..Problem::conflict("Nothing may be delivered under this share", "Look at it")
    })
}

fn page(
    viewer: &Viewer,
    shown: &ShareShown,
    recipients: &Recipients,
    typed: &Typed<'_>,
    signing: Signing,
    errors: &Errors,
) -> Page {
    let share = &shown.share;
    let number = share.number;
    let forms: Vec<(&str, &str, &str, bool)> =
        FORMS.iter().map(|row| (row.id, row.title, "", row.id == typed.form)).collect();
    let last = share.last.map(|at| format!("The last delivery was made on {}. ", spoken_day(at)));
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Deliver under share " (number) }
        p.govuk-body {
            "For " (recipients.of(share.holder)) ": " (gate::harmless(&share.terms.purpose)) ". "
            @if let Some(last) = last { (last) }
        }
        form action={ "/shares/" (number) "/deliver" } method="post" novalidate {
            (radios("form", "As what?", "", &forms, errors))
            (text_area("only", "Only some of its people (optional)", "Their pay numbers, one a line, as for a job of cards. Empty: everybody who is in the share.", typed.only, errors))
            (signing.fields(errors))
            (button::submit("Deliver"))
        }
        p.govuk-body {
            "Your browser gets a file that only the recipient can open. It is on record as a holding from that moment, and is kept nowhere here. \
             If it does not arrive whole, cancel the delivery under "
            a.govuk-link href="/deliveries" { "Deliveries" } " and deliver again."
        }
    };
    Page::new(viewer, format!("Deliver under share {number}"), body)
        .at(Place::Shares)
        .back(format!("/shares/{number}"), "Back to the share")
}
