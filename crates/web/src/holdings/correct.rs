//! Says better what a holding was. What was known before stays on record.

use super::entered::{moment, subjects};
use super::form::{Filled, form};
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer};
use crate::problem::Problem;
use crate::right::{ChangeHoldings, Cookies, Earned};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use record::HoldingOrder;

/// The form.
pub async fn ask(
    right: Earned<ChangeHoldings>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let order = right.0.order(number).await?;
    let filled = Filled { fields: order.fields, about: "same".into(), ..Filled::default() };
    Ok(page(&right.0.viewer(&cookies), number, &filled, &Errors::none()))
}

/// Corrects it.
pub async fn correct(
    right: Earned<ChangeHoldings>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    sent: Form,
) -> Result<Response, Problem> {
    let before = right.0.order(number).await?;
    let filled = Filled::read(&sent);
    let corrected = match order(&right.0, before, &filled, &sent).await? {
        Ok(order) => right.0.correct(number, order).await?,
        Err(errors) => Err(errors),
    };
    match corrected {
        Ok(()) => Ok(Redirect::to(&format!("/holdings/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), number, &filled, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn order(
    right: &ChangeHoldings,
    before: HoldingOrder,
    filled: &Filled,
    sent: &Form,
) -> Result<Result<HoldingOrder, Errors>, Problem> {
    if filled.fields.is_empty() {
        return Ok(Err(Errors::of("field", "Tick what is known about each of them")));
    }
    let mut order = HoldingOrder { fields: filled.fields, ..before.clone() };
    match subjects(right, filled).await? {
        Ok(Some(about)) => order.subjects = about,
        Ok(None) => {}
        Err(errors) => return Ok(Err(errors)),
    }
    let times = moment("from", &filled.from).and_then(|from| Ok((from, moment("until", &filled.until)?)));
    match times {
        Err(errors) => return Ok(Err(errors)),
        Ok((from, until)) => {
            order.from = from.map_or(order.from, Into::into);
            order.until = until.map(Into::into).or(order.until);
        }
    }
    if order == before {
        return Ok(Err(Errors::of("field", "Nothing would change: say what was different")));
    }
    order.note = Some(sent.text("note").to_owned().into());
    Ok(Ok(order))
}

fn page(viewer: &Viewer, number: u32, filled: &Filled, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Correct holding " (number) }
        p.govuk-body { "Say what it was from its beginning on. If the holder has the data no longer, close the holding instead." }
        (form(&format!("/holdings/{number}/correct"), filled, true, errors))
    };
    Page::new(viewer, format!("Correct holding {number}"), body)
        .at(Place::Holders)
        .back(format!("/holdings/{number}"), "Back to the holding")
}
