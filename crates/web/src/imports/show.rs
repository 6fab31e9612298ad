//! One import: what it changed, by whom, and what comes next.

use super::changes::numbers_of;
use crate::address::Path;
use crate::form::Query;
use crate::navigation::Place;
use crate::page::{Page, summary};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, SeeImports};
use crate::words::{count, counted};
use axum::Extension;
use maud::{Markup, html};
use record::FieldSet;
use record::time::spoken;
use record::words::titles;

/// The page.
pub async fn show(
    right: Earned<SeeImports>,
    Path(number): Path<u64>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let import = right.0.one(number).await?;
    let names = right.0.names().await?;
    let act = &import.act;
    let fields = FieldSet::named(act.fields.split(',').filter(|id| !id.is_empty())).unwrap_or_default();
    let recorded = html! {
        "Act " (import.position) ", " (summary::time(import.at))
        @if right.0.may_read_log() { ". " a.govuk-link href={ "/log/" (import.position) } { "See it in the log" } }
    };
    let body = html! {
        @if query.ticked("new") { (panel(act.rows, import.position)) }
        @else { h1.govuk-heading-l { "Import of the extract “" (act.source) "”" } }
        (numbers_of(&[
            (act.joined, "new"),
            (act.changed, "changed"),
            (act.left, "left"),
            (act.returned, "in it again"),
            (act.refused, if act.refused == 1 { "row left out" } else { "rows left out" }),
        ]))
        (summary::list(&[
            ("Extract", &act.source),
            ("As of", &spoken(import.as_of)),
            ("People in it", &count(act.rows)),
            ("Fields in it", &crate::words::sentence(&titles(fields))),
            ("Imported by", &names.of(import.actor)),
            ("On record", &recorded),
            ("The file's SHA-256", &summary::digest(&act.file)),
        ]))
        @if right.0.may_compare() {
            p.govuk-body { a.govuk-link href="/people/imports#compare" { "Compare it with another import" } }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "Import", body)
        .at(Place::People)
        .back("/people/imports", "Back to imports"))
}

fn panel(people: u64, act: u64) -> Markup {
    html! {
        div.govuk-panel.govuk-panel--confirmation {
            h1.govuk-panel__title { "Imported" }
            div.govuk-panel__body { (counted(people, "person is", "people are")) " in the extract; act " (act) " says so" }
        }
        p.govuk-body { "The file that you sent is deleted. From now on checks look for these people too." }
    }
}
