//! What can go wrong with sealed files.

use crate::id::BlobId;
use std::path::PathBuf;

/// Why a file could not be sealed, kept or opened. Nothing of what is in it is ever part of an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BlobError {
    /// The operating system gives no random numbers.
    #[error(
        "the system gives no random numbers, so nothing can be sealed. Try again, and if it stays so, tell whoever runs \
         this machine"
    )]
    NoRandom,
    /// There is no such blob.
    #[error(
        "the sealed file {id} is not there. It was deleted because its time was over, or somebody removed it; put the \
         file up again"
    )]
    Missing {
        /// Which.
        id: BlobId,
    },
    /// No key opens it.
    #[error(
        "the sealed file {id} does not open with any key of the force key file. If a key was added on another machine, \
         start Tipstaff again; if one was retired, put its line back from the printed copy"
    )]
    WrongKey {
        /// Which.
        id: BlobId,
    },
    /// It is not what was put there.
    #[error(
        "the sealed file {id} is not what was put there: it was changed, cut short, or moved from another place. Do not \
         use it; put the file up again, and tell whoever looks after the place of sealed files"
    )]
    Changed {
        /// Which.
        id: BlobId,
    },
    /// It is larger than whoever opens it can take.
    #[error("the sealed file {id} is larger than {limit} bytes. Split it, or have the limit raised")]
    TooLarge {
        /// Which.
        id: BlobId,
        /// The limit in bytes.
        limit: u64,
    },
    /// The place of sealed files fails.
    #[error(
        "the place of sealed files could not be {what}. Nothing was lost: check that it can be reached, that its \
         credentials are right and that it has room, and try again"
    )]
    Place {
        /// What was tried: read, written or listed.
        what: &'static str,
        /// What it said.
        source: object_store::Error,
    },
    /// A folder cannot be used.
    #[error(
        "the folder of sealed files {} cannot be used. Check that it is there, that it belongs to the account running \
         Tipstaff and that there is room", path.display()
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system gives no memory for an opened file.
    #[error("there was not enough memory to open the sealed file {id}. Try again when less is going on")]
    NoMemory {
        /// Which.
        id: BlobId,
        /// What the system said.
        source: std::io::Error,
    },
    /// A key that cannot be a key of age; it does not happen.
    #[error(
        "a key for sealed files could not be made from the force key. Report this to those who maintain Tipstaff"
    )]
    Key,
    /// A writer was used after it had failed.
    #[error("the file was not kept, because an earlier part of it could not be written. Put it up again")]
    Broken,
}

impl BlobError {
    /// Whether the place has no room left.
    pub fn is_full(&self) -> bool {
        let mut next: Option<&(dyn std::error::Error + 'static)> = Some(self);
        while let Some(error) = next {
            if error.downcast_ref::<std::io::Error>().is_some_and(is_full) {
                return true;
            }
            next = error.source();
        }
        false
    }

    pub(crate) fn place(what: &'static str) -> impl FnOnce(object_store::Error) -> Self {
        move |source| Self::Place { what, source }
    }
}

/// No room on the disk, none that the account may have, or none in a file of this process.
fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}
