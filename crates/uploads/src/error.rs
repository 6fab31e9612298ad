//! What can go wrong with an upload. Nothing of the file is ever part of an error, nor is its name.

use blobs::BlobError;
use record::RecordError;
use store::StoreError;

/// Why an upload could not be taken, read or worked on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
    /// It is larger than is taken.
    #[error(
        "the file is larger than {limit} bytes, the most that is taken. Check it on the command line: tipstaff check FILE"
    )]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// It did not arrive whole.
    #[error("the file did not arrive whole, and nothing of it was kept. Send it again")]
    Broken(#[source] std::io::Error),
    /// It cannot be done as things are.
    #[error("{what}. {fix}")]
    Refused {
        /// What happened.
        what: String,
        /// What to do.
        fix: String,
    },
    /// No random numbers.
    #[error("the system gives no random numbers. Try again; if it stays so, tell whoever runs this machine")]
    NoRandom,
    /// What is stored makes no sense.
    #[error("what is stored about an upload is damaged ({what}). Send the file again")]
    Damaged {
        /// What.
        what: &'static str,
    },
    /// Sealed files.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UploadError {
    /// Whether there is no room left, for rows or for sealed files.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Blob(error) => error.is_full(),
            Self::Record(error) => error.is_full(),
            Self::Store(error) => *error == StoreError::Full,
            _ => false,
        }
    }

    pub(crate) fn refused(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Refused { what: what.into(), fix: fix.into() }
    }

    pub(crate) fn not_yet() -> Self {
        Self::refused("This file has not been checked yet", "Wait until it is")
    }

    pub(crate) fn not_ready() -> Self {
        Self::refused("The server is not ready to check yet", "Try again in a minute")
    }

    pub(crate) fn gone() -> Self {
        Self::refused("This file is not there any more", "Send it again")
    }
}
