//! Why there is no copy, in words.

use super::CopyKind;
use super::copying::Halt;
use super::survey::Obstacle;
use super::write::Trouble;
use crate::words::number;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What kind of thing stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// What was asked for makes no sense: another name or option helps.
    Request,
    /// The original could not be read, or not to its end.
    Original,
    /// The original shows nothing that could be copied.
    Nothing,
    /// The copy could not be written.
    Output,
    /// The copy was written, checked, and found not to be clear. It was deleted.
    NotClear,
    /// Somebody wanted to stop.
    Stopped,
}

/// Why there is no copy. Nothing was left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanError {
    /// What kind of thing stands in the way.
    pub cause: Cause,
    /// The file that it is about.
    pub path: PathBuf,
    /// What happened, without a full stop.
    pub what: String,
    /// What to do next, without a full stop.
    pub fix: String,
}

impl CleanError {
    pub(super) fn new(cause: Cause, path: &Path, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { cause, path: path.to_owned(), what: what.into(), fix: fix.into() }
    }

    pub(super) fn request(path: &Path, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(Cause::Request, path, what, fix)
    }

    /// The original could not be opened or read.
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let what = crate::check::io_words(path, error);
        Self::new(Cause::Original, path, what, "Check that it still exists and that you may read it")
    }

    /// The original is another one than a moment ago.
    pub(super) fn changed(path: &Path) -> Self {
        let fix = "Wait until nobody works on it, and try again";
        Self::new(Cause::Original, path, "it changed while it was copied", fix)
    }

    pub(super) fn stopped(path: &Path) -> Self {
        let what = "stopped before the copy was complete";
        Self::new(Cause::Stopped, path, what, "Run the command again; nothing was left behind")
    }

    pub(super) fn output(path: &Path, error: &io::Error) -> Self {
        let (what, fix) = match error.kind() {
            io::ErrorKind::StorageFull => {
                ("there is no room for the copy", "Free some space, or write it elsewhere")
            }
            io::ErrorKind::QuotaExceeded => {
                ("your quota leaves no room for the copy", "Free some space, or write it elsewhere")
            }
            io::ErrorKind::FileTooLarge => {
                ("the copy is larger than a file may be here", "Write it elsewhere, or raise the limit")
            }
            io::ErrorKind::PermissionDenied => {
                ("you may not write there", "Write the copy to a folder of your own")
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                ("nothing can be written there", "Write the copy to another folder or disk")
            }
            io::ErrorKind::NotFound => {
                ("the folder does not exist", "Create the folder, or write the copy elsewhere")
            }
            io::ErrorKind::AlreadyExists => ("it exists already", "Choose another name, or say --overwrite"),
            _ => {
                let what = format!("the copy could not be written ({error})");
                return Self::new(Cause::Output, path, what, "Write it to another folder or disk");
            }
        };
        Self::new(Cause::Output, path, what, fix)
    }

    pub(super) fn obstacle(path: &Path, obstacle: Obstacle) -> Self {
        let (what, fix) = match obstacle {
            Obstacle::Unchecked(reason, detail) => {
                let detail = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
                let what = reason.what().trim_end_matches('.');
                (format!("{}{detail}", in_a_sentence(what)), reason.fix().trim_end_matches('.').to_owned())
            }
            Obstacle::Gap(part, why) => {
                let place = if part.is_empty() { "it".to_owned() } else { format!("its part {part}") };
                (
                    format!(
                        "{place} could not be understood, and what the cells show can depend on it: {why}"
                    ),
                    "Open the file in its program, save it anew, and make the copy from that".to_owned(),
                )
            }
            Obstacle::Covers => (
                "too many of its cells lie under something to tell which are seen".to_owned(),
                "Remove what lies over the cells, save the file, and try again".to_owned(),
            ),
        };
        Self::new(Cause::Original, path, what, fix)
    }

    pub(super) fn halt(original: &Path, output: &Path, kind: CopyKind, halt: &Halt) -> Self {
        match halt {
            Halt::Stopped => Self::stopped(original),
            Halt::Unlike => Self::new(
                Cause::Original,
                original,
                "its rows or cells are not in order, and programs differ in what they show of such a file",
                "Open the file in its program, save it anew, and make the copy from that",
            ),
            Halt::Trouble(_, Trouble::Io(error)) => Self::output(output, error),
            Halt::Trouble(_, Trouble::TooLarge) => Self::new(
                Cause::Output,
                output,
                "the copy would be larger than 4 GB, more than the format can hold",
                "Say --as csv, or copy one sheet with --sheet",
            ),
            Halt::Trouble(_, Trouble::LongText(row, column)) => Self::new(
                Cause::Output,
                output,
                format!(
                    "the text in cell {} is longer than a cell of an Excel workbook can be",
                    cell(*row, *column)
                ),
                "Say --as ods or --as csv",
            ),
            Halt::Trouble(_, Trouble::NoSuchCell(row, column)) => Self::new(
                Cause::Output,
                output,
                format!(
                    "the original has a value in {}, and no {} file has such a cell",
                    cell(*row, *column),
                    kind.ending()
                ),
                "Say --as csv",
            ),
        }
    }
}

fn cell(row: u32, column: u32) -> String {
    format!("{}, row {}", inspect::column_name(column), number(u64::from(row) + 1))
}

/// `The file is empty` as it goes on after a name and a colon.
fn in_a_sentence(text: &str) -> String {
    text.strip_prefix("The file").map_or_else(|| text.to_owned(), |rest| format!("the file{rest}"))
}

impl fmt::Display for CleanError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path.display(), self.what)
    }
}

impl std::error::Error for CleanError {}
