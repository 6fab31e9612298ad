//! The picture of a file: a line for each part, what lies in what, and what of it nobody sees.

use crate::mask::{harmless, heading};
use crate::report::told::sentence;
use crate::words::{count, size};
use crate::{Checked, OutlinePart, Severity};
use inspect::Visibility;
use paper::{Block, Cell, Icon, Row, Table, Tone};

/// Parts that are drawn; the report for programs has them all.
const MOST: usize = 150;

/// The picture; nothing for a file of which there is nothing to draw.
pub(super) fn picture(file: &Checked) -> Vec<Block> {
    let parts: Vec<&OutlinePart> =
        file.outline.parts.iter().filter(|part| is_worth_drawing(file, part)).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let more = file.outline.more + parts.len().saturating_sub(MOST) as u64;
    let mut blocks = vec![
        Block::heading(2, "What is in the file"),
        Block::Table(Table {
            widths: vec![42, 24, 34],
            head: vec!["Part".into(), "Size".into(), "Seen by who opens the file".into()],
            rows: parts.iter().take(MOST).map(|part| row(part)).collect(),
        }),
    ];
    if more > 0 {
        blocks.push(Block::paragraph(format!(
            "And {} in the report as JSON.",
            count(more, "more part", "more parts")
        )));
    }
    blocks
}

/// Tables, texts and whatever something was found in: not each of the hundred small files that a workbook is made of.
fn is_worth_drawing(file: &Checked, part: &OutlinePart) -> bool {
    let severity = |index: &usize| file.findings.get(*index).map(|finding| finding.severity);
    let is_found = part.findings.iter().any(|index| severity(index) > Some(Severity::Note));
    let has_rows = part.rows.is_some_and(|rows| rows > 0);
    let has_text = part.bytes.is_some_and(|bytes| bytes > 0) && part.visibility() == Visibility::Visible;
    is_found || has_rows || has_text
}

fn row(part: &OutlinePart) -> Row {
    // Names that a finding tells stand there as they are. Other names are shown by no other report for people: what in them
    // could name somebody is masked.
    let name = match (part.human.is_empty(), part.findings.is_empty()) {
        (true, _) => part.kind().to_owned(),
        (false, false) => harmless(&part.human),
        (false, true) => heading(&part.human),
    };
    let (icon, tone, seen) = seen(part);
    let steps = u16::try_from(part.depth).unwrap_or(u16::MAX);
    Row {
        cells: vec![
            Cell::label(sentence(&name)).with_icon(icon, tone).indented(steps),
            Cell::text(extent(part)),
            Cell::text(seen),
        ],
    }
}

/// What of a part is seen: shape, colour, words.
fn seen(part: &OutlinePart) -> (Icon, Tone, String) {
    let because = |reasons: String, word: &str| {
        if reasons.is_empty() { word.to_owned() } else { format!("{word}: {reasons}") }
    };
    if part.visibility() != Visibility::Visible {
        return (Icon::Hidden, Tone::Held, because(joined(part.hiding.reasons()), "Hidden"));
    }
    let lines = [
        (part.hidden_rows.unwrap_or(0), "hidden row", "hidden rows"),
        (part.hidden_columns.unwrap_or(0), "hidden column", "hidden columns"),
    ];
    let lines = lines.into_iter().filter(|(number, ..)| *number > 0);
    let lines: Vec<String> = lines.map(|(number, one, many)| count(number, one, many)).collect();
    let partly = if lines.is_empty() { joined(part.partly.reasons()) } else { lines.join(", ") };
    if partly.is_empty() {
        (Icon::Seen, Tone::Clear, "Seen".to_owned())
    } else {
        (Icon::PartlyHidden, Tone::Review, because(partly, "Partly hidden"))
    }
}

fn joined(reasons: impl Iterator<Item = &'static str>) -> String {
    reasons.collect::<Vec<_>>().join(", ")
}

fn extent(part: &OutlinePart) -> String {
    match (part.rows, part.columns, part.bytes) {
        (Some(rows), Some(columns), _) => {
            format!("{} × {}", count(rows, "row", "rows"), count(columns, "column", "columns"))
        }
        (Some(rows), None, _) => count(rows, "row", "rows"),
        (None, _, Some(bytes)) => size(bytes),
        (None, ..) => String::new(),
    }
}
