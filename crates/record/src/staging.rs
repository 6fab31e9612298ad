//! A folder that appears whole or not at all: written beside its place, brought to the disk, then renamed.

use crate::RecordError;
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder under way. Dropped before [`Staging::finish`], it is gone.
pub(crate) struct Staging {
    folder: TempDir,
    target: PathBuf,
}

impl Staging {
    /// Begins a folder, for its owner only. Where something is already, nothing is begun.
    pub(crate) fn new(target: &Path) -> Result<Self, RecordError> {
        let at = |error: &std::io::Error| RecordError::at(target, error);
        let target = std::path::absolute(target).map_err(|error| at(&error))?;
        let is_free = match fs::read_dir(&target) {
            Err(error) => error.kind() == ErrorKind::NotFound,
            Ok(mut there) => there.next().is_none(),
        };
        if !is_free {
            return Err(RecordError::Refused {
                what: format!("there is something in {} already, and it is not replaced", target.display()),
                fix: "Name a folder that does not exist yet".into(),
            });
        }
        let parent = target.parent().unwrap_or(&target).to_owned();
        fs::create_dir_all(&parent).map_err(|error| RecordError::at(&parent, &error))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".tipstaff-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(&parent).map_err(|error| RecordError::at(&parent, &error))?;
        Ok(Self { folder, target })
    }

    /// Where it is for now.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a folder in it.
    pub(crate) fn make_folder(&self, name: &str) -> Result<PathBuf, RecordError> {
        let path = self.path().join(name);
        fs::create_dir(&path).map_err(|error| RecordError::at(&path, &error))?;
        Ok(path)
    }

    /// Begins a file in it.
    pub(crate) fn file(&self, name: &str) -> Result<StagedFile, RecordError> {
        let path = self.path().join(name);
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| RecordError::at(&path, &error))?;
        Ok(StagedFile { path, file: BufWriter::new(file) })
    }

    /// Writes a small file.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), RecordError> {
        let mut file = self.file(name)?;
        file.write(bytes)?;
        file.end()
    }

    /// Puts the folder in its place.
    pub(crate) fn finish(self) -> Result<(), RecordError> {
        let sync = |path: &Path| -> std::io::Result<()> {
            if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
        };
        sync_folders(self.path(), &sync)?;
        // An empty folder that was there may be in the way of the renaming on some systems.
        let _ = fs::remove_dir(&self.target);
        fs::rename(self.folder.path(), &self.target)
            .map_err(|error| RecordError::at(&self.target, &error))?;
        let parent = self.target.parent().unwrap_or(&self.target);
        sync(parent).map_err(|error| RecordError::at(parent, &error))
    }
}

/// A folder and all below it.
fn sync_folders(folder: &Path, sync: &dyn Fn(&Path) -> std::io::Result<()>) -> Result<(), RecordError> {
    let at = |error: std::io::Error| RecordError::at(folder, &error);
    for entry in fs::read_dir(folder).map_err(at)? {
        let entry = entry.map_err(at)?;
        if entry.file_type().map_err(at)?.is_dir() {
            sync_folders(&entry.path(), sync)?;
        }
    }
    sync(folder).map_err(at)
}

/// A file under way.
pub(crate) struct StagedFile {
    path: PathBuf,
    file: BufWriter<File>,
}

impl StagedFile {
    /// Writes some of it.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), RecordError> {
        self.file.write_all(bytes).map_err(|error| RecordError::at(&self.path, &error))
    }

    /// Writes a value as one line of JSON.
    pub(crate) fn line(&mut self, value: &impl serde::Serialize) -> Result<(), RecordError> {
        let mut line = serde_json::to_vec(value)
            .map_err(|_| RecordError::damaged("a line cannot be written as JSON"))?;
        line.push(b'\n');
        self.write(&line)
    }

    /// Brings it to the disk.
    pub(crate) fn end(self) -> Result<(), RecordError> {
        let Self { path, file } = self;
        let file = file.into_inner().map_err(|error| RecordError::at(&path, error.error()))?;
        file.sync_all().map_err(|error| RecordError::at(&path, &error))
    }
}
