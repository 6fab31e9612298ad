//! What an import would change, in counts, and the button that does it.

use super::chosen::Chosen;
use super::looked::look;
use super::understood;
use super::waiting::forget;
use crate::address::Path;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::checkboxes;
use crate::page::{Page, Viewer, button, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ImportPeople, Signing};
use crate::words::{count, counted, sentence};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use record::time::spoken;
use record::{Completeness, ImportOrder, ImportReport, Imported, many_left};
use uploads::{Aside, UploadId};

/// Refused rows that a page names.
const TOLD: usize = 50;

/// The page.
pub async fn changes(
    right: Earned<ImportPeople>,
    Path(id): Path<UploadId>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Response, Problem> {
    let aside = right.0.one(&id).await?;
    tried(&right.0, &aside, &Chosen::read(&query), &cookies, &Errors::none()).await
}

/// Tries it and shows what would change; where something has to be put right first, the page on which that is done.
pub async fn tried(
    right: &ImportPeople,
    aside: &Aside,
    chosen: &Chosen,
    cookies: &Cookies,
    errors: &Errors,
) -> Result<Response, Problem> {
    let viewer = right.viewer(cookies);
    let intake = match look(right, aside, chosen, &viewer).await? {
        Ok(intake) => intake,
        Err(page) => return Ok(page.into_response()),
    };
    let wrong = |page: Page| Ok((StatusCode::UNPROCESSABLE_ENTITY, page.with_error()).into_response());
    // As long as nobody chose, an unclear column is not wrong, but it cannot be gone past either.
    let chosen = Chosen { columns: chosen.columns.clone().or_else(|| Some(Vec::new())), ..chosen.clone() };
    let order = match chosen.order(&intake, aside.received) {
        Ok(order) => order,
        Err(errors) => return wrong(understood::page(&viewer, aside, &intake, &chosen, &errors)),
    };
    let report = match right.try_import(&order, &intake).await? {
        Ok(report) => report,
        Err(told) => return wrong(understood::page(&viewer, aside, &intake, &chosen, &told)),
    };
    let page = page(&viewer, aside, &chosen, (&order, &report), right.signing(), errors);
    if errors.is_empty() { Ok(page.into_response()) } else { wrong(page) }
}

fn page(
    viewer: &Viewer,
    aside: &Aside,
    chosen: &Chosen,
    (order, report): (&ImportOrder, &ImportReport),
    signing: Signing,
    errors: &Errors,
) -> Page {
    let is_something = report.outcome != Imported::Unchanged;
    let back = format!("/people/import/{}?{}", aside.id, chosen.query());
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "What would change" }
        p.govuk-body { "The extract “" (order.source) "” of " (spoken(order.as_of)) ", from " span.tip-break { (gate::harmless(&aside.name)) } ". Nothing is written yet." }
        (numbers(report))
        (fields(report))
        p.govuk-body { "People are told apart by their " (report.key.title().to_lowercase()) "." }
        (refused(report, order))
        @if is_something || report.refused.count > 0 && report.rows == 0 {
            (act(aside, chosen, (order, report), signing, errors))
        } @else {
            div.govuk-inset-text { "Everything in it is known already. There is nothing to import." }
        }
        p.govuk-body { a.govuk-link href=(back) { "Correct what was understood" } }
        (forget(aside))
    };
    Page::new(viewer, "What would change", body)
        .at(Place::People)
        .back(back.clone(), "Back to what was understood")
}

/// The counts that matter most.
pub fn numbers(report: &ImportReport) -> Markup {
    numbers_of(&[
        (report.joined, "new"),
        (report.changed, "changed"),
        (report.left, "left"),
        (report.returned, "in it again"),
        (report.unchanged, "unchanged"),
    ])
}

/// Counts with a word each.
pub fn numbers_of(numbers: &[(u64, &str)]) -> Markup {
    html! {
        ul.tip-numbers {
            @for (number, words) in numbers {
                li.tip-numbers__item { span.tip-numbers__value { (count(*number)) } " " (words) }
            }
        }
    }
}

/// Of how many people which field would change.
fn fields(report: &ImportReport) -> Markup {
    let rows: Vec<Vec<Markup>> = report
        .changed_fields
        .iter()
        .map(|(field, people)| vec![html! { (field.title()) }, html! { (count(*people)) }])
        .collect();
    html! {
        @if !rows.is_empty() {
            (table::table("Fields that would change", &[("Field", false), ("People", true)], &rows))
        }
    }
}

/// Rows that are not taken, by their numbers.
fn refused(report: &ImportReport, order: &ImportOrder) -> Markup {
    let rows: Vec<Vec<Markup>> = report
        .refused
        .first
        .iter()
        .take(TOLD)
        .map(|row| vec![html! { (row.row) }, html! { (sentence(&on_a_page(&row.why))) }])
        .collect();
    let more = report.refused.count.saturating_sub(rows.len() as u64);
    html! {
        @if report.refused.count > 0 {
            h2.govuk-heading-m { (counted(report.refused.count, "row is", "rows are")) " refused" }
            p.govuk-body { "No value of them is shown. The best way is to put them right where they come from, and to send the extract again." }
            (table::table("Rows that are refused", &[("Row", false), ("Why", false)], &rows))
            @if more > 0 { p.govuk-body { "And " (count(more)) " more." } }
            @if report.is_leaving_undecided && order.completeness == Completeness::Complete {
                p.govuk-body { "They could be about anybody, so it would not be decided who has left." }
            }
        }
    }
}

/// A refusal without what only the command line can do.
fn on_a_page(why: &record::Refusal) -> String {
    match why {
        record::Refusal::TwoPeople(one, other) => {
            format!(
                "its numbers belong to two people, {one} and {other}: if they are one, whoever runs this server can merge them"
            )
        }
        other => other.to_string(),
    }
}

/// What has to be confirmed, the signature, the button.
fn act(
    aside: &Aside,
    chosen: &Chosen,
    (order, report): (&ImportOrder, &ImportReport),
    signing: Signing,
    errors: &Errors,
) -> Markup {
    let without = format!("Leave {} out and take the others", counted(report.refused.count, "row", "rows"));
    html! {
        form action={ "/people/import/" (aside.id) } method="post" novalidate {
            @for (name, value) in chosen.pairs() { input type="hidden" name=(name) value=(value); }
            @if let Some(members) = report.too_many_left_of {
                div.govuk-warning-text {
                    span.govuk-warning-text__icon aria-hidden="true" { "!" }
                    strong.govuk-warning-text__text {
                        span.govuk-visually-hidden { "Warning: " }
                        (sentence(&many_left(report.left, members, &order.source))) ". Check that it is the right file and whole."
                    }
                }
                (checkboxes("leavers", "Have so many people left?", "", &[("yes", "It is right that so many have left", "", chosen.leavers)], errors))
            }
            @if report.refused.count > 0 {
                (checkboxes("without", "Import without the rows that are refused?", "", &[("yes", &without, "The log says how many were left out.", chosen.without)], errors))
            }
            (signing.fields(errors))
            (button::submit("Import"))
        }
    }
}
