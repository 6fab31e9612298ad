//! What can go wrong with the record. Every error says what happened and what to do next; none holds a personal value.

use crate::role::Roles;
use keyring::{ActorKeyError, ForceKeyError, KeyError, PassphraseError};
use std::path::PathBuf;
use store::StoreError;
use tlog::LogError;

/// Why the record could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// There is no record here.
    #[error("there is no record in {}. Make one by importing people: tipstaff people import FILE --data DIR", folder.display())]
    NoRecord {
        /// The data folder.
        folder: PathBuf,
    },
    /// A record is here already.
    #[error("there is a record in {} already. Choose another folder, or open this one", folder.display())]
    RecordExists {
        /// The data folder.
        folder: PathBuf,
    },
    /// The key of the record was not found.
    #[error("the key of this record was not found at {}. Bring the key file back from where it is kept safe, or name it with --key-file or TIPSTAFF_KEY_FILE; without it nobody can read the record", path.display())]
    NoKey {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The key does not open this record.
    #[error("the key in {} is not the key of this record. Name the right one with --key-file or TIPSTAFF_KEY_FILE", path.display())]
    WrongKey {
        /// The file.
        path: PathBuf,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The force key file.
    #[error(transparent)]
    ForceKey(#[from] ForceKeyError),
    /// An actor's key.
    #[error(transparent)]
    ActorKey(#[from] ActorKeyError),
    /// A passphrase that is none.
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    /// The list of erased people.
    #[error(transparent)]
    Erasures(#[from] crate::person::ErasureLedgerError),
    /// The log.
    #[error(transparent)]
    Log(#[from] LogError),
    /// Sealed files.
    #[error(transparent)]
    Blobs(#[from] blobs::BlobError),
    /// A file or folder.
    #[error("{}: {what}. Check that it is there, that you may use it and that there is room", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What happened.
        what: String,
    },
    /// A time that is none.
    #[error(
        "'{text}' is no time. Write a day as 2023-08-26, a minute as '2023-08-26 14:05', or a month as 2023-08"
    )]
    NoTime {
        /// What was written.
        text: String,
    },
    /// A window that ends before it begins.
    #[error("the window ends before it begins. Give the earlier time first")]
    EmptyWindow,
    /// A field that is none.
    #[error("'{text}' is no field. The fields are: {known}")]
    NoField {
        /// What was written.
        text: String,
        /// All identifiers.
        known: String,
    },
    /// Something that was asked for is not in the record.
    #[error("{what} is not in the record. {fix}")]
    Unknown {
        /// What, without a personal value.
        what: String,
        /// What to do.
        fix: String,
    },
    /// Something that is there already.
    #[error("{what}. {fix}")]
    Refused {
        /// What is wrong.
        what: String,
        /// What to do.
        fix: String,
    },
    /// The actor may not do this.
    #[error(
        "{actor} may not do this: it takes {needed}. An administrator can give the role: tipstaff actor role"
    )]
    MayNot {
        /// The actor, by number.
        actor: String,
        /// Roles that may.
        needed: Roles,
    },
    /// The act needs a signature.
    #[error(
        "this needs the signature of who does it. Name yourself with --as and give the passphrase; a key is made with: tipstaff actor key"
    )]
    NotSigned,
    /// Two different people are needed.
    #[error("this needs a second person: who proposed it cannot approve it")]
    SamePerson,
    /// What is stored makes no sense.
    #[error("the record is damaged: {what}. Stop, keep it as it is, and run: tipstaff log verify")]
    Damaged {
        /// Where.
        what: String,
    },
    /// A limit.
    #[error("{what}: at most {limit} can be taken at once. {fix}")]
    Limit {
        /// What.
        what: String,
        /// The limit.
        limit: u64,
        /// What to do.
        fix: String,
    },
}

impl RecordError {
    /// Whether there is no room left, for rows or for sealed files.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Store(error) => *error == StoreError::Full,
            Self::Blobs(error) => error.is_full(),
            _ => false,
        }
    }

    /// A damage, in words.
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// A failure of the system at a file.
    pub(crate) fn at(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::File { path: path.to_owned(), what: error.to_string() }
    }
}
