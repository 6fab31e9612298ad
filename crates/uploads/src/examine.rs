//! Who does the work: the gate, or, in tests, somebody who pretends.

use crate::copies::LeftOut;
use crate::error::UploadError;
use gate::CopyKind;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::Path;

/// Why something was not done, for good: another attempt would end the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What happened, without a full stop.
    pub what: String,
    /// What to do, without a full stop.
    pub fix: String,
}

impl Failure {
    pub(crate) fn write(&self) -> Vec<u8> {
        // Two texts can always be written down.
        serde_json::to_vec(self).unwrap_or_default()
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, UploadError> {
        serde_json::from_slice(bytes).map_err(|_| UploadError::Damaged { what: "a failure is unreadable" })
    }
}

/// A safe copy that was made.
pub struct Made {
    /// Its files: one, or one for each sheet.
    pub files: Vec<MadeFile>,
    /// What is not in it.
    pub left_out: Vec<LeftOut>,
}

/// A file of a safe copy, in memory.
pub struct MadeFile {
    /// What it is called.
    pub name: String,
    /// What is in it, at its beginning.
    pub file: File,
    /// What came of checking it, as `gate::Kept` writes it down.
    pub kept: Vec<u8>,
}

/// Checks files and makes safe copies. Calls come from threads that may wait. `stop` is asked again and again: when it says
/// yes, whatever is given back is thrown away, and the job waits for its next turn.
pub trait Examine: Send + Sync + 'static {
    /// Checks a file that exists in memory only; gives the result as `gate::Kept` writes it down.
    fn check(&self, file: File, name: &Path, stop: &dyn Fn() -> bool) -> Result<Vec<u8>, Failure>;

    /// Makes a safe copy of it.
    fn copy(&self, file: File, name: &Path, kind: CopyKind, stop: &dyn Fn() -> bool)
    -> Result<Made, Failure>;
}
