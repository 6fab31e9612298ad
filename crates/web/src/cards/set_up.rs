//! What stands on cards: the force, where the public checks them, and what somebody does who doubts one.

use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::Input;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, OrderCards, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use card_office::SetUp;
use cards::Algorithm;
use maud::html;

/// For how many cards over the years a list has room: its size says nothing of how many there are.
const ROOM: u32 = 50_000;

type Before = Option<([String; 4], String)>;

/// The form.
pub async fn ask(right: Earned<OrderCards>, Extension(cookies): Extension<Cookies>) -> Result<Page, Problem> {
    let before = right.0.set_up_before().await?;
    let typed = before.as_ref().map(|(typed, _)| typed.clone()).unwrap_or_default();
    Ok(page(&right.0.viewer(&cookies), &typed, &before, right.0.signing(), &Errors::none()))
}

/// Says it from now on. Cards that are out keep saying what they say.
pub async fn set_up(
    right: Earned<OrderCards>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let before = right.0.set_up_before().await?;
    let typed = ["force", "issuer", "page", "contact"].map(|name| form.text(name).to_owned());
    let [force, issuer, address, contact] = typed.clone();
    // Another way of signing, or another list, is for whoever runs the server: cards that are out depend on them.
    let (algorithm, list) =
        right.0.signing_before().await?.unwrap_or_else(|| (Algorithm::Ed25519, "1".to_owned()));
    let set_up = SetUp { force, issuer, page: address, list, contact, algorithm, new_key: false, room: ROOM };
    match right.0.set_up(&set_up, &form, &cookies).await? {
        Ok(()) => Ok(Redirect::to("/cards").into_response()),
        Err(errors) => {
            let page =
                page(&right.0.viewer(&cookies), &typed, &before, right.0.signing(), &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, typed: &[String; 4], before: &Before, signing: Signing, errors: &Errors) -> Page {
    let fields = [
        ("force", "Name of the force", "As it stands on cards."),
        ("issuer", "Short name", "Small letters, in the code of each card, such as example."),
        (
            "page",
            "Address of the page that checks cards",
            "On a host of its own, such as https://cards.example.uk/. It stands in every code and cannot change for a card that is out.",
        ),
        (
            "contact",
            "What somebody does who doubts a card",
            "Such as: call 101 and ask for the control room.",
        ),
    ];
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "What stands on cards" }
        @if let Some((_, key)) = before {
            p.govuk-body { "The key by which print agents know jobs of this force. Give it to the print service once, and compare it on the telephone:" }
            p.govuk-body { code.tip-break { (key) } }
        }
        form action="/cards/set-up" method="post" autocomplete="off" novalidate {
            @for ((name, label, hint), value) in fields.into_iter().zip(typed) {
                (Input { name, label, hint, value, ..Input::default() }.render(errors))
            }
            (signing.fields(errors))
            (button::submit("Say it from now on"))
        }
    };
    Page::new(viewer, "What stands on cards", body).at(Place::Cards).back("/cards", "Back to cards")
}
