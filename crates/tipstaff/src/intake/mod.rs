//! Tables that are taken into the record: people, holdings, cases. Whatever is not understood is refused, with its row.
//!
//! Spreadsheets and delimited text are read by `inspect` in a process of its own; delimited text is gone through a second
//! time by a stricter reader ([`strict`]), because programs forgive what a record must not: a row of too few fields, a
//! quotation mark that never closes, letters of two encodings. JSON Lines are read here.

pub mod digest;
mod encoding;
mod json_lines;
mod json_object;
mod sheet;
mod strict;

use crate::exit::Failure;
use std::fs::File;
use std::path::Path;

/// Most columns that a table may have.
pub const MOST_COLUMNS: usize = 1_000;
/// Most rows below the headings.
pub const MOST_ROWS: usize = 1_000_000;
/// Largest file of text, in bytes.
const MOST_TEXT: u64 = 1 << 30;

/// A table, read.
pub struct Intake {
    /// Headings, trimmed. Some may be empty; none stands twice.
    pub headings: Vec<String>,
    /// Rows as they are numbered in the file (a spreadsheet's own numbers; lines, for JSON Lines), each with a value for
    /// every heading. Rows in which nothing stands are left out.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Rows that could not be taken, in order. They are not in `rows`: who goes on without them must say so.
    pub faults: Vec<Fault>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Format, as in the table of formats, or `jsonl`.
    pub format: String,
    /// What the person has to know about how it was read, in whole sentences.
    pub told: Vec<String>,
}

/// Why a row could not be taken. The words never hold a value of the row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Number of the row.
    pub row: u64,
    /// Why, without a full stop.
    pub why: String,
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Intake of {} rows ({})", self.rows.len(), self.format)
    }
}

/// Reads the only table of a file.
pub fn read(path: &Path) -> Result<Intake, Failure> {
    read_sheet(path, None)
}

/// Reads a table of a file: the sheet of this name, or the only visible one with anything on it.
pub fn read_sheet(path: &Path, sheet: Option<&str>) -> Result<Intake, Failure> {
    let sha256 = digest::of(path)?;
    let mut intake = if json_lines::is_it(path)? {
        json_lines::read(path)?
    } else {
        let mut intake = sheet::read(path, sheet).map_err(|failure| with_line(path, failure))?;
        if ["csv", "tsv"].contains(&intake.format.as_str()) {
            strict::hold_to(&mut intake, path)?;
        }
        intake
    };
    // Faults were collected by several readers.
    intake.faults.sort();
    intake.faults.dedup_by_key(|fault| fault.row);
    headings_are_sound(path, &intake.headings)?;
    if digest::of(path)? != sha256 {
        return Err(Failure::at(
            path,
            &"it was changed while it was read",
            "Wait until it is whole, then try again",
        ));
    }
    intake.sha256 = sha256;
    Ok(intake)
}

/// Of a text with bytes that are no letters, the line says more than that there are some.
fn with_line(path: &Path, failure: Failure) -> Failure {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !["csv", "tsv", "tab", "txt"].contains(&ending.as_str()) {
        return failure;
    }
    match text_of(path).and_then(|bytes| encoding::decoded(&bytes, path).map(drop)) {
        Ok(()) => failure,
        Err(line) => line,
    }
}

/// Two columns of one name would be one column to whoever maps them.
fn headings_are_sound(path: &Path, headings: &[String]) -> Result<(), Failure> {
    let mut seen = std::collections::HashSet::new();
    let twice = headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| !heading.is_empty())
        .find(|(_, heading)| !seen.insert(heading.to_lowercase()));
    match twice {
        Some((column, _)) => Err(Failure::at(
            path,
            &format!("column {} has the heading of a column before it", inspect::column_name(column as u32)),
            "Give each column a heading of its own",
        )),
        None => Ok(()),
    }
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| Failure::io(path, &error, "Check its name and that you may read it"))
}

/// A file of text as bytes.
fn text_of(path: &Path) -> Result<Vec<u8>, Failure> {
    use std::io::Read;
    let mut bytes = Vec::new();
    open(path)?
        .take(MOST_TEXT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::io(path, &error, "Check that you may read it"))?;
    if bytes.len() as u64 > MOST_TEXT {
        return Err(Failure::at(path, &"it is larger than 1 GiB", "Split it into several files"));
    }
    Ok(bytes)
}

fn too_many_rows(path: &Path) -> Failure {
    Failure::at(path, &"it has more than 1,000,000 rows", "Split it into several files")
}

fn too_many_columns(path: &Path) -> Failure {
    Failure::at(
        path,
        &"it has more than 1,000 columns",
        "Save a file with the columns that are needed, and check that it is the right one",
    )
}
