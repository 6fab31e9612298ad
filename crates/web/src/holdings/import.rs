//! Many holdings from a table, all or none.

use crate::checks::{next_part, paced, parts};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, table};
use crate::problem::Problem;
use crate::right::{ChangeHoldings, Cookies, Earned};
use crate::words;
use axum::Extension;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// Columns of the table, and what stands in them.
const COLUMNS: [(&str, &str); 9] = [
    ("holder", "Name or number of the holder. With a kind, one that is not known is added."),
    ("kind", "supplier, device, notebook, public, system, evidence-store or person"),
    ("fields", "Such as: surname, initials, rank"),
    ("from", "A month, a day or a minute: 2023-07, 2023-07-01"),
    ("until", "The same; empty while it is there"),
    ("numbers", "People by their numbers in the record: 1-40, 77"),
    ("pay-numbers", "People by their pay numbers, with commas or spaces"),
    ("unlisted", "How many people who are on no list: 1200-1230"),
    ("note", "Why, in your words; kept sealed"),
];

/// The form.
pub async fn ask(right: Earned<ChangeHoldings>, Extension(cookies): Extension<Cookies>) -> Page {
    page(&right.0.viewer(&cookies), right.0.file_bytes(), &Errors::none())
}

/// Enters them.
pub async fn import(
    right: Earned<ChangeHoldings>,
    Extension(cookies): Extension<Cookies>,
    request: Request,
) -> Result<Response, Problem> {
    let viewer = right.0.viewer(&cookies);
    let bytes = request.body().size_hint().exact();
    let mut form = parts(request, right.0.file_bytes())?;
    let mut entered = Err("Choose a table".to_owned());
    while let Some(field) = next_part(&mut form).await? {
        let name = field.file_name().unwrap_or_default().to_owned();
        if !name.is_empty() {
            entered = right.0.import_holdings(&name, bytes, paced(field)).await?;
            break;
        }
    }
    match entered {
        Ok((first, count)) => Ok(done(&viewer, first, count).into_response()),
        Err(refused) => {
            let page = page(&viewer, right.0.file_bytes(), &Errors::of("file", refused)).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(viewer: &Viewer, most: u64, errors: &Errors) -> Page {
    let rows: Vec<Vec<Markup>> =
        COLUMNS.iter().map(|(name, what)| vec![html! { code { (name) } }, html! { (what) }]).collect();
    let error = errors.at("file");
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Enter many holdings from a table" }
        p.govuk-body { "A row for each: who has which fields about whom, since when. All rows are entered, or none; the first that is wrong is told with its number." }
        form action="/holdings/import" method="post" enctype="multipart/form-data" novalidate {
            div.govuk-form-group.govuk-form-group--error[error.is_some()] {
                label.govuk-label.govuk-label--m for="file" { "Choose the table" }
                div.govuk-hint id="file-hint" { "csv, xlsx, ods and others, up to " (words::size(most)) ". It is deleted once it is read." }
                @if let Some(words) = error {
                    p.govuk-error-message id="file-error" { span.govuk-visually-hidden { "Error:" } " " (words) }
                }
                input.govuk-file-upload id="file" name="file" type="file"
                    aria-describedby={ "file-hint" @if error.is_some() { " file-error" } };
            }
            (button::submit("Enter them"))
        }
        (table::table("Columns of the table", &[("Heading", false), ("What stands in it", false)], &rows))
        p.govuk-body { "Each row needs one of " code { "numbers" } ", " code { "pay-numbers" } " and " code { "unlisted" } "." }
    };
    Page::new(viewer, "Enter many holdings", body).at(Place::Holders).back("/holders", "Back to holders")
}

fn done(viewer: &Viewer, first: u32, count: u64) -> Page {
    let last = u64::from(first) + count.saturating_sub(1);
    let body = html! {
        div.govuk-panel.govuk-panel--confirmation {
            h1.govuk-panel__title { "Entered" }
            div.govuk-panel__body { (words::counted(count, "holding is", "holdings are")) " on record" }
        }
        p.govuk-body {
            @if count == 1 { a.govuk-link href={ "/holdings/" (first) } { "Holding " (first) } }
            @else { "They have the numbers " a.govuk-link href={ "/holdings/" (first) } { (first) } " to " a.govuk-link href={ "/holdings/" (last) } { (last) } }
            "."
        }
    };
    Page::new(viewer, "Entered", body).at(Place::Holders).back("/holders", "Back to holders")
}
