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

mod copying;
mod draft;
mod error;
mod left_out;
mod names;
mod seen;
mod survey;
mod value;
mod write;

use crate::check::{digest, open};
use crate::{Checked, Checker, Severity, Verdict};
pub use copying::CopiedSheet;
use copying::{Copying, Halt};
use draft::Draft;
pub use error::{Cause, CleanError};
use inspect::{Options, Sink};
pub use left_out::{LeftOut, Unit};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use survey::Survey;
use survey::sheet::Sheet;

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

impl Checker<'_> {
    /// Makes a safe copy of a file. On any error nothing is left behind, and the original is never changed.
    pub fn clean(&self, path: &Path, options: &CleanOptions<'_>) -> Result<Cleaned, CleanError> {
        let kind = names::kind(options.output, options.kind)?;
        let unreadable = |error: std::io::Error| CleanError::unreadable(path, &error);
        let mut file = open(path).map_err(unreadable)?;
        let bytes = file.metadata().map_err(unreadable)?.len();
        let sha256 = digest(&mut file).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        draft::check_target(path, options.output, options.overwrite)?;

        let mut survey = Survey::new(options.stop);
        self.read(&file, path, &mut survey)?;
        // Ctrl-C ends the reader too, and then it looks as if it had broken down.
        if (options.stop)() {
            return Err(CleanError::stopped(path));
        }
        if let Some(obstacle) = survey.obstacle.take() {
            return Err(CleanError::obstacle(path, obstacle));
        }
        survey.settle();
        let mut sheets = choose(&mut survey, path, options, kind)?;

        let targets = if kind == CopyKind::Csv && sheets.len() > 1 {
            let targets = names::of_sheets(options.output, sheets.iter().map(|sheet| sheet.name.as_str()));
            targets.iter().try_for_each(|target| draft::check_target(path, target, options.overwrite))?;
            targets
        } else {
            vec![options.output.to_owned()]
        };
        let mut drafts = targets.iter().map(|target| Draft::begin(target)).collect::<Result<Vec<_>, _>>()?;
        let mut copying = Copying::new(kind, &mut sheets, &mut drafts, options.stop);
        self.read(&file, path, &mut copying)?;
        let finished = if (options.stop)() { Err(Halt::Stopped) } else { copying.finish() };
        let (done, letters) = (std::mem::take(&mut copying.copied), copying.dropped_letters);
        if let Err(halt) = finished {
            let at = if let Halt::Trouble(at, _) = &halt { *at } else { 0 };
            let target = targets.get(at).map_or(options.output, PathBuf::as_path);
            return Err(CleanError::halt(path, target, kind, &halt));
        }
        // Both readings were of one file only if it is still that file.
        if digest(&mut file).map_err(unreadable)? != sha256 {
            return Err(CleanError::changed(path));
        }
        survey.tally.letters(letters);
        let copies = self.check_drafts(path, &drafts, done, kind, options)?;
        draft::release(drafts, &about, options.overwrite)?;
        let worst = copies.iter().map(|copy| copy.checked.verdict).max().unwrap_or(Verdict::Clear);
        // A copy that may say something else than the original must not pass by itself.
        let verdict = if survey.tally.has_stale() { worst.max(Verdict::Review) } else { worst };
        Ok(Cleaned {
            original: Original { path: path.to_owned(), sha256, bytes, format: survey.format },
            kind,
            copies,
            left_out: survey.tally.finish(),
            verdict,
        })
    }

    fn read(&self, file: &File, path: &Path, sink: &mut dyn Sink) -> Result<(), CleanError> {
        let options = Options { limits: self.policy.limits.clone(), layout: true, ..Options::default() };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = file.try_clone().map_err(|error| CleanError::unreadable(path, &error))?;
        // How it ended is said in frames.
        self.sandbox.inspect(file, &name, &options, sink);
        Ok(())
    }

    /// Checks the drafts under the names that they will have.
    fn check_drafts(
        &self,
        path: &Path,
        drafts: &[Draft],
        sheets: Vec<CopiedSheet>,
        kind: CopyKind,
        options: &CleanOptions<'_>,
    ) -> Result<Vec<CopiedFile>, CleanError> {
        let mut sheets = sheets.into_iter();
        let mut files = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let checked = self.check_as(draft.path(), &draft.target, options.stop);
            if (options.stop)() {
                return Err(CleanError::stopped(path));
            }
            refuse(&checked, &draft.target)?;
            let sheets = if kind == CopyKind::Csv {
                sheets.by_ref().take(1)
            } else {
                sheets.by_ref().take(usize::MAX)
            };
            files.push(CopiedFile { sheets: sheets.collect(), checked });
        }
        Ok(files)
    }
}

/// The sheets to copy.
fn choose(
    survey: &mut Survey<'_>,
    path: &Path,
    options: &CleanOptions<'_>,
    kind: CopyKind,
) -> Result<Vec<Sheet>, CleanError> {
    let mut sheets = std::mem::take(&mut survey.sheets);
    if let Some(name) = options.sheet {
        let all = sheets.len();
        let names: Vec<String> = sheets.iter().map(|sheet| format!("'{}'", sheet.name)).collect();
        sheets.retain(|sheet| sheet.name == name);
        if sheets.is_empty() {
            let fix = match names.as_slice() {
                [] => "Look into the file: none of its sheets is visible".to_owned(),
                names => format!("Its visible sheets are {}", names.join(", ")),
            };
            return Err(CleanError::request(path, format!("it has no visible sheet '{name}'"), fix));
        }
        survey.tally.other_sheets((all - sheets.len()) as u64);
    }
    if sheets.iter().all(Sheet::is_empty) {
        let what = "nothing in it is visible, so there is nothing to copy";
        let fix = "Run 'tipstaff check' to see what it holds, and unhide what is to be released";
        return Err(CleanError::new(Cause::Nothing, path, what, fix));
    }
    if kind == CopyKind::Csv {
        let all = sheets.len();
        sheets.retain(|sheet| !sheet.is_empty());
        survey.tally.empty_sheets((all - sheets.len()) as u64);
    }
    Ok(sheets)
}

/// Refuses a copy in which something is not seen, or that cannot be read.
fn refuse(checked: &Checked, target: &Path) -> Result<(), CleanError> {
    let unseen =
        checked.findings.iter().find(|finding| !finding.visible && finding.severity > Severity::Note);
    if checked.verdict != Verdict::Unchecked && unseen.is_none() {
        return Ok(());
    }
    let what =
        unseen.map_or_else(|| "it could not be read back".to_owned(), |finding| finding.summary.clone());
    Err(CleanError::new(
        Cause::NotClear,
        target,
        format!("the copy was made, checked, and deleted again, because it is not clear ({what})"),
        "Do not release the original; send this sentence to the people who maintain Tipstaff",
    ))
}
