//! What a place does, whatever it says: see [`grade`].

use crate::error::CopyError;
use crate::replica::Replica;
use jiff::Timestamp;

/// What can be relied on in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// What was written there was seen to withstand deletion: write once, read many.
    A,
    /// It was seen not to overwrite, and to keep versions or refuse us deletion.
    B,
    /// It stores.
    C,
    /// It lets us look, and write nothing.
    W,
}

/// What a place was tried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Promise {
    /// What is sent with a wrong checksum is refused.
    ChecksumIsChecked,
    /// A second writing under one name is refused, and the first bytes are still there.
    NoOverwriting,
    /// After an overwriting both versions are there.
    KeepsVersions,
    /// A version under retention cannot be deleted.
    RetentionHolds,
    /// A new name is listed at once.
    ListsAtOnce,
    /// A listing goes on past 1,000 names.
    ListsAllPages,
    /// The identity of every day cannot delete.
    NoDeletionByUs,
    /// What is read is what was written.
    ReadsBack,
}

/// Whether a promise was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kept {
    /// Seen to be kept.
    Yes,
    /// Seen to be broken.
    No,
    /// Not tried, or the trial said nothing.
    NotTried,
}

/// One trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Of what.
    pub promise: Promise,
    /// How it went.
    pub kept: Kept,
    /// What was done and what came back.
    pub how: String,
}

/// What was observed in a place; never what it claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// The grade.
    pub grade: Grade,
    /// What it stands on, in the order of the trials.
    pub observed: Vec<Observation>,
    /// When.
    pub at: Timestamp,
}

/// Requests to S3 that `object_store` does not make: checksums that are wrong, versions, retention.
#[derive(Debug)]
pub struct RawS3 {}

/// Tries a place. Everything is written under `canary/` with new names.
pub fn grade(replica: &Replica, raw: Option<&RawS3>, now: Timestamp) -> Result<Graded, CopyError> {
    let _ = (replica, raw, now);
    todo!()
}

/// A place to try things in.
pub(crate) enum Ground<'p> {
    /// A folder.
    Folder(&'p std::path::Path),
    /// A bucket.
    Bucket { store: &'p dyn object_store::ObjectStore, prefix: &'p object_store::path::Path, name: &'p str },
}
