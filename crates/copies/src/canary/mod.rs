//! What a place does, whatever it says: see [`grade`].
//!
//! Each server that was tried is silent about another promise that it does not keep: one stores what has a wrong checksum,
//! one overwrites in spite of `If-None-Match`, one answers 200 to retention and deletes all the same.

mod bucket;
mod folder;
mod raw;
mod rights;

pub use raw::RawS3;
pub use rights::may_write;

use crate::error::CopyError;
use crate::replica::Replica;
use jiff::Timestamp;

/// What can be relied on in a place, from the best down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Write once, read many: a version under retention was seen to withstand its deletion, and nothing was overwritten.
    A,
    /// A name was seen not to be given twice, and versions to be kept (of a folder: deletion was refused to us).
    B,
    /// It stores.
    C,
    /// It lets us look, and write nothing: somebody else's, watched.
    W,
}

/// What a place was tried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Promise {
    /// What is new may be written by us.
    Writes,
    /// A new name is listed at once.
    ListsAtOnce,
    /// What is read is what was written.
    ReadsBack,
    /// A second writing under one name is refused, and the first bytes are still there.
    NoOverwriting,
    /// What is sent with a wrong checksum is refused.
    ChecksumIsChecked,
    /// After an overwriting both versions are there.
    KeepsVersions,
    /// A version under retention cannot be deleted.
    RetentionHolds,
    /// The identity of every day cannot delete.
    NoDeletionByUs,
    /// A listing goes on past 1,000 names.
    ListsAllPages,
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

impl Graded {
    /// Whether a promise was kept.
    pub fn kept(&self, promise: Promise) -> Kept {
        kept(&self.observed, promise)
    }

    /// What was kept before and is not now: a reason for an alarm.
    pub fn worse_than(&self, before: &Self) -> Vec<Promise> {
        let was = before.observed.iter().filter(|one| one.kept == Kept::Yes).map(|one| one.promise);
        was.filter(|promise| self.kept(*promise) == Kept::No).collect()
    }
}

/// What is tried beside the cheap things.
#[derive(Default)]
pub struct Trials<'t> {
    /// Checksums, versions and retention of a bucket. What is put under retention stays there for a day.
    pub raw: Option<&'t RawS3>,
    /// A listing past 1,000 names. The first time 1,001 empty objects are written, which stay.
    pub pages: bool,
}

/// A place to try things in.
pub(crate) enum Ground<'p> {
    /// A folder.
    Folder(&'p std::path::Path),
    /// A bucket.
    Bucket { store: &'p dyn object_store::ObjectStore, prefix: &'p object_store::path::Path, name: &'p str },
}

/// Tries a place, at the attaching and once a day. Everything is written below `canary/` under new names, and deleted again
/// where deletion is not refused. An error means that the place could not even be looked at: then nothing was observed.
pub fn grade(replica: &Replica, trials: &Trials<'_>, now: Timestamp) -> Result<Graded, CopyError> {
    let observed = match replica.place().for_trials() {
        Ground::Folder(path) => folder::observe(replica.name(), path)?,
        Ground::Bucket { store, prefix, name } => bucket::observe(store, prefix, name, trials, now)?,
    };
    Ok(Graded { grade: judge(&observed), observed, at: now })
}

fn judge(observed: &[Observation]) -> Grade {
    let yes = |promise| kept(observed, promise) == Kept::Yes;
    let stores = yes(Promise::ReadsBack) && yes(Promise::ListsAtOnce) && yes(Promise::NoOverwriting);
    let keeps = yes(Promise::KeepsVersions) || yes(Promise::NoDeletionByUs);
    match () {
        () if !yes(Promise::Writes) => Grade::W,
        () if stores && yes(Promise::RetentionHolds) => Grade::A,
        () if stores && keeps => Grade::B,
        () => Grade::C,
    }
}

fn kept(observed: &[Observation], promise: Promise) -> Kept {
    observed.iter().find(|one| one.promise == promise).map_or(Kept::NotTried, |one| one.kept)
}

/// A trial that was made.
fn seen(promise: Promise, is_kept: bool, how: impl Into<String>) -> Observation {
    Observation { promise, kept: if is_kept { Kept::Yes } else { Kept::No }, how: how.into() }
}

/// A trial that said nothing.
fn unseen(promise: Promise, how: impl Into<String>) -> Observation {
    Observation { promise, kept: Kept::NotTried, how: how.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graded(kept: &[Promise]) -> Grade {
        judge(&kept.iter().map(|promise| seen(*promise, true, "")).collect::<Vec<_>>())
    }

    #[test]
    fn a_grade_stands_on_what_was_seen_and_on_nothing_that_was_not() {
        use Promise::{KeepsVersions, ListsAtOnce, NoOverwriting, ReadsBack, RetentionHolds, Writes};
        assert_eq!(graded(&[]), Grade::W);
        assert_eq!(graded(&[Writes]), Grade::C);
        let plain = [Writes, ListsAtOnce, ReadsBack, NoOverwriting];
        assert_eq!(graded(&plain), Grade::C);
        assert_eq!(graded(&[&plain[..], &[KeepsVersions]].concat()), Grade::B);
        assert_eq!(graded(&[&plain[..], &[RetentionHolds]].concat()), Grade::A);
        // Retention is worth nothing where a name can be given to other bytes.
        assert_eq!(graded(&[Writes, ListsAtOnce, ReadsBack, RetentionHolds, KeepsVersions]), Grade::C);
    }
}
