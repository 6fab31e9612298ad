//! What the tests of the program share: running it within bounds, and files that no honest program writes.

pub mod book;
pub mod desk;
pub mod program;
pub mod server;
pub mod xls;
pub mod zip;

use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder for one test, gone after it.
pub struct Folder(TempDir);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        Self(tempfile::Builder::new().prefix("tipstaff-bad-").tempdir().unwrap())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, and says where it is.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }
}
