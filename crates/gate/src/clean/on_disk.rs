//! Copies of files in folders, written to folders.

use super::draft::{self, Draft};
use super::making::Request;
use super::{CleanError, CleanOptions, Cleaned, names};
use crate::Checker;
use crate::check::open;
use std::path::{Path, PathBuf};

impl Checker<'_> {
    /// Makes a safe copy of a file. On any error nothing is left behind, and the original is never changed.
    pub fn clean(&self, path: &Path, options: &CleanOptions<'_>) -> Result<Cleaned, CleanError> {
        let kind = names::kind(options.output, options.kind)?;
        let unreadable = |error: std::io::Error| CleanError::unreadable(path, &error);
        let mut file = open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        draft::check_target(path, options.output, options.overwrite)?;
        let request =
            Request { path, output: options.output, kind, sheet: options.sheet, stop: options.stop };
        let begin = |targets: &[PathBuf]| {
            targets.iter().try_for_each(|target| draft::check_target(path, target, options.overwrite))?;
            targets.iter().map(|target| Draft::begin(target)).collect()
        };
        let (cleaned, drafts) = self.make(&mut file, &request, &begin)?;
        draft::release(drafts, &about, options.overwrite)?;
        Ok(cleaned)
    }
}
