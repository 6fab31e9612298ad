//! Who is in what got out: signed, with a purpose, on record before the first name is shown.

use super::read::{people, read};
use crate::address::Path;
use crate::exposure::Named;
use crate::form::Form;
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
use record::Field;
use record::words::csv_cell;
use roaring::RoaringBitmap;
use std::fmt::Write;
use trace::Trace;
use uploads::UploadId;
use zeroize::Zeroizing;

/// Most people whom a page names; more of them come as a table to keep.
const ON_A_PAGE: usize = 1_000;

/// What stands in the form.
struct Typed<'f> {
    whom: &'f str,
    why: &'f str,
}

/// Asks for the purpose.
pub async fn ask(
    right: Earned<LookUpPeople>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    right.0.traced(&id).await?;
    let typed = Typed { whom: "file", why: "" };
    Ok(form_page(&right.0.viewer(&cookies), id, &typed, right.0.signing(), &Errors::none()))
}

/// Writes the act, then shows the names.
pub async fn names(
    right: Earned<LookUpPeople>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let trace = read(&right.0.traced(&id).await?)?;
    let typed = Typed { whom: form.text("whom"), why: form.text("why") };
    let viewer = right.0.viewer(&cookies);
    let refused = |errors: &Errors| {
        let page = form_page(&viewer, id, &typed, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let asked: RoaringBitmap = match typed.whom {
        "file" => people(&trace),
        "beside" => trace.not_in_file.iter().copied().collect(),
        _ => return refused(&Errors::of("whom", "Choose whose names you need")),
    };
    if typed.why.is_empty() {
        return refused(&Errors::of("why", "Say what you need the names for"));
    }
    let named = match right.0.name_traced(&asked, typed.why, &form, &cookies).await? {
        Ok(named) => named,
        Err(errors) => return refused(&errors),
    };
    if form.text("as") == "csv" || named.people.len() > ON_A_PAGE {
        let text = csv(&trace, &named);
        return Ok(attached("text/csv; charset=utf-8", "tipstaff-leaked.csv", text.as_str().to_owned()));
    }
    Ok(page(&viewer, id, &trace, &named).into_response())
}

fn form_page(viewer: &Viewer, id: UploadId, typed: &Typed<'_>, signing: Signing, errors: &Errors) -> Page {
    let whom = [
        ("file", "People in what got out", "Certainly, or perhaps", typed.whom == "file"),
        (
            "beside",
            "People in the same deliveries who are not in it",
            "The rest may follow",
            typed.whom == "beside",
        ),
    ];
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "See who they are" }
        p.govuk-body { "That you saw names, how many and when, is in the log for good; what for is kept sealed beside it. The names are not in it." }
        form action={ "/trace/" (id) "/names" } method="post" novalidate {
            (field::radios("whom", "Whose names?", "", &whom, errors))
            (field::text_area("why", "What you need the names for", "Such as: letters, incident 2023/9. Do not name anybody here.", typed.why, errors))
            (signing.fields(errors))
            div.govuk-button-group {
                (button::submit("Show the names"))
                button.govuk-button.govuk-button--secondary type="submit" name="as" value="csv" { "Take them as a table (CSV)" }
            }
        }
    };
    Page::new(viewer, "See who they are", body)
        .at(Place::Trace)
        .back(format!("/trace/{id}"), "Back to the trace")
}

/// Whether it is sure that somebody is in the file.
struct Sure {
    definite: RoaringBitmap,
    all: RoaringBitmap,
}

impl Sure {
    fn of(trace: &Trace) -> Self {
        let definite = trace.people.iter().filter(|found| found.definite).map(|found| found.person);
        Self { definite: definite.collect(), all: people(trace) }
    }

    fn says(&self, person: u32) -> &'static str {
        match (self.definite.contains(person), self.all.contains(person)) {
            (true, _) => "certain",
            (false, true) => "perhaps",
            (false, false) => "not in it",
        }
    }
}

fn page(viewer: &Viewer, id: UploadId, trace: &Trace, named: &Named) -> Page {
    let sure = Sure::of(trace);
    let mut headings = vec![("Number", false)];
    headings.extend(named.fields.iter().map(|field| (field.title(), false)));
    headings.push(("In the file", false));
    let rows: Vec<Vec<Markup>> = named
        .people
        .iter()
        .map(|(person, values)| {
            let mut row = vec![html! { a.govuk-link href={ "/people/" (person) } { (person) } }];
            row.extend(named.fields.iter().map(|field| html! { (value(values, field)) }));
            row.push(html! { (sure.says(*person)) });
            row
        })
        .collect();
    let body = html! {
        h1.govuk-heading-l { "Who they are" }
        p.govuk-body { "Act " (named.act) " of the log says that you saw this." }
        (table::table("People, by number", &headings, &rows))
    };
    Page::new(viewer, "What got out: names", body)
        .at(Place::Trace)
        .back(format!("/trace/{id}"), "Back to the trace")
        .wide()
}

fn value(values: &[(Field, Zeroizing<String>)], field: Field) -> &str {
    values.iter().find(|(known, _)| *known == field).map_or("", |(_, value)| value.as_str())
}

fn csv(trace: &Trace, named: &Named) -> Zeroizing<String> {
    let sure = Sure::of(trace);
    let mut out = Zeroizing::new(String::from("person,in the file"));
    // Writing to a string cannot fail.
    for field in named.fields.iter() {
        let _ = write!(out, ",{}", field.id());
    }
    out.push('\n');
    for (person, values) in &named.people {
        let _ = write!(out, "{person},{}", sure.says(*person));
        for field in named.fields.iter() {
            let _ = write!(out, ",{}", csv_cell(value(values, field)));
        }
        out.push('\n');
    }
    out
}
