//! Where a record lies: data folder, database, blobs, and the key outside of them all.

use crate::RecordError;
use keyring::{ForceKeyError, ForceKeys};
use std::path::{Path, PathBuf};

/// Names the key file, where no option does.
pub const KEY_FILE_VARIABLE: &str = "TIPSTAFF_KEY_FILE";
/// Name of the systemd credential that holds the key.
pub const KEY_CREDENTIAL: &str = "tipstaff-force-key";

/// Where a record lies.
#[derive(Clone)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// `postgres://…`; none: SQLite in the data folder. It may hold a password, so it is never printed.
    pub database: Option<String>,
    /// `s3://bucket/prefix`; none: the folder `blobs` in the data folder.
    pub blobs: Option<String>,
    /// The file with the force key; none: see [`Place::key_file`].
    pub key_file: Option<PathBuf>,
}

impl Place {
    /// A data folder, with everything else where it is by default.
    pub fn folder(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), database: None, blobs: None, key_file: None }
    }

    /// The SQLite database.
    pub fn sqlite(&self) -> PathBuf {
        self.data.join("record.sqlite")
    }

    /// The folder of blobs.
    pub fn blob_folder(&self) -> PathBuf {
        self.data.join("blobs")
    }

    /// Where the force key of the record with this identifier is: as named, in the environment, handed over by systemd, or
    /// in the folder where this system's programs keep what is a user's own. Never in the data folder.
    pub fn key_file(&self, record: &str) -> Result<PathBuf, RecordError> {
        if let Some(named) = &self.key_file {
            return Ok(named.clone());
        }
        if let Some(named) = std::env::var_os(KEY_FILE_VARIABLE).filter(|name| !name.is_empty()) {
            return Ok(PathBuf::from(named));
        }
        if let Some(credential) = credential() {
            return Ok(credential);
        }
        let variable =
            |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let config =
            variable("XDG_CONFIG_HOME").or_else(|| variable("HOME").map(|home| home.join(".config")));
        let config = config.ok_or_else(|| RecordError::Refused {
            what: "there is no home folder to keep the record's key in".into(),
            fix: "Name a file for it with --key-file".into(),
        })?;
        Ok(config.join("tipstaff").join("keys").join(format!("{record}.key")))
    }
}

/// Reads the force key; makes it where there is none and `create` says so. A key beside the data it opens guards nothing, so
/// it is refused there.
pub(crate) fn force_keys(place: &Place, path: &Path, create: bool) -> Result<ForceKeys, RecordError> {
    let data = whole(&place.data).map_err(|error| RecordError::at(&place.data, &error))?;
    let beside = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = whole(beside.unwrap_or(Path::new("."))).map_err(|error| RecordError::at(path, &error))?;
    if folder.starts_with(&data) {
        return Err(RecordError::Refused {
            what: "the key would lie in the data folder, where whoever copies the folder would have both"
                .into(),
            fix: "Name another place for it with --key-file or TIPSTAFF_KEY_FILE".into(),
        });
    }
    // systemd hands credentials over read-only and owned by root, which is not how a key file is kept elsewhere.
    if credential().is_some_and(|credential| credential == path) {
        return Ok(ForceKeys::read_credential(path)?);
    }
    match ForceKeys::read(path) {
        // A key that is there already was made for this record, or is one for several: it is used, never replaced.
        Err(ForceKeyError::Missing { .. }) if create => Ok(ForceKeys::create(path)?),
        Err(ForceKeyError::Missing { .. }) => Err(RecordError::NoKey { path: path.to_owned() }),
        other => Ok(other?),
    }
}

/// A path without links and dots, as far as it exists.
fn whole(path: &Path) -> std::io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut rest = Vec::new();
    let mut known = absolute.as_path();
    loop {
        match (known.canonicalize(), known.parent(), known.file_name()) {
            (Ok(found), ..) => return Ok(rest.iter().rev().fold(found, |path, name| path.join(name))),
            (Err(_), Some(parent), Some(name)) => {
                rest.push(name);
                known = parent;
            }
            (Err(error), ..) => return Err(error),
        }
    }
}

/// The key that systemd handed over.
fn credential() -> Option<PathBuf> {
    let folder = std::env::var_os("CREDENTIALS_DIRECTORY")?;
    Some(Path::new(&folder).join(KEY_CREDENTIAL)).filter(|path| path.exists())
}

impl std::fmt::Debug for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Place({})", self.data.display())
    }
}
