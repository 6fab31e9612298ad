//! How to list, and how far what was listed is to be believed.

use crate::error::Trouble;
use crate::identity::Identity;
use crate::key::Key;
use crate::sum::Sum;
use std::fmt;
use std::time::Duration;

/// How to list.
#[derive(Debug, Clone)]
pub struct ListOptions {
    /// Items in a batch.
    pub batch: usize,
    /// What the place was at its baseline: if it is another one now, nothing is listed and the listing is incomplete.
    /// [`crate::Location::known_as`] does so for reading too.
    pub expected: Option<Identity>,
    /// Go into other file systems mounted below. Otherwise each makes the listing incomplete.
    pub across_file_systems: bool,
    /// Folders and files of these keys are left out by rule, such as `lost+found` or `.snapshot`.
    pub leave_out: Vec<Key>,
    /// Folders within folders, at most.
    pub depth: usize,
    /// Names of one folder that are sorted in memory, about 100 bytes each; of more, all wait in temporary files.
    pub in_memory: usize,
    /// Folders directly below the prefix of a bucket that are listed side by side: the same list, in less time where
    /// the bucket is divided evenly. Leave it at 1 where millions of objects lie directly below: they are held in
    /// memory.
    pub folders_at_a_time: usize,
    /// Sort what comes, through a temporary file where it is much. Only for buckets whose server is known not to
    /// sort; the first batch then comes after the last page.
    pub sort: bool,
    /// How long a bucket may name nothing more before it is given up, and the listing is incomplete: a server can answer with
    /// empty pages for ever.
    pub patience: Duration,
}

impl Default for ListOptions {
    fn default() -> Self {
        Self {
            batch: 1000,
            expected: None,
            across_file_systems: false,
            leave_out: Vec::new(),
            depth: 64,
            in_memory: 1_000_000,
            folders_at_a_time: 1,
            sort: false,
            patience: Duration::from_mins(10),
        }
    }
}

/// How far a listing is to be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// All that there is was listed, as far as the store says. A server that ends its list early without a word
    /// cannot be told from a loss by the list alone: ask for what is missing with [`crate::Location::probe`].
    Complete,
    /// Something was not listed. Whatever is missing may be there: the store's state is unknown.
    Incomplete {
        /// Why, at most 100 of them, the last of which may be [`Reason::More`].
        reasons: Vec<Reason>,
    },
}

impl Coverage {
    /// Whether all was listed.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Complete)
    }
}

/// Why a listing is incomplete. `Display` says it without names; [`Reason::key`] has the name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The place itself cannot be read, or is gone.
    Place {
        /// Why.
        trouble: Trouble,
    },
    /// The place is not the one it was: a share is not mounted, or another one is.
    NotSamePlace,
    /// A folder in it cannot be read.
    Folder {
        /// Which.
        key: Key,
        /// Why.
        trouble: Trouble,
    },
    /// A file was listed by name, but what it is could not be asked.
    Size {
        /// Which.
        key: Key,
        /// Why.
        trouble: Trouble,
    },
    /// A folder became another one, or went away, while it was being listed.
    Replaced {
        /// Which; `None` is the place itself.
        key: Option<Key>,
    },
    /// Another file system is mounted there.
    OtherFileSystem {
        /// Where.
        key: Key,
    },
    /// Folders lie deeper within one another than the limit.
    TooDeep {
        /// Where.
        key: Key,
    },
    /// A name is longer than [`crate::MAX_KEY`] bytes.
    TooLong {
        /// The folder it is in; `None` is the place itself.
        key: Option<Key>,
    },
    /// The list ended with an error.
    Ended {
        /// Why.
        trouble: Trouble,
        /// Items listed before.
        after: u64,
    },
    /// The server gives names in no order, so a missing one cannot be told from a late one. List with
    /// [`ListOptions::sort`].
    Unsorted {
        /// The first that came too late.
        key: Key,
    },
    /// More reasons than are kept.
    More {
        /// How many.
        count: u64,
    },
}

impl Reason {
    /// What it is about, for somebody who may see names.
    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::Folder { key, .. }
            | Self::Size { key, .. }
            | Self::OtherFileSystem { key }
            | Self::TooDeep { key }
            | Self::Unsorted { key } => Some(key),
            Self::Replaced { key } | Self::TooLong { key } => key.as_ref(),
            _ => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place { trouble } => write!(f, "the place could not be listed: {trouble}"),
            Self::NotSamePlace => {
                f.write_str("this is not the place that was first listed; check that the share is mounted")
            }
            Self::Folder { trouble, .. } => write!(f, "a folder could not be listed: {trouble}"),
            Self::Size { trouble, .. } => write!(f, "what a file is could not be asked: {trouble}"),
            Self::Replaced { .. } => f.write_str("a folder was moved or replaced while it was being listed"),
            Self::OtherFileSystem { .. } => {
                f.write_str("another file system is mounted below; watch it as a place of its own")
            }
            Self::TooDeep { .. } => f.write_str("folders lie deeper within one another than is looked into"),
            Self::TooLong { .. } => f.write_str("a name is longer than can be kept"),
            Self::Ended { trouble, after } => {
                write!(f, "the list ended early, after {after} items: {trouble}")
            }
            Self::Unsorted { .. } => f.write_str("the server gives names in no order; list with sorting"),
            Self::More { count } => write!(f, "and {count} reasons more"),
        }
    }
}

/// What something is that is no item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A symbolic link. Links are not followed: what they show may lie anywhere.
    Link,
    /// A socket.
    Socket,
    /// A named pipe.
    Pipe,
    /// A device.
    Device,
    /// Left out by rule ([`ListOptions::leave_out`]).
    LeftOut,
    /// An object of no bytes that stands for a folder of a bucket.
    FolderMarker,
    /// Something the system has no name for.
    Unknown,
}

/// What was seen and is no item: nobody shall believe that it was looked into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    /// Up to 1,000 of them, in the order in which they were met.
    pub some: Vec<(Key, Kind)>,
    /// How many in all.
    pub count: u64,
}

/// How a listing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How far it is to be believed.
    pub coverage: Coverage,
    /// Count, bytes and digest of what was listed.
    pub sum: Sum,
    /// What was seen and is no item.
    pub aside: Aside,
    /// Files that were there when their folder was read and gone when their size was asked. They count as not there.
    pub went: u64,
    /// What the place is; `None` where it could not be opened.
    pub identity: Option<Identity>,
}
