//! A listing: batches of items in ascending order, and at its end how far it is to be believed.

use crate::digest::SweepDigest;
use crate::error::{InventoryError, Trouble};
use crate::identity::Identity;
use crate::item::Listed;
use crate::key::Key;
use crate::sum::Sum;
use std::fmt;
use tokio::sync::mpsc;

/// Reasons that a listing keeps by name; of more it keeps the number.
const REASONS: usize = 100;
/// Things not looked into that a listing keeps by name; of more it keeps the number.
const ASIDE: usize = 1000;

/// How to list.
#[derive(Debug, Clone)]
pub struct ListOptions {
    /// Items in a batch.
    pub batch: usize,
    /// What the place was at its baseline: if it is another one now, nothing is listed and the listing is incomplete.
    pub expected: Option<Identity>,
    /// Go into other file systems mounted below. Otherwise each makes the listing incomplete.
    pub across_file_systems: bool,
    /// Folders and files of these keys are left out by rule, such as `lost+found` or `.snapshot`.
    pub leave_out: Vec<Key>,
    /// Folders within folders, at most.
    pub depth: usize,
    /// Sort what comes, through a temporary file where it is much. Only for buckets whose server is known not to sort; the
    /// first batch then comes after the last page.
    pub sort: bool,
}

impl Default for ListOptions {
    fn default() -> Self {
        Self {
            batch: 1000,
            expected: None,
            across_file_systems: false,
            leave_out: Vec::new(),
            depth: 64,
            sort: false,
        }
    }
}

/// How far a listing is to be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// All that there is was listed, as far as the store says. A server that ends its list early without a word cannot be
    /// told from a loss by the list alone: ask for what is missing with [`crate::Location::probe`].
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
    /// A file was listed by name, but its size could not be asked.
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
            Self::Size { trouble, .. } => write!(f, "the size of a file could not be asked: {trouble}"),
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

/// A running listing. Its items come in strictly ascending order of their keys, each once.
#[derive(Debug)]
pub struct Listing {
    pub(crate) messages: mpsc::Receiver<Message>,
    outcome: Option<Outcome>,
    taken: u64,
}

pub(crate) enum Message {
    Batch(Vec<Listed>),
    Done(Box<Outcome>),
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Batch(batch) => write!(f, "Batch({})", batch.len()),
            Self::Done(_) => f.write_str("Done"),
        }
    }
}

impl Listing {
    pub(crate) fn new(messages: mpsc::Receiver<Message>) -> Self {
        Self { messages, outcome: None, taken: 0 }
    }

    /// The next items; `None` at the end, whether good or bad: see [`Listing::finish`].
    pub async fn next(&mut self) -> Option<Vec<Listed>> {
        if self.outcome.is_some() {
            return None;
        }
        let message = self.messages.recv().await;
        self.took(message)
    }

    /// The same for a thread that may wait, such as one of `spawn_blocking`.
    pub fn blocking_next(&mut self) -> Option<Vec<Listed>> {
        if self.outcome.is_some() {
            return None;
        }
        let message = self.messages.blocking_recv();
        self.took(message)
    }

    /// How it ended. Lists on to the end where it is not there yet.
    pub async fn finish(mut self) -> Outcome {
        while self.next().await.is_some() {}
        self.ended()
    }

    /// The same for a thread that may wait.
    pub fn blocking_finish(mut self) -> Outcome {
        while self.blocking_next().is_some() {}
        self.ended()
    }

    fn took(&mut self, message: Option<Message>) -> Option<Vec<Listed>> {
        match message {
            Some(Message::Batch(batch)) => {
                self.taken += batch.len() as u64;
                Some(batch)
            }
            Some(Message::Done(outcome)) => {
                self.outcome = Some(*outcome);
                None
            }
            None => {
                self.outcome = Some(broken(self.taken));
                None
            }
        }
    }

    fn ended(self) -> Outcome {
        let taken = self.taken;
        self.outcome.unwrap_or_else(|| broken(taken))
    }
}

/// Whoever listed is gone without a word: a panic, or a runtime that was shut down.
fn broken(after: u64) -> Outcome {
    Outcome {
        coverage: Coverage::Incomplete {
            reasons: vec![Reason::Ended { trouble: Trouble::Ourselves, after }],
        },
        sum: Sum::default(),
        aside: Aside::default(),
        went: 0,
        identity: None,
    }
}

/// Collects what is listed, and sends it on.
pub(crate) struct Lister {
    to: mpsc::Sender<Message>,
    size: usize,
    batch: Vec<Listed>,
    sum: Sum,
    reasons: Vec<Reason>,
    more: u64,
    aside: Aside,
    pub(crate) went: u64,
    pub(crate) identity: Option<Identity>,
}

/// Nobody listens any more.
#[derive(Debug)]
pub(crate) struct Unheard;

impl Lister {
    pub(crate) fn new(to: mpsc::Sender<Message>, options: &ListOptions) -> Self {
        let size = options.batch.clamp(1, 100_000);
        Self {
            to,
            size,
            batch: Vec::with_capacity(size),
            sum: Sum { count: 0, bytes: 0, digest: SweepDigest::new() },
            reasons: Vec::new(),
            more: 0,
            aside: Aside::default(),
            went: 0,
            identity: None,
        }
    }

    /// Takes an item; `true` when a batch is full and wants sending.
    pub(crate) fn item(&mut self, item: Listed) -> bool {
        self.sum.add(&item.key, item.size);
        self.batch.push(item);
        self.batch.len() >= self.size
    }

    pub(crate) fn count(&self) -> u64 {
        self.sum.count
    }

    pub(crate) fn because(&mut self, reason: Reason) {
        if self.reasons.len() < REASONS - 1 {
            self.reasons.push(reason);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn aside(&mut self, key: Key, kind: Kind) {
        self.aside.count += 1;
        if self.aside.some.len() < ASIDE {
            self.aside.some.push((key, kind));
        }
    }

    pub(crate) async fn send(&mut self) -> Result<(), Unheard> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(self.size));
        self.to.send(Message::Batch(batch)).await.map_err(|_| Unheard)
    }

    pub(crate) fn blocking_send(&mut self) -> Result<(), Unheard> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(self.size));
        self.to.blocking_send(Message::Batch(batch)).map_err(|_| Unheard)
    }

    pub(crate) async fn done(mut self) {
        if !self.batch.is_empty() && self.send().await.is_err() {
            return;
        }
        let to = self.to.clone();
        let _ = to.send(Message::Done(Box::new(self.outcome()))).await;
    }

    pub(crate) fn blocking_done(mut self) {
        if !self.batch.is_empty() && self.blocking_send().is_err() {
            return;
        }
        let to = self.to.clone();
        let _ = to.blocking_send(Message::Done(Box::new(self.outcome())));
    }

    fn outcome(mut self) -> Outcome {
        if self.more > 0 {
            self.reasons.push(Reason::More { count: self.more });
        }
        let coverage = if self.reasons.is_empty() {
            Coverage::Complete
        } else {
            Coverage::Incomplete { reasons: self.reasons }
        };
        Outcome { coverage, sum: self.sum, aside: self.aside, went: self.went, identity: self.identity }
    }
}

/// Items of a listing one by one, for a thread that may wait: what [`crate::compare::compare`] takes.
pub struct Items<'a> {
    listing: &'a mut Listing,
    batch: std::vec::IntoIter<Listed>,
}

impl Listing {
    /// Its items one by one, for a thread that may wait. Ask [`Listing::blocking_finish`] afterwards how it ended.
    pub fn items(&mut self) -> Items<'_> {
        Items { listing: self, batch: Vec::new().into_iter() }
    }
}

impl Iterator for Items<'_> {
    type Item = Result<Listed, InventoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.batch.next() {
                return Some(Ok(item));
            }
            self.batch = self.listing.blocking_next()?.into_iter();
        }
    }
}
