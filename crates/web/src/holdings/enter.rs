//! Enters a holding, also long after the fact.

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
use record::{Holder, HoldingOrder};

/// The form.
pub async fn ask(
    right: Earned<ChangeHoldings>,
    Path(holder): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let holder = right.0.holder(holder).await?;
    Ok(page(&right.0.viewer(&cookies), &holder, &Filled::default(), &Errors::none()))
}

/// Enters it.
pub async fn enter(
    right: Earned<ChangeHoldings>,
    Path(holder): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    sent: Form,
) -> Result<Response, Problem> {
    let holder = right.0.holder(holder).await?;
    let filled = Filled::read(&sent);
    let opened = match order(&right.0, &holder, &filled, &sent).await? {
        Ok(order) => right.0.open(order).await?,
        Err(errors) => Err(errors),
    };
    match opened {
        Ok(number) => Ok(Redirect::to(&format!("/holdings/{number}")).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), &holder, &filled, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn order(
    right: &ChangeHoldings,
    holder: &Holder,
    filled: &Filled,
    sent: &Form,
) -> Result<Result<HoldingOrder, Errors>, Problem> {
    if filled.fields.is_empty() {
        return Ok(Err(Errors::of("field", "Tick what is known about each of them")));
    }
    let about = match subjects(right, filled).await? {
        Ok(Some(about)) => about,
        Ok(None) => return Ok(Err(Errors::of("about", "Choose whom or what it is about"))),
        Err(errors) => return Ok(Err(errors)),
    };
    let times = moment("from", &filled.from).and_then(|from| Ok((from, moment("until", &filled.until)?)));
    Ok(match times {
        Err(errors) => Err(errors),
        Ok((None, _)) => Err(Errors::of("from", "Enter since when, as well as it is known")),
        Ok((Some(from), until)) => Ok(HoldingOrder {
            holder: holder.number,
            fields: filled.fields,
            subjects: about,
            from: from.into(),
            until: until.map(Into::into),
            handed: None,
            note: Some(sent.text("note").to_owned().into()),
        }),
    })
}

fn page(viewer: &Viewer, holder: &Holder, filled: &Filled, errors: &Errors) -> Page {
    let name = record::words::holder(holder, false);
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Enter a holding" }
        p.govuk-body { "What " (name) " has, or had: also the spreadsheet that was sent by mail two years ago." }
        (form(&format!("/holders/{}/enter", holder.number), filled, false, errors))
    };
    Page::new(viewer, "Enter a holding", body)
        .at(Place::Holders)
        .back(format!("/holders/{}", holder.number), "Back to the holder")
}
