//! The way that every copy goes: plan, copy, check. Where it is written is said by who asks.

use super::copying::{CopiedSheet, Copying, Halt};
use super::draft::Draft;
use super::survey::Survey;
use super::survey::sheet::Sheet;
use super::{Cause, CleanError, Cleaned, CopiedFile, CopyKind, Original, names};
use crate::check::digest;
use crate::{Checked, Checker, Severity, Verdict};
use inspect::{Options, Sink};
use std::fs::File;
use std::path::{Path, PathBuf};

/// What is asked for.
pub(super) struct Request<'a> {
    /// What the original is known as.
    pub(super) path: &'a Path,
    /// What the copy will be known as.
    pub(super) output: &'a Path,
    /// Its format.
    pub(super) kind: CopyKind,
    /// Only this sheet.
    pub(super) sheet: Option<&'a str>,
    /// Asked again and again: whether to stop.
    pub(super) stop: &'a dyn Fn() -> bool,
}

/// Begins the drafts of a copy, one for each name.
pub(super) type Begin<'a> = &'a dyn Fn(&[PathBuf]) -> Result<Vec<Draft>, CleanError>;

impl Checker<'_> {
    /// Makes the drafts of a copy and checks them. They are complete, and not let out yet.
    pub(super) fn make(
        &self,
        file: &mut File,
        request: &Request<'_>,
        begin: Begin<'_>,
    ) -> Result<(Cleaned, Vec<Draft>), CleanError> {
        let &Request { path, output, kind, stop, .. } = request;
        let unreadable = |error: std::io::Error| CleanError::unreadable(path, &error);
        let bytes = file.metadata().map_err(unreadable)?.len();
        let sha256 = digest(file).map_err(unreadable)?;

        let mut survey = Survey::new(stop);
        self.read(file, path, &mut survey)?;
        // Ctrl-C ends the reader too, and then it looks as if it had broken down.
        if stop() {
            return Err(CleanError::stopped(path));
        }
        if let Some(obstacle) = survey.obstacle.take() {
            return Err(CleanError::obstacle(path, obstacle));
        }
        survey.settle();
        let mut sheets = choose(&mut survey, request)?;

        let targets = if kind == CopyKind::Csv && sheets.len() > 1 {
            names::of_sheets(output, sheets.iter().map(|sheet| sheet.name.as_str()))
        } else {
            vec![output.to_owned()]
        };
        let mut drafts = begin(&targets)?;
        let mut copying = Copying::new(kind, &mut sheets, &mut drafts, stop);
        self.read(file, path, &mut copying)?;
        let finished = if stop() { Err(Halt::Stopped) } else { copying.finish() };
        let (done, letters) = (std::mem::take(&mut copying.copied), copying.dropped_letters);
        if let Err(halt) = finished {
            let at = if let Halt::Trouble(at, _) = &halt { *at } else { 0 };
            let target = targets.get(at).map_or(output, PathBuf::as_path);
            return Err(CleanError::halt(path, target, kind, &halt));
        }
        // Both readings were of one file only if it is still that file.
        if digest(file).map_err(unreadable)? != sha256 {
            return Err(CleanError::changed(path));
        }
        survey.tally.letters(letters);
        let copies = self.check_drafts(request, &drafts, done)?;
        let worst = copies.iter().map(|copy| copy.checked.verdict).max().unwrap_or(Verdict::Clear);
        // A copy that may say something else than the original must not pass by itself.
        let verdict = if survey.tally.has_stale() { worst.max(Verdict::Review) } else { worst };
        let cleaned = Cleaned {
            original: Original { path: path.to_owned(), sha256, bytes, format: survey.format },
            kind,
            copies,
            left_out: survey.tally.finish(),
            verdict,
        };
        Ok((cleaned, drafts))
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
        request: &Request<'_>,
        drafts: &[Draft],
        sheets: Vec<CopiedSheet>,
    ) -> Result<Vec<CopiedFile>, CleanError> {
        let mut sheets = sheets.into_iter();
        let mut files = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let file = draft.complete().map_err(|error| CleanError::output(&draft.target, &error))?;
            let checked = self.check_open(file, &draft.target, request.stop);
            if (request.stop)() {
                return Err(CleanError::stopped(request.path));
            }
            refuse(&checked, &draft.target)?;
            let sheets = if request.kind == CopyKind::Csv {
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
fn choose(survey: &mut Survey<'_>, request: &Request<'_>) -> Result<Vec<Sheet>, CleanError> {
    let mut sheets = std::mem::take(&mut survey.sheets);
    if let Some(name) = request.sheet {
        let all = sheets.len();
        let names: Vec<String> = sheets.iter().map(|sheet| format!("'{}'", sheet.name)).collect();
        sheets.retain(|sheet| sheet.name == name);
        if sheets.is_empty() {
            let fix = match names.as_slice() {
                [] => "Look into the file: none of its sheets is visible".to_owned(),
                names => format!("Its visible sheets are {}", names.join(", ")),
            };
            return Err(CleanError::request(request.path, format!("it has no visible sheet '{name}'"), fix));
        }
        survey.tally.other_sheets((all - sheets.len()) as u64);
    }
    if sheets.is_empty()
        && let Some(fix) = crate::judge::copy_instead(&survey.format)
    {
        let what = "there is no table in it, and safe copies are made of tables";
        return Err(CleanError::new(Cause::Nothing, request.path, what, fix.trim_end_matches('.')));
    }
    if sheets.iter().all(Sheet::is_empty) {
        let what = "nothing in it is visible, so there is nothing to copy";
        let fix = "Run 'tipstaff check' to see what it holds, and unhide what is to be released";
        return Err(CleanError::new(Cause::Nothing, request.path, what, fix));
    }
    if request.kind == CopyKind::Csv {
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
