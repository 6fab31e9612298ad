//! Who opens the files.

use crate::Workshop;
use gate::{Checked, CleanError, CopyKind, InMemoryCopy, Preview, PreviewLimits};
use sandbox::Sandbox;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Opens files and says what they hold: a [`Workshop`], which has the gate do it. `stop` is asked now and then; what is
/// answered after it said so counts for nothing.
pub trait Examiner: Send + Sync {
    /// Digest of the rules, for who has to know whether a check was by today's.
    fn rules(&self) -> [u8; 32];
    /// What a file holds.
    fn check(&self, file: File, name: &Path, stop: &dyn Fn() -> bool) -> Checked;
    /// A safe copy, in this format or in the one that fits.
    fn copy(
        &self,
        file: File,
        name: &Path,
        kind: Option<CopyKind>,
        stop: &dyn Fn() -> bool,
    ) -> Result<InMemoryCopy, CleanError>;
    /// The first rows and texts.
    fn preview(&self, file: File, name: &Path) -> Preview;
    /// What reads tables that are taken in; none: nothing does.
    fn sandbox(&self) -> Option<Arc<Sandbox>> {
        None
    }
}

impl Examiner for Workshop {
    fn rules(&self) -> [u8; 32] {
        self.rules
    }

    fn check(&self, file: File, name: &Path, stop: &dyn Fn() -> bool) -> Checked {
        self.checker().check_open(file, name, stop)
    }

    fn copy(
        &self,
        file: File,
        name: &Path,
        kind: Option<CopyKind>,
        stop: &dyn Fn() -> bool,
    ) -> Result<InMemoryCopy, CleanError> {
        self.checker().clean_open(file, name, kind, None, stop)
    }

    fn preview(&self, file: File, name: &Path) -> Preview {
        self.checker().preview(file, name, PreviewLimits::default(), &|| false)
    }

    fn sandbox(&self) -> Option<Arc<Sandbox>> {
        Some(self.sandbox.clone())
    }
}
