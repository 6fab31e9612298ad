//! A look into the file, and into its safe copy beside it. Letters and digits are masked: what matters here is what is
//! there and what nobody sees.

use crate::address::Path;
use crate::navigation::Place;
use crate::page::Page;
use crate::page::icon::Icon;
use crate::problem::Problem;
use crate::right::{CheckFiles, Cookies, Earned};
use crate::words;
use axum::Extension;
use gate::{Preview, PreviewTable, PreviewText, Visibility};
use maud::{Markup, html};
use uploads::UploadId;

/// The page.
pub async fn preview(
    right: Earned<CheckFiles>,
    Path(id): Path<UploadId>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let upload = right.0.one(&id).await?;
    let (before, after) = right.0.preview(&upload).await?;
    let name = gate::harmless(&upload.name);
    let body = html! {
        h1.govuk-heading-l { "Look into " (name) }
        p.govuk-body { "The first rows of each part. Letters and digits are masked, all but those of headings." }
        ul.tip-compare__key {
            li { span.tip-sheet__hidden { "Nobody sees this" } " in the file as it came" }
        }
        @if after.is_empty() {
            (side("The file as it came", std::slice::from_ref(&before)))
        } @else {
            div.tip-compare {
                section.tip-compare__side { (side("The file as it came", std::slice::from_ref(&before))) }
                section.tip-compare__side { (side("The safe copy", &after)) }
            }
        }
    };
    Ok(Page::new(&right.0.viewer(&cookies), format!("Look into {name}"), body)
        .at(Place::Checks)
        .wide()
        .back(format!("/checks/{id}"), "Back to the result"))
}

fn side(title: &str, previews: &[Preview]) -> Markup {
    let is_empty = previews.iter().all(|preview| preview.tables.is_empty() && preview.texts.is_empty());
    html! {
        h2.tip-compare__title { (title) }
        @if is_empty { p.govuk-body { "There is nothing in it that can be shown." } }
        @for preview in previews {
            @for table in &preview.tables { (sheet(title, table)) }
            @for text in &preview.texts { (paragraphs(text)) }
            @if preview.more > 0 {
                p.govuk-body { "And " (words::counted(preview.more, "further part", "further parts")) "." }
            }
            @for trouble in &preview.troubles { p.govuk-body { (gate::harmless(trouble)) } }
        }
    }
}

/// What stands above a part: its name, and why nobody sees it.
fn heading(human: &str, kind: &str, visibility: Visibility, hidden: &[&str]) -> Markup {
    let name = if human.is_empty() { kind.to_owned() } else { gate::harmless(human) };
    html! {
        (words::sentence(&name))
        @if visibility != Visibility::Visible {
            " " span.tip-part__label { (Icon::Hidden.render()) "Hidden" }
            @if !hidden.is_empty() { " " (hidden.join(", ")) }
        }
    }
}

fn sheet(side: &str, table: &PreviewTable) -> Markup {
    let is_hidden = table.visibility != Visibility::Visible;
    let label = format!("{side}: {}", if table.human.is_empty() { table.kind } else { &table.human });
    let shown = table.rows.len() as u64;
    html! {
        div.tip-scroll tabindex="0" role="region" aria-label=(gate::harmless(&label)) {
            table.tip-sheet {
                caption { (heading(&table.human, table.kind, table.visibility, &table.hidden)) }
                thead {
                    tr {
                        td {}
                        @for column in &table.columns {
                            th scope="col" class=[(!column.hidden.is_empty()).then_some("tip-sheet__hidden")] {
                                (column.letters)
                                @if !column.hidden.is_empty() { span.govuk-visually-hidden { " (" (column.hidden.join(", ")) ")" } }
                            }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            th scope="row" class=[(!row.is_seen).then_some("tip-sheet__hidden")] {
                                (row.number)
                                @if !row.is_seen && !is_hidden { span.govuk-visually-hidden { " (" (row.hidden.join(", ")) ")" } }
                            }
                            @for column in &table.columns {
                                @match row.cells.iter().find(|cell| cell.column == column.number) {
                                    Some(cell) => {
                                        td class=[(!cell.is_seen).then_some("tip-sheet__hidden")] { (gate::harmless(&cell.text)) }
                                    }
                                    None => td {},
                                }
                            }
                        }
                    }
                }
            }
        }
        @if table.rows_in_all > shown {
            p.govuk-body-s { "These are " (words::count(shown)) " of " (words::counted(table.rows_in_all, "row", "rows")) "." }
        }
    }
}

fn paragraphs(text: &PreviewText) -> Markup {
    html! {
        section {
            h3.govuk-heading-s { (heading(&text.human, text.kind, text.visibility, &text.hidden)) }
            @for paragraph in &text.paragraphs {
                p.govuk-body {
                    @if !paragraph.label.is_empty() { strong { (gate::harmless(&paragraph.label)) ": " } }
                    (gate::harmless(&paragraph.text))
                }
            }
            @if text.more > 0 { p.govuk-body-s { "And " (words::counted(text.more, "further paragraph", "further paragraphs")) "." } }
        }
    }
}
