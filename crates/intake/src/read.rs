//! A file becomes a table, or is refused.

use crate::{IntakeError, digest, encoding, json_lines, sheet, strict};
use sandbox::Sandbox;
use std::fs::File;
use std::io::{Read, Seek};
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

/// A file that is read as a table. It is open for reading only: readers in the sandbox take no other.
pub struct TableFile<'f> {
    /// What it is read with.
    pub sandbox: &'f Sandbox,
    /// The file.
    pub file: &'f File,
    /// Its name: the ending says what plain text is.
    pub name: &'f Path,
    /// Name of the sheet to read; none: the only visible one with anything on it.
    pub sheet: Option<&'f str>,
}

impl TableFile<'_> {
    /// Reads it.
    pub fn read(&self) -> Result<Intake, IntakeError> {
        let sha256 = digest(self.file)?;
        let mut intake = if json_lines::is_it(self)? {
            json_lines::read(self)?
        } else {
            let mut intake = sheet::read(self).map_err(|error| self.with_line(error))?;
            if ["csv", "tsv"].contains(&intake.format.as_str()) {
                strict::hold_to(&mut intake, &self.text()?)?;
            }
            intake
        };
        // Faults were collected by several readers.
        intake.faults.sort();
        intake.faults.dedup_by_key(|fault| fault.row);
        headings_are_sound(&intake.headings)?;
        if digest(self.file)? != sha256 {
            return Err(IntakeError::refused(
                "it was changed while it was read",
                "Wait until it is whole, then try again",
            ));
        }
        intake.sha256 = sha256;
        Ok(intake)
    }

    /// Of a text with bytes that are no letters, the line says more than that there are some.
    fn with_line(&self, error: IntakeError) -> IntakeError {
        if !["csv", "tsv", "tab", "txt"].contains(&self.ending().as_str()) {
            return error;
        }
        match self.text().and_then(|bytes| encoding::decoded(&bytes).map(drop)) {
            Ok(()) => error,
            Err(line) => line,
        }
    }

    /// The ending of its name, in small letters.
    pub(crate) fn ending(&self) -> String {
        self.name.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
    }

    /// The file from its beginning.
    pub(crate) fn begun(&self) -> Result<&File, IntakeError> {
        let mut file = self.file;
        file.rewind()?;
        Ok(file)
    }

    /// A file of text as bytes.
    fn text(&self) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = Vec::new();
        self.begun()?.take(MOST_TEXT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_TEXT {
            return Err(IntakeError::refused("it is larger than 1 GiB", "Split it into several files"));
        }
        Ok(bytes)
    }
}

/// Two columns of one name would be one column to whoever maps them.
fn headings_are_sound(headings: &[String]) -> Result<(), IntakeError> {
    let mut seen = std::collections::HashSet::new();
    let twice = headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| !heading.is_empty())
        .find(|(_, heading)| !seen.insert(heading.to_lowercase()));
    match twice {
        Some((column, _)) => Err(IntakeError::refused(
            format!("column {} has the heading of a column before it", inspect::column_name(column as u32)),
            "Give each column a heading of its own",
        )),
        None => Ok(()),
    }
}

pub(crate) fn too_many_rows() -> IntakeError {
    IntakeError::refused("it has more than 1,000,000 rows", "Split it into several files")
}

pub(crate) fn too_many_columns() -> IntakeError {
    IntakeError::refused(
        "it has more than 1,000 columns",
        "Save a file with the columns that are needed, and check that it is the right one",
    )
}
