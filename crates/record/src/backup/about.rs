//! What a backup says about itself.

use crate::RecordError;
use crate::ledger::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The schema of a backup. It only ever grows.
pub(super) const BACKUP_SCHEMA: &str = "tipstaff.backup/1";
/// The file that says what a backup is of.
pub(super) const ABOUT: &str = "backup.json";
/// The database, always SQLite: a backup of either database restores to either.
pub(super) const DATABASE: &str = "record.sqlite";
/// The log's shelf.
pub(super) const LOG: &str = "log";
/// The sealed files that rows name.
pub(super) const SEALED: &str = "sealed";

/// What a backup is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub(super) schema: String,
    pub(super) record: String,
    /// Number of acts.
    pub(super) size: u64,
    pub(super) generation: u32,
    /// When it was made, RFC 3339.
    pub(super) made: String,
    pub(super) files: Vec<FileAbout>,
    /// Sealed files; backups from before they were taken along say nothing of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sealed: Option<Sealed>,
}

/// What a backup says of sealed files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    /// How many are in it.
    pub(super) files: u64,
    /// Those that rows name, and that were lost before the backup was made.
    pub(super) missing: Vec<String>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileAbout {
    /// Path in the backup, with `/`.
    pub(super) path: String,
    pub(super) bytes: u64,
    /// Hexadecimal digits.
    pub(super) sha256: String,
}

impl FileAbout {
    pub(super) fn of(folder: &Path, path: &str) -> Result<Self, RecordError> {
        let whole = folder.join(path);
        let at = |error: std::io::Error| RecordError::at(&whole, &error);
        let mut file = File::open(&whole).map_err(at)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0;
        loop {
            let read = file.read(&mut buffer).map_err(at)?;
            let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
            hash.update(part);
            bytes += part.len() as u64;
        }
        Ok(Self { path: path.to_owned(), bytes, sha256: hex(&hash.finalize()) })
    }
}

impl About {
    /// Reads what a backup says about itself and holds every file to it.
    pub(super) fn read(folder: &Path) -> Result<Self, RecordError> {
        let path = folder.join(ABOUT);
        let file = File::open(&path).map_err(|error| RecordError::at(&path, &error))?;
        let about: Self = serde_json::from_reader(file.take(256 << 20)).map_err(|_| no_backup(folder))?;
        if about.schema != BACKUP_SCHEMA || !about.files.iter().any(|file| file.path == DATABASE) {
            return Err(no_backup(folder));
        }
        for file in &about.files {
            let inside = Path::new(&file.path).components().all(|part| matches!(part, Component::Normal(_)));
            if !inside || FileAbout::of(folder, &file.path)? != *file {
                return Err(RecordError::Refused {
                    what: format!(
                        "the file {} of the backup was changed or is incomplete",
                        file.path.escape_debug()
                    ),
                    fix: "Take another copy of the backup, or an earlier one. Nothing was restored".into(),
                });
            }
        }
        Ok(about)
    }
}

fn no_backup(folder: &Path) -> RecordError {
    RecordError::Refused {
        what: format!("{} is no backup, or of a version that this Tipstaff does not know", folder.display()),
        fix: "Name the folder that 'tipstaff backup' wrote".into(),
    }
}

/// All files below a folder, by path, with `/`.
pub(super) fn files_in(folder: &Path) -> Result<Vec<String>, RecordError> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        let path = folder.join(&below);
        let at = |error: std::io::Error| RecordError::at(&path, &error);
        for entry in std::fs::read_dir(&path).map_err(at)? {
            let entry = entry.map_err(at)?;
            let name = below.join(entry.file_name());
            if entry.file_type().map_err(at)?.is_dir() {
                open.push(name);
            } else {
                let parts: Vec<_> =
                    name.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                found.push(parts.join("/"));
            }
        }
    }
    found.sort();
    Ok(found)
}
