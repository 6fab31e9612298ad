//! Who the people of an answer are: signed, with a purpose, on record before the first name is shown.

use super::answer::sentence;
use super::asked::Asked;
use super::report::Named;
use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::download::attached;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, LookUpPeople, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use record::words::csv_cell;
use record::{Exposure, Field, Question};
use std::fmt::Write;
use zeroize::Zeroizing;

/// Most people whom a page names; more of them come as a table to keep.
const ON_A_PAGE: usize = 1_000;

/// Asks for the purpose.
pub async fn ask(
    right: Earned<LookUpPeople>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (asked, _) = question(&right.0, &query)?;
    Ok(form_page(&right.0.viewer(&cookies), &asked, "", right.0.signing(), &Errors::none()))
}

/// Writes the act, then shows the names.
pub async fn show(
    right: Earned<LookUpPeople>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let (asked, question) = question(&right.0, &form)?;
    let viewer = right.0.viewer(&cookies);
    let why = form.text("why");
    let refused = |errors: &Errors| {
        let page = form_page(&viewer, &asked, why, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if why.is_empty() {
        return refused(&Errors::of("why", "Say what you need the names for"));
    }
    let (answer, named) = match right.0.name_exposed(&question, why, &form, &cookies).await? {
        Ok(found) => found,
        Err(errors) => return refused(&errors),
    };
    if form.text("as") == "csv" || named.people.len() > ON_A_PAGE {
        let text = csv(&answer, &named);
        return Ok(attached("text/csv; charset=utf-8", "tipstaff-affected.csv", text.as_str().to_owned()));
    }
    Ok(page(&viewer, &asked, &answer, &named).into_response())
}

fn question(right: &LookUpPeople, form: &Form) -> Result<(Asked, Question), Problem> {
    let wrong = || {
        Problem::bad_request(
            "This is no whole question",
            "Ask it on the page “Who is affected”, and begin there",
        )
    };
    let asked = Asked::read(form).ok_or_else(wrong)?;
    let (question, _) = asked.question(right.now()).map_err(|_| wrong())?;
    Ok((asked, question))
}

fn form_page(viewer: &Viewer, asked: &Asked, why: &str, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "See who is affected" }
        p.govuk-body { "That you saw names, how many and when, is in the log for good; what for is kept sealed beside it. The names are not in it." }
        form action="/exposure/names" method="post" novalidate {
            @for (name, value) in asked.pairs() { input type="hidden" name=(name) value=(value); }
            (field::text_area("why", "What you need the names for", "Such as: letters, incident 2023/9. Do not name anybody here.", why, errors))
            (signing.fields(errors))
            div.govuk-button-group {
                (button::submit("Show the names"))
                button.govuk-button.govuk-button--secondary type="submit" name="as" value="csv" { "Take them as a table (CSV)" }
            }
        }
    };
    Page::new(viewer, "See who is affected", body)
        .at(Place::Exposure)
        .back(format!("/exposure?{}", asked.query()), "Back to the counts")
}

fn page(viewer: &Viewer, asked: &Asked, answer: &Exposure, named: &Named) -> Page {
    let mut headings = vec![("Number", false)];
    headings.extend(named.fields.iter().map(|field| (field.title(), false)));
    headings.push(("Affected", false));
    let rows: Vec<Vec<Markup>> = named
        .people
        .iter()
        .map(|(person, values)| {
            let mut row = vec![html! { a.govuk-link href={ "/people/" (person) } { (person) } }];
            row.extend(named.fields.iter().map(|field| html! { (value(values, field)) }));
            row.push(
                html! { @if answer.people.definite.contains(*person) { "certain" } @else { "perhaps" } },
            );
            row
        })
        .collect();
    let body = html! {
        h1.govuk-heading-l { "Who is affected" }
        p.govuk-body { (sentence(answer)) " Act " (named.act) " of the log says that you saw this." }
        (table::table("People affected, by number", &headings, &rows))
    };
    Page::new(viewer, "Who is affected: names", body)
        .at(Place::Exposure)
        .back(format!("/exposure?{}", asked.query()), "Back to the counts")
        .wide()
}

fn value(values: &[(Field, Zeroizing<String>)], field: Field) -> &str {
    values.iter().find(|(known, _)| *known == field).map_or("", |(_, value)| value.as_str())
}

fn csv(answer: &Exposure, named: &Named) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::from("person,affected"));
    // Writing to a string cannot fail.
    for field in named.fields.iter() {
        let _ = write!(out, ",{}", field.id());
    }
    for field in &answer.fields {
        let _ = write!(out, ",had {}", field.field.id());
    }
    out.push('\n');
    for (person, values) in &named.people {
        let sure = |definite: bool, possible: bool| match (definite, possible) {
            (true, _) => "certain",
            (false, true) => "perhaps",
            _ => "",
        };
        let _ = write!(out, "{person},{}", sure(answer.people.definite.contains(*person), true));
        for field in named.fields.iter() {
            let _ = write!(out, ",{}", csv_cell(value(values, field)));
        }
        for field in &answer.fields {
            let had = sure(field.people.definite.contains(*person), field.people.possible.contains(*person));
            let _ = write!(out, ",{had}");
        }
        out.push('\n');
    }
    out
}
