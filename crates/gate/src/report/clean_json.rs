//! The report of a safe copy as JSON: schema `tipstaff.clean/1`. It only ever grows.
//!
//! ```json
//! {
//!   "schema": "tipstaff.clean/1",
//!   "tipstaff": "0.1.0",
//!   "verdict": "clear",
//!   "original": { "path": "answer.xlsx", "sha256": "…", "bytes": 1468211, "format": "xlsx" },
//!   "kind": "xlsx",
//!   "copies": [{
//!     "sheets": [{ "name": "Answer", "rows": 24, "values": 96, "numbers": 48, "dates": 0, "shortened": 0, "as_text": 0 }],
//!     "check": { "path": "answer-safe.xlsx", "sha256": "…", "verdict": "clear", "findings": [] }
//!   }],
//!   "left_out": [{
//!     "id": "hidden-sheet", "what": "hidden sheet", "why": "…", "seen": false, "amount": 1, "unit": "sheets", "values": 83484
//!   }]
//! }
//! ```
//!
//! - `tipstaff`: the version that made and checked the copy; with the two digests, what a release act must know.
//! - `verdict`: of the copy. `clear`, or `review` or `held` for what everybody sees in it. Hidden content never gets this
//!   far: then there is no copy, and no document.
//! - `copies`: one file, or one for each sheet of a copy in csv. `check` is an entry of `tipstaff.check/1`, with every
//!   finding and note.
//! - `shortened`: numbers and dates that are cut to what is shown. `as_text`: numbers and dates whose displayed text could
//!   not be read back, and which are texts now.
//! - `left_out`: `id` is that of the rule by which `check` knows it; `seen` says whether a person who opens the original
//!   sees it; `values` counts the values in lines and tables.

use super::json::{FileEntry, entry};
use crate::Verdict;
use crate::clean::{Cleaned, CopiedSheet, CopyKind, LeftOut};
use serde::Serialize;

/// The schema's name.
pub const SCHEMA: &str = "tipstaff.clean/1";

/// The document.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: &'static str,
    tipstaff: &'static str,
    verdict: Verdict,
    original: OriginalEntry<'a>,
    kind: CopyKind,
    copies: Vec<CopyEntry<'a>>,
    left_out: &'a [LeftOut],
}

#[derive(Debug, Serialize)]
struct OriginalEntry<'a> {
    path: String,
    sha256: &'a str,
    bytes: u64,
    format: &'a str,
}

#[derive(Debug, Serialize)]
struct CopyEntry<'a> {
    sheets: Vec<SheetEntry<'a>>,
    check: FileEntry,
}

#[derive(Debug, Serialize)]
struct SheetEntry<'a> {
    name: &'a str,
    rows: u64,
    values: u64,
    numbers: u64,
    dates: u64,
    shortened: u64,
    as_text: u64,
}

/// The document of a copy.
pub fn document(cleaned: &Cleaned, show_samples: bool) -> Document<'_> {
    let original = &cleaned.original;
    let copies = cleaned.copies.iter().map(|copy| CopyEntry {
        sheets: copy.sheets.iter().map(sheet).collect(),
        check: entry(&copy.checked, show_samples),
    });
    Document {
        schema: SCHEMA,
        tipstaff: env!("CARGO_PKG_VERSION"),
        verdict: cleaned.verdict,
        original: OriginalEntry {
            path: original.path.display().to_string(),
            sha256: &original.sha256,
            bytes: original.bytes,
            format: &original.format,
        },
        kind: cleaned.kind,
        copies: copies.collect(),
        left_out: &cleaned.left_out,
    }
}

fn sheet(sheet: &CopiedSheet) -> SheetEntry<'_> {
    SheetEntry {
        name: &sheet.name,
        rows: sheet.rows,
        values: sheet.values,
        numbers: sheet.numbers,
        dates: sheet.dates,
        shortened: sheet.shortened,
        as_text: sheet.as_text,
    }
}
