//! Safe copies: built anew from what is visible, never the original with parts removed.
//!
//! First a **plan**: the original is read once, in the sandbox, to find out which sheets, rows, columns and cells a person
//! sees, what lies over them, and what will be left out and why. Then the copy is **written**: the original is read a
//! second time, and what is displayed goes to the writer row by row. Last the copy is **checked** like any file that is
//! about to leave. Only then does it get its name.
//!
//! | | |
//! |---|---|
//! | kept | visible sheets in their order with their names, the displayed text of visible cells, widths, merged cells, bold, italic, wrapped text |
//! | typed | numbers, dates and times, where the displayed text alone gives them back: see [`value`] |
//! | closed up | hidden rows and columns |
//! | left out | everything else, each kind with its number and reason: [`LeftOut`] |
//!
//! # When there is no copy
//!
//! - The original cannot be read to its end: it is encrypted, damaged, too large.
//! - A part on which cells depend was not understood: a sheet, its styles, its texts, the places of its pictures, the
//!   workbook itself. A picture, a macro or an unknown part that cannot be read is left out like any other and does not
//!   stop the copy.
//! - The check of the copy finds anything that is not seen, more serious than a note, or cannot read it.
//!
//! Personal data that everybody sees is no reason: it is reported, and never removed silently.
//!
//! # Where it is made
//!
//! [`making`] is the way that all copies go. Those of [`on_disk`] get their name in a folder last; those of [`in_memory`]
//! touch no disk, and are sealed before they are checked.

mod copying;
mod draft;
mod error;
mod in_memory;
mod left_out;
mod making;
pub(crate) mod names;
mod on_disk;
mod seen;
mod survey;
mod value;
mod write;

use crate::{Checked, Verdict};
pub use copying::CopiedSheet;
pub use error::{Cause, CleanError};
pub use in_memory::InMemoryCopy;
pub use left_out::{LeftOut, Unit};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Formats of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyKind {
    /// Excel workbook.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// Comma-separated values in UTF-8; one file for each sheet.
    Csv,
}

impl CopyKind {
    /// The ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Csv => "csv",
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy)]
pub struct CleanOptions<'a> {
    /// Where the copy goes.
    pub output: &'a Path,
    /// Its format; by default what the ending of `output` says.
    pub kind: Option<CopyKind>,
    /// Only this sheet.
    pub sheet: Option<&'a str>,
    /// Whether what stands there may be replaced.
    pub overwrite: bool,
    /// Asked again and again: whether to stop.
    pub stop: &'a dyn Fn() -> bool,
}

/// A copy that was made, and what is not in it.
#[derive(Debug, Clone)]
pub struct Cleaned {
    /// The original.
    pub original: Original,
    /// The format of the copy.
    pub kind: CopyKind,
    /// The copy; several files where each sheet has its own.
    pub copies: Vec<CopiedFile>,
    /// What is not in it.
    pub left_out: Vec<LeftOut>,
    /// What becomes of the copy: clear, or something that everybody sees needs a look; also for results of formulas that
    /// the original does not store as it shows them.
    pub verdict: Verdict,
}

/// What a copy was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The file.
    pub path: PathBuf,
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Identifier of its format.
    pub format: String,
}

/// A file of the copy.
#[derive(Debug, Clone)]
pub struct CopiedFile {
    /// What it holds.
    pub sheets: Vec<CopiedSheet>,
    /// What came of checking it.
    pub checked: Checked,
}
