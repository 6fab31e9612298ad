//! What can go wrong with uploads. Every error says what happened and what to do next; none holds a name of a file.

use crate::id::UploadId;
use blobs::BlobError;
use record::RecordError;
use std::fmt;
use store::StoreError;

/// An amount of bytes, as people say it.
struct Amount(u64);

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes @ ..1_048_576 => write!(out, "{bytes} bytes"),
            bytes @ ..1_073_741_824 => write!(out, "{} MB", bytes >> 20),
            bytes => write!(out, "{} GB", bytes >> 30),
        }
    }
}

/// Why an upload was not taken, found or worked on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
    /// One file is too large.
    #[error(
        "the file is larger than {}, which is the most that can be put up. Split it, or have the limit raised",
        Amount(*limit)
    )]
    FileTooLarge {
        /// The limit.
        limit: u64,
    },
    /// One actor has too much.
    #[error(
        "with this file you would have more than {} put up at once. Delete files that you no longer need, and \
         put it up again", Amount(*limit)
    )]
    ActorFull {
        /// The limit.
        limit: u64,
    },
    /// All together have too much.
    #[error(
        "with this file more than {} would be put up at once, by everybody together. Try again when others \
         have deleted files, or have the limit raised", Amount(*limit)
    )]
    AllFull {
        /// The limit.
        limit: u64,
    },
    /// The file did not arrive as a whole.
    #[error("the file did not arrive as a whole, and nothing of it was kept. Put it up again")]
    BrokenOff,
    /// There is no such upload.
    #[error("the upload {id} is not there. Its time may be over; put the file up again")]
    Unknown {
        /// Which.
        id: UploadId,
    },
    /// What was asked for is not made yet.
    #[error("the upload {id} has not been worked on to the end. Wait until it has, and ask again")]
    NotReady {
        /// Which.
        id: UploadId,
    },
    /// A result cannot be read.
    #[error("the result for the upload {id} cannot be read ({why}). Put the file up again")]
    Result {
        /// Which.
        id: UploadId,
        /// Why.
        why: String,
    },
    /// A row makes no sense.
    #[error(
        "the tables of uploads are damaged ({what}). Delete the upload and put the file up again; if it stays so, tell \
         those who maintain Tipstaff"
    )]
    Damaged {
        /// What.
        what: &'static str,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers, so nothing can be named or sealed. Try again")]
    NoRandom,
    /// Sealed files.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// What is sealed in a row.
    #[error(transparent)]
    Key(#[from] keyring::KeyError),
}
