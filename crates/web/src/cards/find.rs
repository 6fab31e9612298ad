//! A card by its serial: what became of it. Who has it is another page, for those who may look people up.

use super::index;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::summary::list;
use crate::page::{Page, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Found, ReadCards};
use crate::words::sentence;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cards::job::Serial;
use maud::{Render, html};

/// Finds it.
pub async fn find(
    right: Earned<ReadCards>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let typed = form.text("serial").to_uppercase();
    let found = match typed.parse::<Serial>() {
        Ok(serial) => right.0.find(serial).await?.ok_or_else(|| "No card has this serial".to_owned()),
        Err(error) => Err(sentence(&error.to_string())),
    };
    match found {
        Ok(found) => Ok(page(&right.0, &cookies, &found).into_response()),
        Err(words) => {
            let errors = Errors::of("serial", words);
            let page = index::page(&right.0, &cookies, form.text("serial"), &errors).await?.with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(right: &ReadCards, cookies: &Cookies, found: &Found) -> Page {
    let card = &found.card;
    // Where it is printed, and so whether somebody is set apart, is not told.
    let state = sentence(card.state.told());
    let order = html! { a.govuk-link href={ "/cards/orders/" (card.order) } { "Order " (card.order) } };
    let person = html! {
        @if found.may_look_up { a.govuk-link href={ "/people/" (card.person) } { "Person " (card.person) } }
        @else { "Person " (card.person) }
    };
    let rows: Vec<(&str, &dyn Render)> = vec![("State", &state), ("Ordered with", &order), ("For", &person)];
    let body = html! {
        h1.govuk-heading-l { "Card " (card.serial) }
        (list(&rows))
        @if right.may_revoke() && card.state.is_live() {
            (button::link(&format!("/cards/revoke?serial={}", card.serial), "Revoke it"))
        }
    };
    Page::new(&right.viewer(cookies), format!("Card {}", card.serial), body)
        .at(Place::Cards)
        .back("/cards", "Back to cards")
}
