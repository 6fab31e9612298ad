//! The picture of a file: a tile for each part, what is hidden hatched and said.

use crate::page::icon::Icon;
use crate::words;
use gate::{Checked, Finding, OutlinePart, Severity, Visibility};
use maud::{Markup, html};

/// Parts that are drawn; the report has them all.
const MOST: usize = 200;

/// The picture; nothing for a file of one plain part.
pub fn picture(checked: &Checked) -> Markup {
    let parts: Vec<&OutlinePart> =
        checked.outline.parts.iter().filter(|part| is_worth_drawing(checked, part)).collect();
    let more = checked.outline.more + parts.len().saturating_sub(MOST) as u64;
    html! {
        @if !parts.is_empty() {
            h2.govuk-heading-m { "What is in the file" }
            ol.tip-picture {
                @for part in parts.iter().take(MOST) { (tile(checked, part)) }
            }
            @if more > 0 {
                p.govuk-body { "And " (words::counted(more, "further part", "further parts")) "." }
            }
        }
    }
}

/// Tables, texts and whatever something was found in: not each of the hundred small files that a workbook is made of.
fn is_worth_drawing(checked: &Checked, part: &OutlinePart) -> bool {
    let is_found = part.findings.iter().any(|index| severity(checked, *index) > Some(Severity::Note));
    let has_rows = part.rows.is_some_and(|rows| rows > 0);
    let has_text = part.bytes.is_some_and(|bytes| bytes > 0) && part.visibility() == Visibility::Visible;
    is_found || has_rows || has_text
}

fn severity(checked: &Checked, index: usize) -> Option<Severity> {
    checked.findings.get(index).map(|finding| finding.severity)
}

fn tile(checked: &Checked, part: &OutlinePart) -> Markup {
    let is_hidden = part.visibility() != Visibility::Visible;
    let name = if part.human.is_empty() { part.kind().to_owned() } else { gate::harmless(&part.human) };
    let detail = size(part);
    let partly = partly(part);
    html! {
        li class={ "tip-part" @if is_hidden { " tip-part--hidden" } } {
            (shape(part).with_class("tip-part__shape"))
            p.tip-part__name { (words::sentence(&name)) }
            @if !detail.is_empty() { p.tip-part__detail { (detail) } }
            @if is_hidden {
                p.tip-part__label { (Icon::Hidden.render()) "Hidden" }
                @let reasons = reasons(part);
                // A finding with the same words is linked below.
                @if !titles(checked, part).any(|title| title == reasons) { p.tip-part__detail { (reasons) } }
            } @else if !partly.is_empty() {
                p.tip-part__label { (Icon::Hidden.render()) "Partly hidden" }
                p.tip-part__detail { (partly) }
            }
            @for (index, finding) in found(checked, part) {
                p.tip-part__detail { a.govuk-link href={ "#finding-" (index) } { (words::sentence(finding.rule.title)) } }
            }
        }
    }
}

/// The first things that were found in a part, with their places in the list.
fn found<'c>(checked: &'c Checked, part: &'c OutlinePart) -> impl Iterator<Item = (usize, &'c Finding)> {
    part.findings
        .iter()
        .filter_map(|index| checked.findings.get(*index).map(|finding| (*index, finding)))
        .filter(|(_, finding)| finding.severity > Severity::Note)
        .take(3)
}

fn titles<'c>(checked: &'c Checked, part: &'c OutlinePart) -> impl Iterator<Item = String> + 'c {
    found(checked, part).map(|(_, finding)| words::sentence(finding.rule.title))
}

/// What a part looks like.
fn shape(part: &OutlinePart) -> Icon {
    match (part.rows, part.visibility()) {
        (Some(_), Visibility::Visible | Visibility::Hidden) => Icon::Sheet,
        (Some(_), _) => Icon::Cache,
        (None, _) if part.kind().contains("picture") => Icon::Picture,
        (None, _) if part.kind().contains("file") => Icon::Attachment,
        (None, _) if part.depth > 0 => Icon::Part,
        (None, _) => Icon::Page,
    }
}

/// Why nobody sees the part.
fn reasons(part: &OutlinePart) -> String {
    let reasons: Vec<&str> = part.hiding.reasons().collect();
    if reasons.is_empty() {
        "Not shown to who opens the file".into()
    } else {
        words::sentence(&reasons.join(", "))
    }
}

/// What of a part nobody sees.
fn partly(part: &OutlinePart) -> String {
    let lines = [
        (part.hidden_rows.unwrap_or(0), "hidden row", "hidden rows"),
        (part.hidden_columns.unwrap_or(0), "hidden column", "hidden columns"),
    ];
    let mut told: Vec<String> = lines
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| words::counted(count, one, many))
        .collect();
    if told.is_empty() {
        told = part.partly.reasons().map(ToOwned::to_owned).collect();
    }
    words::sentence(&told.join(", "))
}

fn size(part: &OutlinePart) -> String {
    match (part.rows, part.columns, part.bytes) {
        (Some(rows), Some(columns), _) => {
            format!(
                "{} × {}",
                words::counted(rows, "row", "rows"),
                words::counted(columns, "column", "columns")
            )
        }
        (Some(rows), None, _) => words::counted(rows, "row", "rows"),
        (None, _, Some(bytes)) => words::size(bytes),
        (None, ..) => String::new(),
    }
}
