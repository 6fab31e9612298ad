//! Seals the next cards of an order: the sealed job goes to whoever asked for it, and stays nowhere.

use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::download::streamed;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, select, text_area};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, HowSealed, OrderCards, Signing};
use crate::words::counted;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use card_office::Order;
use cards::face::{OFFICE_PRINTER, PRINT_SERVICE};
use cards::job::MOST_CARDS;
use maud::html;

/// What stands in the form.
struct Typed<'f> {
    offer: &'f str,
    window: &'f str,
    most: &'f str,
    profile: &'f str,
}

/// What print services want, by name.
const PROFILES: [(&str, &str); 2] = [
    ("service", "A print service: with bleed, and colours as they come"),
    ("office", "A desktop card printer"),
];

/// The form.
pub async fn ask(
    right: Earned<OrderCards>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let order = waiting(&right.0, number).await?;
    let typed = Typed { offer: "", window: "20", most: "200", profile: "service" };
    Ok(page(&right.0.viewer(&cookies), &order, &typed, right.0.signing(), &Errors::none()))
}

/// Seals it, and gives the file.
pub async fn seal(
    right: Earned<OrderCards>,
    Path(number): Path<u32>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let order = waiting(&right.0, number).await?;
    let typed = Typed {
        offer: form.raw("offer"),
        window: form.text("window"),
        most: form.text("most"),
        profile: form.text("profile"),
    };
    let refused = |errors: &Errors| {
        let viewer = right.0.viewer(&cookies);
        let page = page(&viewer, &order, &typed, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let how = match read(&typed) {
        Ok(how) => how,
        Err(errors) => return refused(&errors),
    };
    match right.0.seal(order.clone(), how, &form, &cookies).await? {
        Ok(sealed) => Ok(streamed(&format!("job-{}.age", sealed.job), sealed.bytes, sealed.file)),
        Err(errors) => refused(&errors),
    }
}

fn read(typed: &Typed<'_>) -> Result<HowSealed, Errors> {
    let mut errors = Errors::none();
    let most = MOST_CARDS as u32;
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
    if typed.offer.trim().is_empty() {
        errors.add("offer", "Paste what the print agent offered");
    }
    let window = number(typed.window);
    if window.is_none() {
        errors.add("window", "Enter how many, such as 20");
    }
    let cards = number(typed.most);
    if cards.is_none() {
        errors.add("most", "Enter how many, at most 1000");
    }
    let profile = if typed.profile == "office" { OFFICE_PRINTER } else { PRINT_SERVICE };
    match (window, cards) {
        (Some(window), Some(most)) if errors.is_empty() => Ok(HowSealed {
            // As the agent wrote it: forms and mail end lines in their own way.
            offer: format!("{}\n", typed.offer.replace("\r\n", "\n").trim()),
            window,
            most: most as usize,
            profile,
        }),
        _ => Err(errors),
    }
}

/// An order of which cards wait to be sealed.
async fn waiting(right: &OrderCards, number: u32) -> Result<Order, Problem> {
    let order = right.one(number).await?;
    if order.waiting().1 > 0 {
        return Ok(order);
    }
    Err(Problem {
        location: Some(format!("/cards/orders/{number}")),
        ..Problem::conflict("No card of this order waits to be sealed", "Look at it")
    })
}

fn page(viewer: &Viewer, order: &Order, typed: &Typed<'_>, signing: Signing, errors: &Errors) -> Page {
    let number = order.number;
    let input = |name, label, hint, value| Input { name, label, hint, value, width: 5, ..Input::default() };
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Seal a job of order " (number) }
        p.govuk-body {
            (counted(order.waiting().1, "card waits", "cards wait")) " to be sealed. Each is sealed under a key of its own; the keys stay here \
             until the print agent asks for them, and has signed for the cards before."
        }
        form action={ "/cards/orders/" (number) "/seal" } method="post" autocomplete="off" novalidate {
            (text_area("offer", "What the print agent offered", "The text that the print service sent: a fresh key, for this job only.", typed.offer.trim(), errors))
            (input("window", "For how many cards are keys handed out together?", "So many faces can be seen before the print service has to sign what became of them.", typed.window).render(errors))
            (input("most", "At most so many cards in this job", "Up to 1,000.", typed.most).render(errors))
            (select("profile", "What does it print on?", "", &PROFILES, typed.profile, errors))
            (signing.fields(errors))
            (button::submit("Seal it"))
        }
        p.govuk-body {
            "Drawing two hundred cards takes some seconds, a thousand a minute or two; leave the page open. Your browser then gets a file that only this print agent can \
             open. It is on record as a delivery from that moment, and is kept nowhere here. If it does not arrive whole, cancel the delivery \
             under " a.govuk-link href="/deliveries" { "Deliveries" } " and order these cards again."
        }
    };
    Page::new(viewer, format!("Seal a job of order {number}"), body)
        .at(Place::Cards)
        .back(format!("/cards/orders/{number}"), "Back to the order")
}
