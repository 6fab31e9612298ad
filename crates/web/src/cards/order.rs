//! Orders cards: for whom, who prints them, and who is at risk.

use super::ordered::Asked;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, checkboxes, radios, select, text_area};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, OrderCards, OrderChoices, Signing};
use crate::words::counted;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use card_office::KINDS;
use maud::{Markup, html};

/// The form.
pub async fn ask(right: Earned<OrderCards>, Extension(cookies): Extension<Cookies>) -> Result<Page, Problem> {
    let choices = choices(&right.0).await?;
    let viewer = right.0.viewer(&cookies);
    Ok(page(&viewer, &Asked::default(), &choices, (None, right.0.signing()), &Errors::none()))
}

/// Orders them.
pub async fn order(
    right: Earned<OrderCards>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let choices = choices(&right.0).await?;
    let asked = Asked::read(&form);
    let answer = |cards: Option<u64>, errors: &Errors| {
        let viewer = right.0.viewer(&cookies);
        let page = page(&viewer, &asked, &choices, (cards, right.0.signing()), errors);
        if errors.is_empty() {
            page.into_response()
        } else {
            (StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response()
        }
    };
    let order = match asked.order(&right.0).await? {
        Ok(order) => order,
        Err(errors) => return Ok(answer(None, &errors)),
    };
    let cards = order.people.len();
    if cards == 0 {
        return Ok(answer(None, &Errors::of("source", "Nobody stands there today. Look at who gets one")));
    }
    // What is pressed is what was shown: first for how many, then the order.
    if form.text("cards") != cards.to_string() {
        return Ok(answer(Some(cards), &Errors::none()));
    }
    match right.0.order(&order, &form, &cookies).await? {
        Ok(number) => Ok(Redirect::to(&format!("/cards/orders/{number}")).into_response()),
        Err(errors) => Ok(answer(Some(cards), &errors)),
    }
}

async fn choices(right: &OrderCards) -> Result<OrderChoices, Problem> {
    let choices = right.choices().await?;
    if choices.is_set_up {
        return Ok(choices);
    }
    Err(Problem {
        location: Some("/cards/set-up".into()),
        ..Problem::conflict("Nobody has said what stands on cards", "Say it first")
    })
}

fn page(
    viewer: &Viewer,
    asked: &Asked,
    choices: &OrderChoices,
    (cards, signing): (Option<u64>, Signing),
    errors: &Errors,
) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Order cards" }
        form action="/cards/order" method="post" autocomplete="off" novalidate {
            (what(asked, choices, errors))
            (who(asked, choices, errors))
            (at_risk(asked, errors))
            @if let Some(cards) = cards { (shown(cards, signing, errors)) }
            @else { (button::submit("See how many cards that is")) }
        }
    };
    Page::new(viewer, "Order cards", body).at(Place::Cards).back("/cards", "Back to cards")
}

/// For how many, and the button that orders them.
fn shown(cards: u64, signing: Signing, errors: &Errors) -> Markup {
    let words = counted(cards, "card", "cards");
    html! {
        div.govuk-inset-text { p { strong { (words) } " would be ordered, one for each person. Whoever is set apart by it stays so for good." } }
        (signing.fields(errors))
        button.govuk-button type="submit" name="cards" value=(cards) data-module="govuk-button" { "Order " (words) }
        " "
        button.govuk-button.govuk-button--secondary type="submit" data-module="govuk-button" { "Count again" }
    }
}

fn what(asked: &Asked, choices: &OrderChoices, errors: &Errors) -> Markup {
    let mut designs = vec![("", "Choose")];
    designs.extend(choices.designs.iter().map(|name| (name.as_str(), name.as_str())));
    let kinds: Vec<(&str, &str, &str, bool)> =
        KINDS.iter().map(|row| (row.id, row.title, "", row.id == asked.kind)).collect();
    let until = Input {
        name: "until",
        label: "Last day of the cards",
        hint: "Such as 2029-12-31.",
        value: &asked.until,
        width: 10,
        ..Input::default()
    };
    let printers = [
        ("in-force", "We do", "Nothing leaves the force.", asked.printed == "in-force"),
        (
            "share",
            "A print service",
            "It gets sealed faces of those who are not set apart, and keys a few at a time.",
            asked.printed == "share",
        ),
    ];
    let named: Vec<(String, String)> = choices
        .shares
        .iter()
        .map(|share| {
            let name = gate::harmless(&share.terms.name);
            (share.number.to_string(), format!("{name}, for {}", choices.recipients.of(share.holder)))
        })
        .collect();
    let mut shares = vec![("", "None")];
    shares.extend(named.iter().map(|(number, name)| (number.as_str(), name.as_str())));
    html! {
        (select("design", "Design", "", &designs, &asked.design, errors))
        (radios("kind", "Who are they for?", "", &kinds, errors))
        (until.render(errors))
        (radios("printed", "Who prints them?", "", &printers, errors))
        (select("share", "The print service's share", "One that is in force. It has to allow what stands on the card.", &shares, &asked.share, errors))
    }
}

fn who(asked: &Asked, choices: &OrderChoices, errors: &Errors) -> Markup {
    let mut sources = vec![("", "Everybody in the record")];
    sources.extend(choices.extracts.iter().map(|name| (name.as_str(), name.as_str())));
    html! {
        (select("source", "Whoever stands in", "", &sources, &asked.source, errors))
        (text_area("only", "Only these people (optional)", "Their pay numbers, one a line, at most 1,500. Empty: everybody who stands there.", &asked.only, errors))
    }
}

fn at_risk(asked: &Asked, errors: &Errors) -> Markup {
    let nobody =
        [("yes", "The unit that knows was asked: nobody in this order is at risk", "", asked.nobody)];
    html! {
        (text_area("sensitive", "Who is at risk", "Pay numbers of those who are covert or at high risk, one a line, at most 1,500; more are ordered for on the command line. They and at least nine others for each, drawn at random, are printed here for good, without a code: nothing tells which of them is at risk, nor how many are.", &asked.sensitive, errors))
        (checkboxes("nobody", "Or", "", &nobody, errors))
    }
}
