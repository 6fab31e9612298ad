//! A store as it was.

use crate::memory::State;
use s3s::S3;
use s3s_fs::FileSystem;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// Everything in a store at one moment: to go back to, or to list from.
#[derive(Clone)]
pub struct Moment {
    pub(crate) store: Arc<dyn S3>,
    pub(crate) past: Past,
}

#[derive(Clone)]
pub(crate) enum Past {
    Folder(Arc<TempDir>),
    Memory(Arc<State>),
}

impl std::fmt::Debug for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Moment").finish_non_exhaustive()
    }
}

impl Moment {
    /// Copies a folder. Times are kept, for a listing says them.
    pub(crate) fn of_folder(root: &Path) -> Self {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(root, copy.path());
        Self { store: Arc::new(FileSystem::new(copy.path()).unwrap()), past: Past::Folder(Arc::new(copy)) }
    }
}

/// Makes a folder what another one is. Files that did not change are written again all the same.
pub(crate) fn restore_folder(root: &Path, past: &Path) {
    for entry in entries(root) {
        if entry.is_dir() { fs::remove_dir_all(entry).unwrap() } else { fs::remove_file(entry).unwrap() }
    }
    copy_folder(past, root);
}

fn copy_folder(from: &Path, to: &Path) {
    for path in entries(from) {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
            let modified = path.metadata().unwrap().modified().unwrap();
            fs::File::options().write(true).open(&target).unwrap().set_modified(modified).unwrap();
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}
