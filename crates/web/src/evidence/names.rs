//! Which items differ: signed, with a purpose, on record before the first name is shown, page by page.

use super::cases::{court, officer};
use super::looks::said;
use crate::address::Path;
use crate::form::Form;
use crate::navigation::Place;
use crate::page::download::attached;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field, summary, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, SeeEvidenceNames, Signing};
use crate::words::{count, counted, size};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use evidence::{InSuspense, Shown};
use jiff::Timestamp;
use maud::{Markup, html};
use record::words::csv_cell;
use std::fmt::Write;
use zeroize::Zeroizing;

/// Names of a page.
const ON_A_PAGE: usize = 200;
/// Names of a table to keep: as many as a list can bring.
const IN_A_TABLE: usize = evidence::MOST_EXPECTED;

/// Asks for the purpose.
pub async fn ask(
    right: Earned<SeeEvidenceNames>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (_, difference) = right.0.difference(store, number).await?;
    Ok(form_page(&right.0.viewer(&cookies), &difference, ("", 1), right.0.signing(), &Errors::none()))
}

/// Writes the act, then shows the names.
pub async fn show(
    right: Earned<SeeEvidenceNames>,
    Path((store, number)): Path<(u32, u32)>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let (_, difference) = right.0.difference(store, number).await?;
    let viewer = right.0.viewer(&cookies);
    let (why, last) = (form.text("why"), pages(&difference));
    let page: usize = form.text("page").parse().ok().filter(|page| (1..=last).contains(page)).unwrap_or(1);
    let refused = |errors: &Errors| {
        let page = form_page(&viewer, &difference, (why, page), right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if why.is_empty() {
        return refused(&Errors::of("why", "Say what you need the names for"));
    }
    let wants_table = form.text("as") == "csv";
    let (skip, most) = if wants_table { (0, IN_A_TABLE) } else { ((page - 1) * ON_A_PAGE, ON_A_PAGE) };
    let shown = match right.0.show((&difference, skip, most), why, &form, &cookies).await? {
        Ok(shown) => shown,
        Err(errors) => return refused(&errors),
    };
    if wants_table {
        let text = csv(&shown);
        return Ok(attached("text/csv; charset=utf-8", "tipstaff-evidence.csv", text.as_str().to_owned()));
    }
    let may_look_up = right.0.may_look_up();
    let now = right.0.now();
    Ok(named(&viewer, &difference, &shown, (why, page), (may_look_up, right.0.signing()), now)
        .into_response())
}

fn pages(difference: &InSuspense) -> usize {
    usize::try_from(difference.items).unwrap_or(usize::MAX).div_ceil(ON_A_PAGE).max(1)
}

fn address(difference: &InSuspense) -> String {
    format!("/evidence/{}/differences/{}", difference.store, difference.number)
}

fn form_page(
    viewer: &Viewer,
    difference: &InSuspense,
    (why, page): (&str, usize),
    signing: Signing,
    errors: &Errors,
) -> Page {
    let number = difference.number;
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "See the names and cases of difference " (number) }
        p.govuk-body { (said(difference.kind, difference.items)) ". Names of files can be names of people, and references lead to cases. That you saw them, how many and when, is in the log for good; what for is kept sealed beside it. The names are not in it." }
        form action={ (address(difference)) "/names" } method="post" novalidate {
            @if page > 1 { input type="hidden" name="page" value=(page); }
            (field::text_area("why", "What you need the names for", "Such as: to look for copies. Do not name anybody here.", why, errors))
            (signing.fields(errors))
            div.govuk-button-group {
                (button::submit("Show the names"))
                button.govuk-button.govuk-button--secondary type="submit" name="as" value="csv" { "Take them as a table (CSV)" }
            }
        }
    };
    Page::new(viewer, format!("See the names of difference {number}"), body)
        .at(Place::Evidence)
        .back(address(difference), "Back to the difference")
}

fn named(
    viewer: &Viewer,
    difference: &InSuspense,
    shown: &Shown,
    (why, page): (&str, usize),
    (may_look_up, signing): (bool, Signing),
    now: Timestamp,
) -> Page {
    let number = difference.number;
    let headings = [
        ("Name", false),
        ("Size", true),
        ("Recorded", false),
        ("Source", false),
        ("Class", false),
        ("Cases", false),
    ];
    let not_known = || html! { "Not known" };
    let text = |text: Option<&str>| text.map_or_else(not_known, |text| html! { (gate::harmless(text)) });
    let rows: Vec<Vec<Markup>> = shown
        .items
        .iter()
        .map(|item| {
            let cases: Vec<String> = shown.cases_of(item).map(|case| gate::harmless(&case.urn)).collect();
            vec![
                html! { (gate::harmless(item.key.as_str())) },
                html! { (size(item.size)) },
                item.recorded_at.map_or_else(not_known, summary::time),
                text(item.source.as_deref()),
                text(item.class.as_deref()),
                html! { @if cases.is_empty() { "None known" } @else { (cases.join(", ")) } },
            ]
        })
        .collect();
    let first = (page - 1) * ON_A_PAGE;
    let range = format!(
        "{} to {} of {}, in order of name.",
        count(first as u64 + 1),
        count((first + shown.items.len()) as u64),
        counted(difference.items, "item", "items")
    );
    let case_rows: Vec<Vec<Markup>> = shown
        .cases
        .iter()
        .map(|case| {
            vec![
                html! { (gate::harmless(&case.urn)) },
                officer(case, may_look_up),
                html! { (court(case, now)) },
            ]
        })
        .collect();
    let case_headings = [("Case", false), ("Officer in the case", false), ("Day in court", false)];
    let body = html! {
        h1.govuk-heading-l { "Difference " (number) ": " (said(difference.kind, difference.items)) }
        p.govuk-body { (range) " The log says that you saw these." }
        (table::table("Items by name", &headings, &rows))
        (turning(difference, why, page, signing))
        @if !case_rows.is_empty() { (table::table("Cases that these items are in", &case_headings, &case_rows)) }
    };
    Page::new(viewer, format!("Names of difference {number}, page {page}"), body)
        .at(Place::Evidence)
        .back(address(difference), "Back to the difference")
        .wide()
}

/// Each page is seen by an act of its own, so it is asked for by a form.
fn turning(difference: &InSuspense, why: &str, page: usize, signing: Signing) -> Markup {
    let last = pages(difference);
    html! {
        @if last > 1 {
            p.govuk-body { "Page " (page) " of " (last) ". Each page that you see is an act in the log." }
            form action={ (address(difference)) "/names" } method="post" novalidate {
                input type="hidden" name="why" value=(why);
                (signing.fields(&Errors::none()))
                div.govuk-button-group {
                    @if page > 1 { button.govuk-button.govuk-button--secondary type="submit" name="page" value=(page - 1) { "Previous page" } }
                    @if page < last { button.govuk-button.govuk-button--secondary type="submit" name="page" value=(page + 1) { "Next page" } }
                }
            }
        }
    }
}

fn csv(shown: &Shown) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::from("name,bytes,recorded,source,class,cases\n"));
    for item in &shown.items {
        let cases: Vec<&str> = shown.cases_of(item).map(|case| case.urn.as_str()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{},{},{},{},{},{}",
            csv_cell(item.key.as_str()),
            item.size,
            item.recorded_at.map_or_else(String::new, |at| at.to_string()),
            csv_cell(item.source.as_deref().unwrap_or_default()),
            csv_cell(item.class.as_deref().unwrap_or_default()),
            csv_cell(&cases.join("; ")),
        );
    }
    out
}
