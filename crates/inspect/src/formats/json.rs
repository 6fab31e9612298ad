//! JSON, as a document and as a line for each value.

use crate::format::Format;
use crate::{Channel, json};

/// A line for each value.
pub(crate) static JSONL: Format = Format {
    id: "jsonl",
    title: "JSON Lines (a JSON value in each line)",
    endings: &["jsonl", "ndjson", "ldjson", "jsonlines", "json", "txt", "log"],
    places: PLACES,
    recognises: json::is_lines,
    read: |context, _, scribe| json::read::read(context, true, scribe),
};

/// One document.
pub(crate) static JSON: Format = Format {
    id: "json",
    title: "JSON",
    endings: &["json", "geojson", "har", "jsonl", "ndjson", "ldjson", "jsonlines", "txt"],
    places: PLACES,
    recognises: json::is_json,
    read: |context, _, scribe| json::read::read(context, false, scribe),
};

/// Where each channel lies.
const PLACES: &[(Channel, &str)] = &[
    (
        Channel::DelimitedTable,
        "lists of objects and lists of lists, a row for each item; what objects in a row hold stands in columns such as `post.unit`",
    ),
    (Channel::PlainText, "values in no table, each with its path; lines that are no JSON"),
    (Channel::FileName, "the name of the file"),
];
