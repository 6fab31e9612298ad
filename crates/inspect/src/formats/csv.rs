//! Text files of rows: values divided by commas, tabs, semicolons or bars.

use crate::delimited;
use crate::format::Format;
use crate::probe::{HEAD, Probe};
use crate::text::encoding;
use crate::{Channel, foreign};

/// Divided by anything but tabs.
pub(crate) static CSV: Format = Format {
    id: "csv",
    title: "values divided by commas or semicolons (CSV)",
    endings: &["csv", "txt", "dat", "asc", "prn"],
    places: PLACES,
    recognises: |probe| is_rows(probe),
    read: |context, _, scribe| delimited::read::read(context, scribe),
};

/// Divided by tabs.
pub(crate) static TSV: Format = Format {
    id: "tsv",
    title: "values divided by tabs (TSV)",
    endings: &["tsv", "tab", "txt"],
    places: PLACES,
    recognises: |probe| matches!(probe.ending.as_str(), "tsv" | "tab") && is_rows(probe),
    read: |context, _, scribe| delimited::read::read(context, scribe),
};

/// Whether a text is read as rows: because its name says so, or because it looks like a table.
fn is_rows(probe: &Probe) -> bool {
    if !probe.is_text {
        return false;
    }
    let Some(head) = encoding::head_as_text(&probe.head) else { return false };
    let text = head.trim_start_matches('\u{feff}').trim_start();
    // Markup is no table, even under the name of one: what it shows is decided by its tags.
    let is_markup = text.starts_with('<')
        || text.get(..13).is_some_and(|start| start.eq_ignore_ascii_case("mime-version:"));
    if is_markup && foreign::of_xml(&head).is_some() {
        return false;
    }
    let is_whole = probe.head.len() < HEAD;
    matches!(probe.ending.as_str(), "csv" | "tsv" | "tab" | "txt") || delimited::is_table(&head, is_whole)
}

/// Where each channel lies.
const PLACES: &[(Channel, &str)] = &[
    (
        Channel::DelimitedTable,
        "all rows; those after a blank line or of another shape, and columns far to the right, are marked",
    ),
    (Channel::Formula, "fields that programs take for formulas"),
    (Channel::FileName, "the name of the file"),
];
