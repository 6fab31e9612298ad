//! What the card office has in hand.

use super::summary::{jobs, orders};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::Input;
use crate::page::{Page, button, summary};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Office, ReadCards, looks_good};
use axum::Extension;
use maud::{Markup, html};

/// The page.
pub async fn index(
    right: Earned<ReadCards>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    page(&right.0, &cookies, "", &Errors::none()).await
}

/// The page, with what was typed to find a card.
pub async fn page(
    right: &ReadCards,
    cookies: &Cookies,
    serial: &str,
    errors: &Errors,
) -> Result<Page, Problem> {
    let office = right.office().await?;
    let recipients = right.recipients().await?;
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Cards" }
        p.govuk-body { "Who has which card stands here and nowhere else. A print service gets sealed faces, and the keys to them a few at a time." }
        @if office.is_set_up {
            div.govuk-button-group {
                @if right.may_order() { (button::link("/cards/order", "Order cards")) }
                @if right.may_revoke() && !office.orders.is_empty() { (button::secondary_link("/cards/revoke", "Revoke cards")) }
            }
        } @else { (not_set_up(right)) }
        (lists(&office))
        @if office.orders.is_empty() {
            p.govuk-body { "No card was ordered yet." }
        } @else {
            (orders(&office.orders))
            @if office.jobs.is_empty() {
                p.govuk-body { "No job was sealed for a print service yet." }
            } @else { (jobs(&office.jobs, &recipients, right.now())) }
            (find(serial, errors))
        }
        @if office.is_set_up {
            p.govuk-body {
                a.govuk-link href="/cards/designs" { "How cards look" }
                @if right.may_order() { " · " a.govuk-link href="/cards/set-up" { "What stands on cards, and the key for print agents" } }
            }
        }
    };
    Ok(Page::new(&right.viewer(cookies), "Cards", body).at(Place::Cards).wide())
}

fn not_set_up(right: &ReadCards) -> Markup {
    html! {
        div.govuk-inset-text {
            "Nobody has said yet what stands on cards, and where the public checks them. "
            @if right.may_order() { a.govuk-link href="/cards/set-up" { "Say it first" } "." }
            @else { "The card office does." }
        }
    }
}

/// What the public sees.
fn lists(office: &Office) -> Markup {
    html! {
        @if let Some(words) = looks_good(office.unpublished) {
            div.govuk-warning-text {
                span.govuk-warning-text__icon aria-hidden="true" { "!" }
                strong.govuk-warning-text__text {
                    span.govuk-visually-hidden { "Warning" }
                    (words) ". Have the lists published now."
                }
            }
        }
        @for (address, published) in &office.lists {
            p.govuk-body {
                "The list " code { (address) }
                @if let Some(at) = published { " was published on " (summary::time(*at)) "." }
                @else { " was never published. Whoever runs this server does it every day, for the host that the public reaches." }
            }
        }
    }
}

fn find(serial: &str, errors: &Errors) -> Markup {
    html! {
        h2.govuk-heading-m { "Find a card" }
        form action="/cards/find" method="post" autocomplete="off" novalidate {
            (Input {
                name: "serial",
                label: "Its serial",
                hint: "Eight letters and digits, such as 7QK2M9XD.",
                value: serial,
                width: 10,
                ..Input::default()
            }.render(errors))
            (button::secondary("Find it"))
        }
    }
}
