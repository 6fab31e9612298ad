//! Copies of files that are open already, written to memory: no byte of original or copy lies on a disk in clear.

use super::draft::Draft;
use super::making::Request;
use super::{CleanError, Cleaned, CopyKind, names};
use crate::{Checker, memory};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A copy that lies in memory.
#[derive(Debug)]
pub struct InMemoryCopy {
    /// What was made, and what is not in it. Its paths are names and lead nowhere.
    pub cleaned: Cleaned,
    /// The name and the content of each file, in the order of [`Cleaned::copies`]. Each is open for reading only, at its
    /// beginning, and sealed: what was checked is what is in it, for good.
    pub files: Vec<(String, File)>,
}

impl Checker<'_> {
    /// Makes a safe copy of a file that is open already, in memory. Without a `kind` the copy has the original's format
    /// where such copies can be written, and is an Excel workbook otherwise. On any error nothing is left behind, and the
    /// original is never changed.
    pub fn clean_open(
        &self,
        file: File,
        known_as: &Path,
        kind: Option<CopyKind>,
        sheet: Option<&str>,
        stop: &dyn Fn() -> bool,
    ) -> Result<InMemoryCopy, CleanError> {
        let mut file = memory::for_reading(file).map_err(|error| CleanError::unreadable(known_as, &error))?;
        let name = known_as.file_name().unwrap_or_default().to_string_lossy();
        let output = names::safe(&name, kind);
        let kind = names::kind(Path::new(&output), kind)?;
        let request = Request { path: known_as, output: Path::new(&output), kind, sheet, stop };
        let begin = |targets: &[PathBuf]| targets.iter().map(|target| Draft::in_memory(target)).collect();
        let (cleaned, drafts) = self.make(&mut file, &request, &begin)?;
        let files = drafts.into_iter().map(|draft| {
            let name = draft.target.to_string_lossy().into_owned();
            let file = draft.to_read().map_err(|error| CleanError::output(&draft.target, &error))?;
            Ok((name, file))
        });
        Ok(InMemoryCopy { cleaned, files: files.collect::<Result<_, _>>()? })
    }
}
