//! One number for a whole set of items, whatever their order: `LtHash16`.
//!
//! Each item becomes 2,048 bytes of BLAKE3 output, read as 1,024 numbers of 16 bits; the digest of a set is their sum,
//! number by number, modulo 2^16 (Lewi and others, ePrint 2019/227). So `expected - observed = missing - surplus`, and
//! a single missing item is found by its digest alone. An item that is there 65,536 times counts as not there.

use crate::key::Key;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, AddAssign, Sub, SubAssign};

/// Numbers in a digest.
const LANES: usize = 1024;

/// Bytes of a stored digest.
pub const DIGEST_BYTES: usize = 2 * LANES;

/// Digests of what a listing shows: key and size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {}

/// Digests of what was read: key, size and SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scrub {}

/// The sum of a set of items. Its type says what of an item went into it: the two kinds cannot be mixed.
pub struct Digest<Of> {
    lanes: Box<[u16; LANES]>,
    of: PhantomData<Of>,
}

/// Of key and size.
pub type SweepDigest = Digest<Sweep>;
/// Of key, size and SHA-256.
pub type ScrubDigest = Digest<Scrub>;

impl<Of> Digest<Of> {
    /// The digest of nothing.
    pub fn new() -> Self {
        Self { lanes: Box::new([0; LANES]), of: PhantomData }
    }

    /// Whether it is the digest of nothing.
    pub fn is_zero(&self) -> bool {
        self.lanes.iter().all(|lane| *lane == 0)
    }

    /// As it is stored: 1,024 numbers of 16 bits, little-endian.
    pub fn to_bytes(&self) -> [u8; DIGEST_BYTES] {
        let mut bytes = [0; DIGEST_BYTES];
        for (pair, lane) in bytes.chunks_exact_mut(2).zip(self.lanes.iter()) {
            pair.copy_from_slice(&lane.to_le_bytes());
        }
        bytes
    }

    /// From what [`Digest::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8; DIGEST_BYTES]) -> Self {
        let mut digest = Self::new();
        for (lane, pair) in digest.lanes.iter_mut().zip(bytes.chunks_exact(2)) {
            *lane = u16::from_le_bytes([pair[0], pair[1]]);
        }
        digest
    }

    /// For people and for signed notes: BLAKE3 of the 2,048 bytes, as 64 hexadecimal digits.
    pub fn short(&self) -> String {
        blake3::hash(&self.to_bytes()).to_hex().to_string()
    }

    fn change(&mut self, item: &blake3::Hasher, how: fn(u16, u16) -> u16) {
        let mut bytes = [0; DIGEST_BYTES];
        item.finalize_xof().fill(&mut bytes);
        for (lane, pair) in self.lanes.iter_mut().zip(bytes.chunks_exact(2)) {
            *lane = how(*lane, u16::from_le_bytes([pair[0], pair[1]]));
        }
    }
}

/// What stands before an item, so that one kind of digest is never one of the other kind. Lengths are fixed or last.
fn item(domain: &[u8], key: &Key, size: u64, sha256: &[u8]) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    // One call for what is short, as nearly all is: a call for each part costs as much as the hash.
    let mut bytes = [0; 256];
    let parts = [domain, &size.to_le_bytes(), sha256, key.as_bytes()];
    let mut at = 0;
    for part in parts {
        if let Some(room) = bytes.get_mut(at..at + part.len()) {
            room.copy_from_slice(part);
            at += part.len();
        } else {
            hasher.update(&bytes[..at]).update(part);
            at = 0;
        }
    }
    hasher.update(&bytes[..at]);
    hasher
}

const SWEEP: &[u8] = b"tipstaff-inventory/sweep/1\n";
const SCRUB: &[u8] = b"tipstaff-inventory/scrub/1\n";

impl SweepDigest {
    /// Adds an item.
    pub fn insert(&mut self, key: &Key, size: u64) {
        self.change(&item(SWEEP, key, size, &[]), u16::wrapping_add);
    }

    /// Takes an item away.
    pub fn remove(&mut self, key: &Key, size: u64) {
        self.change(&item(SWEEP, key, size, &[]), u16::wrapping_sub);
    }

    /// The digest of one item.
    pub fn of(key: &Key, size: u64) -> Self {
        let mut digest = Self::new();
        digest.insert(key, size);
        digest
    }

    /// The one item among `candidates` whose absence alone explains `expected - observed`. One pass, no memory.
    pub fn single<'a>(&self, candidates: impl IntoIterator<Item = (&'a Key, u64)>) -> Option<&'a Key> {
        candidates.into_iter().find(|(key, size)| Self::of(key, *size) == *self).map(|(key, _)| key)
    }
}

impl ScrubDigest {
    /// Adds an item.
    pub fn insert(&mut self, key: &Key, size: u64, sha256: &[u8; 32]) {
        self.change(&item(SCRUB, key, size, sha256), u16::wrapping_add);
    }

    /// Takes an item away.
    pub fn remove(&mut self, key: &Key, size: u64, sha256: &[u8; 32]) {
        self.change(&item(SCRUB, key, size, sha256), u16::wrapping_sub);
    }

    /// The digest of one item.
    pub fn of(key: &Key, size: u64, sha256: &[u8; 32]) -> Self {
        let mut digest = Self::new();
        digest.insert(key, size, sha256);
        digest
    }
}

impl<Of> Default for Digest<Of> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Of> Clone for Digest<Of> {
    fn clone(&self) -> Self {
        Self { lanes: self.lanes.clone(), of: PhantomData }
    }
}

impl<Of> PartialEq for Digest<Of> {
    fn eq(&self, other: &Self) -> bool {
        self.lanes == other.lanes
    }
}

impl<Of> Eq for Digest<Of> {}

impl<Of> fmt::Debug for Digest<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({})", &self.short()[..16])
    }
}

impl<Of> AddAssign<&Self> for Digest<Of> {
    fn add_assign(&mut self, other: &Self) {
        for (lane, more) in self.lanes.iter_mut().zip(other.lanes.iter()) {
            *lane = lane.wrapping_add(*more);
        }
    }
}

impl<Of> SubAssign<&Self> for Digest<Of> {
    fn sub_assign(&mut self, other: &Self) {
        for (lane, less) in self.lanes.iter_mut().zip(other.lanes.iter()) {
            *lane = lane.wrapping_sub(*less);
        }
    }
}

impl<Of> Add<&Self> for Digest<Of> {
    type Output = Self;
    fn add(mut self, other: &Self) -> Self {
        self += other;
        self
    }
}

impl<Of> Sub<&Self> for Digest<Of> {
    type Output = Self;
    fn sub(mut self, other: &Self) -> Self {
        self -= other;
        self
    }
}
