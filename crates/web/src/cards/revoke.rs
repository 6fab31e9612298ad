//! Revokes cards: some, those of a job, or those of all jobs of a time; and orders them again.

use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::{Input, checkboxes, text_area};
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Again, Cookies, Earned, RevokeCards, RevokedCards, Signing};
use crate::words::{count, counted, sentence};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use card_office::{ToRevoke, Which};
use cards::job::Serial;
use jiff::civil::Date;
use maud::{Markup, html};
use record::time::Moment;

/// What stands in the form.
struct Typed<'f> {
    serials: &'f str,
    job: &'f str,
    from: &'f str,
    to: &'f str,
    why: &'f str,
    again: bool,
    until: &'f str,
}

impl<'f> Typed<'f> {
    fn read(form: &'f Form) -> Self {
        Self {
            serials: form.text("serials"),
            job: form.text("job"),
            from: form.text("from"),
            to: form.text("to"),
            why: form.text("why"),
            again: form.ticked("again"),
            until: form.text("until"),
        }
    }

    fn which(&self, errors: &mut Errors) -> Option<Which> {
        let is_window = !(self.from.is_empty() && self.to.is_empty());
        let said = [!self.serials.is_empty(), !self.job.is_empty(), is_window];
        match said {
            [true, false, false] => {
                let serials =
                    self.serials.split_whitespace().map(|word| word.to_uppercase().parse::<Serial>());
                match serials.collect() {
                    Ok(serials) => return Some(Which::Serials(serials)),
                    Err(error) => errors.add("serials", sentence(&error.to_string())),
                }
            }
            [false, true, false] => match self.job.parse() {
                Ok(job) => return Some(Which::Jobs(vec![job])),
                Err(_) => errors.add("job", "Enter the number of a job, such as 7"),
            },
            [false, false, true] => match (Moment::parse(self.from), Moment::parse(self.to)) {
                (Ok(from), Ok(to)) => return Some(Which::Window(from.first, to.after)),
                (Err(_), _) => errors.add("from", "Enter when it began, such as 2026-07-01"),
                _ => errors.add("to", "Enter when it was over, such as 2026-08-26"),
            },
            _ => errors.add("serials", "Say which cards in one of the three ways"),
        }
        None
    }

    /// Whether they are ordered again, and until when.
    fn again(&self, errors: &mut Errors) -> Again {
        if !self.again {
            return Again::No;
        }
        if self.until.is_empty() {
            return Again::AsBefore;
        }
        if let Ok(day) = self.until.parse::<Date>() {
            return Again::Until(day);
        }
        errors.add("until", "Enter a day, such as 2029-12-31, or nothing");
        Again::No
    }
}

/// The form; a link may have filled in which cards.
pub async fn ask(
    right: Earned<RevokeCards>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Page {
    let typed = Typed {
        serials: query.text("serial"),
        job: query.text("job"),
        from: "",
        to: "",
        why: "",
        again: false,
        until: "",
    };
    page(&right.0, &right.0.viewer(&cookies), &typed, (None, right.0.signing()), &Errors::none())
}

/// Revokes them.
pub async fn revoke(
    right: Earned<RevokeCards>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let typed = Typed::read(&form);
    let viewer = right.0.viewer(&cookies);
    let mut errors = Errors::none();
    let which = typed.which(&mut errors);
    let again = typed.again(&mut errors);
    if typed.why.is_empty() {
        errors.add("why", "Say why they are revoked");
    }
    let answer = |plan: Option<&ToRevoke>, errors: &Errors| {
        let page = page(&right.0, &viewer, &typed, (plan, right.0.signing()), errors);
        if errors.is_empty() {
            page.into_response()
        } else {
            (StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response()
        }
    };
    let Some(which) = which.filter(|_| errors.is_empty()) else { return Ok(answer(None, &errors)) };
    let plan = match right.0.plan(&which, again).await? {
        Ok(plan) => plan,
        Err(errors) => return Ok(answer(None, &errors)),
    };
    // What is pressed is what was shown: first the count, then the deed.
    if form.text("cards") != plan.cards.to_string() {
        return Ok(answer(Some(&plan), &Errors::none()));
    }
    let outcome = right.0.revoke(&which, typed.why, again, &form, &cookies).await?;
    match outcome {
        Ok(revoked) => Ok(done(&viewer, &revoked).into_response()),
        Err(errors) => Ok(answer(Some(&plan), &errors)),
    }
}

/// What was done, and what is left to do.
fn done(viewer: &Viewer, revoked: &RevokedCards) -> Page {
    let title = format!("{} revoked", counted(revoked.cards, "card", "cards"));
    let body = html! {
        h1.govuk-heading-l { (title) }
        p.govuk-body-l { "A print service can have seen " (count(revoked.exposed)) " of them." }
        @if let Some(why) = &revoked.not_ordered {
            div.govuk-inset-text { p { "New ones could not be ordered, or not all. " (why) "." } }
        }
        @if !revoked.orders.is_empty() {
            p.govuk-body {
                "New cards are ordered, whoever is at risk and can have been seen first: "
                @for (index, order) in revoked.orders.iter().enumerate() {
                    @if index > 0 { ", " }
                    a.govuk-link href={ "/cards/orders/" (order) } { "order " (order) }
                }
                "."
            }
        }
        p.govuk-body { strong { "The public does not see it yet." } " It does once the list is published: ask whoever runs this server to do it now." }
    };
    Page::new(viewer, title, body).at(Place::Cards).back("/cards", "Back to cards")
}

fn page(
    right: &RevokeCards,
    viewer: &Viewer,
    typed: &Typed<'_>,
    (plan, signing): (Option<&ToRevoke>, Signing),
    errors: &Errors,
) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Revoke cards" }
        p.govuk-body { "Revoked is for good. Say which cards in one of three ways." }
        form action="/cards/revoke" method="post" autocomplete="off" novalidate {
            (which(typed, errors))
            (text_area("why", "Why they are revoked", "The words are kept, sealed. Do not name anybody.", typed.why, errors))
            @if right.may_order() { (again(typed, errors)) }
            @if let Some(plan) = plan { (shown(plan, signing, errors)) }
            @else { (button::submit("See what would be revoked")) }
        }
    };
    Page::new(viewer, "Revoke cards", body).at(Place::Cards).back("/cards", "Back to cards")
}

/// What would be revoked, and the button that does it.
fn shown(plan: &ToRevoke, signing: Signing, errors: &Errors) -> Markup {
    let cards = counted(plan.cards, "card", "cards");
    html! {
        div.govuk-inset-text {
            p {
                strong { (cards) " would be revoked" }
                @if !plan.jobs.is_empty() { ", of " (counted(plan.jobs.len() as u64, "job", "jobs")) }
                ". A print service can have seen " (count(plan.exposed)) " of them."
            }
        }
        (signing.fields(errors))
        button.govuk-button.govuk-button--warning type="submit" name="cards" value=(plan.cards) data-module="govuk-button" { "Revoke " (cards) }
        " "
        button.govuk-button.govuk-button--secondary type="submit" data-module="govuk-button" { "Look again" }
    }
}

fn which(typed: &Typed<'_>, errors: &Errors) -> Markup {
    let input =
        |name, label, hint, value, width| Input { name, label, hint, value, width, ..Input::default() };
    html! {
        (text_area("serials", "These cards", "Their serials, one a line, such as 7QK2M9XD.", typed.serials, errors))
        (input("job", "Or all cards of a job", "Its number.", typed.job, 5).render(errors))
        fieldset.govuk-fieldset {
            legend.govuk-fieldset__legend.govuk-fieldset__legend--s { "Or all that print services had in some time" }
            (input("from", "From", "Such as 2026-07-01.", typed.from, 10).render(errors))
            (input("to", "To the end of", "Such as 2026-08-26.", typed.to, 10).render(errors))
        }
    }
}

fn again(typed: &Typed<'_>, errors: &Errors) -> Markup {
    let boxes = [(
        "yes",
        "Order new cards for these people",
        "Whoever is at risk and can have been seen comes first.",
        typed.again,
    )];
    html! {
        (checkboxes("again", "And then", "", &boxes, errors))
        (Input {
            name: "until",
            label: "Last day of the new cards (optional)",
            hint: "Empty: as before.",
            value: typed.until,
            width: 10,
            ..Input::default()
        }.render(errors))
    }
}
