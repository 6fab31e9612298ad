//! Where a record lies: data folder, database, blobs, and the key outside of them all.

use crate::RecordError;
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
        let credential = std::env::var_os("CREDENTIALS_DIRECTORY")
            .map(|folder| Path::new(&folder).join(KEY_CREDENTIAL))
            .filter(|path| path.exists());
        if let Some(credential) = credential {
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

impl std::fmt::Debug for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Place({})", self.data.display())
    }
}
