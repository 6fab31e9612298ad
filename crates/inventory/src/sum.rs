//! Three measures of a set of items: how many, how many bytes, which.

use crate::digest::{ScrubDigest, SweepDigest};
use crate::item::{Entry, State};
use crate::key::Key;

/// Count, bytes and digest of what a listing shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many items.
    pub count: u64,
    /// Their bytes. Wraps never: it stops at the largest number, which no store holds.
    pub bytes: u64,
    /// Which.
    pub digest: SweepDigest,
}

impl Sum {
    /// Adds an item.
    pub fn add(&mut self, key: &Key, size: u64) {
        self.count += 1;
        self.bytes = self.bytes.saturating_add(size);
        self.digest.insert(key, size);
    }
}

/// What an inventory holds in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// All items.
    pub all: Sum,
    /// How many of them were read ([`State::Hashed`]); the rest is named only.
    pub hashed: u64,
    /// Bytes of those that were read.
    pub hashed_bytes: u64,
    /// Which were read, with their SHA-256.
    pub scrub: ScrubDigest,
}

impl Totals {
    /// Adds an entry.
    pub fn add(&mut self, entry: &Entry) {
        self.all.add(&entry.key, entry.size);
        if let (State::Hashed, Some(sha256)) = (entry.state, &entry.sha256) {
            self.hashed += 1;
            self.hashed_bytes = self.hashed_bytes.saturating_add(entry.size);
            self.scrub.insert(&entry.key, entry.size, sha256);
        }
    }
}
