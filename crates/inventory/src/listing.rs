//! A listing: batches of items in ascending order, and at its end how far it is to be believed.

use crate::coverage::{Aside, Coverage, Kind, ListOptions, Outcome, Reason};
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
