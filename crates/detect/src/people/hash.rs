//! Keyed hashes of values, so that a value can be counted and compared without being kept.
//!
//! The key is drawn afresh for each file. Without it a hostile file could be made whose hidden values collide with shown
//! ones, or in which a name disappears behind another.

use siphasher::sip::SipHasher13;
use std::hash::{BuildHasher, Hasher, RandomState};

/// Hashes values under one key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyedHash {
    key: (u64, u64),
}

impl KeyedHash {
    /// A fresh key, from the operating system's random numbers by way of the standard library.
    pub(crate) fn fresh() -> Self {
        let one = || RandomState::new().build_hasher().finish();
        Self { key: (one(), one()) }
    }

    /// The hash of some pieces, with their borders.
    pub(crate) fn of(&self, pieces: &[&[u8]]) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(self.key.0, self.key.1);
        for piece in pieces {
            hasher.write_u32(piece.len() as u32);
            hasher.write(piece);
        }
        hasher.finish()
    }
}
