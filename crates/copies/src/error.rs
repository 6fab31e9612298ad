//! What can go wrong with a copy.

use crate::id::{Blake3, ItemId, ReplicaId};
use std::io;

/// Why a replica did not do what it was asked. What is in an item is never part of an error, nor where it came from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// The operating system gives no random numbers.
    #[error(
        "the system gives no random numbers, so nothing can be named. Try again; if it stays so, tell whoever runs this machine"
    )]
    NoRandom,
    /// The folder or bucket is no replica.
    #[error(
        "replica {name} is not there: the place has no file replica-id. If a disk or share should be mounted there, mount it; if the place is new, set it up first"
    )]
    NoReplica {
        /// What it is called.
        name: String,
    },
    /// A replica cannot be set up, or its identity cannot be used.
    #[error("replica {name} cannot be used: {what}")]
    Unusable {
        /// What it is called.
        name: String,
        /// What is wrong, and what to do.
        what: String,
    },
    /// The same replica twice, perhaps under two names.
    #[error(
        "{name} is the same place as another replica of this list. Two names of one place are one copy: leave one out"
    )]
    Twice {
        /// What it is called.
        name: String,
    },
    /// No room.
    #[error(
        "there is no room left in replica {name}. Nothing there was changed. Make room, or add another replica, and take the item in again"
    )]
    Full {
        /// What it is called.
        name: String,
    },
    /// It is not there.
    #[error("replica {name} has no {what}")]
    Missing {
        /// What it is called.
        name: String,
        /// What was looked for: the object or the manifest.
        what: &'static str,
    },
    /// Other bytes than the name says.
    #[error(
        "ALARM: what replica {name} has as {blake3} is something else. It was not touched. Do not write there until somebody has found out why; the item must come from another copy"
    )]
    Corrupt {
        /// What it is called.
        name: String,
        /// The name that it lies under.
        blake3: Blake3,
    },
    /// A manifest of this item is there, and says something else or does not open.
    #[error(
        "ALARM: replica {name} has another manifest for item {item}. It was not touched. An item never changes: give other bytes another name"
    )]
    OtherManifest {
        /// What it is called.
        name: String,
        /// The item.
        item: ItemId,
    },
    /// A damaged copy lies in a bucket, where moving would be deleting.
    #[error(
        "{key} in {name} is damaged and in the way of what is right, and nothing is deleted in a bucket. Copy it elsewhere, have whoever runs the bucket delete it there, it alone, and recover again"
    )]
    SetAsideByHand {
        /// What the replica is called.
        name: String,
        /// The key of the object, or of the manifest.
        key: String,
    },
    /// Equal bytes are being destroyed there.
    #[error(
        "equal bytes are just being destroyed in replica {name}. Take the item in again when that is done; if it was interrupted, finish it first"
    )]
    BeingDestroyed {
        /// What it is called.
        name: String,
    },
    /// A manifest could not be sealed.
    #[error("the manifest could not be sealed, so the item was not taken in. Check the keys of this force")]
    Seal,
    /// The folder fails.
    #[error(
        "replica {name}: {what} failed. Nothing is claimed of this copy. Check the disk, and take the item in again"
    )]
    Folder {
        /// What it is called.
        name: String,
        /// What was tried.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The bucket fails.
    #[error(
        "replica {name}: {what} failed. Nothing is claimed of this copy. Check that the bucket can be reached and its credentials are right, and try again"
    )]
    Bucket {
        /// What it is called.
        name: String,
        /// What was tried.
        what: &'static str,
        /// What it said.
        source: object_store::Error,
    },
    /// What the bucket was to be fed from failed.
    #[error(
        "replica {name} could not be given the item, because the folder that keeps it meanwhile failed. Take the item in again without that folder"
    )]
    Unfed {
        /// What it is called.
        name: String,
    },
    /// A thread of this crate ended before its work did.
    #[error("replica {name}: the work ended before it was done. Nothing is claimed of this copy; try again")]
    GivenUp {
        /// What it is called.
        name: String,
    },
}

impl CopyError {
    /// Whether somebody must be told at once: a copy is not what it should be.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::Corrupt { .. } | Self::OtherManifest { .. })
    }

    pub(crate) fn folder(name: &str, what: &'static str, source: io::Error) -> Self {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match source.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::Full { name: name.to_owned() },
            _ => Self::Folder { name: name.to_owned(), what, source },
        }
    }
}

/// A replica that does not have the item, as far as is known.
#[derive(Debug)]
pub struct Failed {
    /// Which.
    pub replica: ReplicaId,
    /// Why.
    pub why: CopyError,
}

/// Why an item was not taken in anywhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiveError {
    /// The list of replicas is empty, or one is on it twice.
    #[error("the replicas to take items into cannot be used: {0}")]
    Replicas(CopyError),
    /// No replica was named.
    #[error("no replica was named, so the item would be nowhere. Name at least one")]
    NoReplicas,
    /// The source broke off.
    #[error(
        "the item could not be read to its end, after {read} bytes. Nothing of it was kept; take it in again"
    )]
    Source {
        /// Bytes until then.
        read: u64,
        /// What it said.
        source: io::Error,
    },
    /// Other bytes than were announced.
    #[error(
        "the item is not what its sender announced: another {what}. Nothing of it was kept. Have it sent again, and keep the source until it arrives whole"
    )]
    NotAsExpected {
        /// Size, SHA-256 or BLAKE3.
        what: &'static str,
    },
    /// A spool file for buckets cannot be written.
    #[error(
        "there is no room, or no right, to keep the item while it is sent to a bucket. Make room in the folder for temporary files, and take it in again"
    )]
    Spool(io::Error),
    /// No replica has it.
    #[error("no replica took the item; {} tried. The first said: {}", .0.len(), first(.0))]
    Nowhere(Vec<Failed>),
    /// The manifest could not be sealed, or the system gives no random numbers.
    #[error(transparent)]
    Copy(#[from] CopyError),
}

fn first(failed: &[Failed]) -> String {
    failed.first().map(|first| first.why.to_string()).unwrap_or_default()
}
