//! One at a time from a source: of two, each would take the other's batch for one that was interrupted.

use crate::{Evidence, EvidenceError};
use std::fs::{self, File, TryLockError};
use std::io;

/// Folder of locks in the data folder. What lies in it is empty, and of no use to anybody when nothing runs.
const FOLDER: &str = "taking-in";

/// Held while items of a source are taken in; it ends with the process at the latest.
pub(crate) struct Turn {
    _lock: File,
}

impl Turn {
    /// Takes it, or says that somebody else has it. It is one of this machine: where several share a database, the batch itself
    /// refuses to be booked twice.
    pub(crate) fn take(evidence: &Evidence<'_>, source: &str) -> Result<Self, EvidenceError> {
        let folder = evidence.record.place().data.join(FOLDER);
        let failed = |error: &io::Error| EvidenceError::NoTurn { kind: error.kind() };
        fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
        // A source may be called after somebody.
        let key = evidence.record.room_key("evidence-turn");
        let name = blake3::keyed_hash(key.expose(), source.as_bytes()).to_hex();
        let path = folder.join(name.get(..16).unwrap_or_default());
        let opened = File::options().create(true).truncate(false).write(true).open(path);
        let lock = opened.map_err(|error| failed(&error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(EvidenceError::BeingTakenIn),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }
}
