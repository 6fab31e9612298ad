//! Remembers texts that were told already: a formula filled down a column says the same words a million times.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Texts remembered; beyond, some may be told twice.
const MOST: usize = 20_000;

/// A bounded memory for texts.
#[derive(Debug, Default)]
pub(super) struct Seen {
    hashes: HashSet<u64>,
}

impl Seen {
    /// Whether a text is new.
    pub(super) fn is_new(&mut self, text: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        if self.hashes.len() >= MOST { !self.hashes.contains(&hash) } else { self.hashes.insert(hash) }
    }
}
