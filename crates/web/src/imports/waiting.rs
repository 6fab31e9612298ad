//! Files that were sent and are not imported yet.

use crate::page::{button, summary, table};
use maud::{Markup, html};
use uploads::Aside;

/// As a table; nothing where nothing waits.
pub fn list(waiting: &[Aside]) -> Markup {
    let headings = [("File", false), ("Sent", false), ("Deleted after", false)];
    let rows: Vec<Vec<Markup>> = waiting
        .iter()
        .map(|aside| {
            vec![
                html! { a.govuk-link href={ "/people/import/" (aside.id) } { (gate::harmless(&aside.name)) } },
                summary::time(aside.received),
                summary::time(aside.expires),
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (table::table("Extracts you sent that are not imported", &headings, &rows))
        }
    }
}

/// Deletes it now.
pub fn forget(aside: &Aside) -> Markup {
    button::post(
        &format!("/people/import/{}/forget", aside.id),
        &button::secondary("Delete this file without importing it"),
    )
}
