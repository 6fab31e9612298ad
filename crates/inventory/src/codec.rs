//! Entries inside a block, as `encode` writes and `decode` reads them: keys share what they have in common with the
//! one before, times are told as differences.
//!
//! ```text
//! entry: flags u16 · bytes shared with the key before · bytes of the rest · rest · size · item
//!        · modified? · tag? · version? · SHA-256? · BLAKE3? · class? · source? · recorded? · since · verified?
//! time:  seconds after the same time of the entry before (zigzag) · nanoseconds
//! text:  bytes · UTF-8
//! class, source: number in the table; the next free number is followed by a text, which gets it
//! ```
//! item:  what it is more than the item of the entry before (zigzag)
//! Other numbers are LEB128. Tables last for the whole file; of times, items and keys a block begins afresh.

/// Bytes of a tag or version.
pub(crate) const MAX_TAG: usize = 1024;
/// Bytes of a class or source.
pub(crate) const MAX_WORD: usize = 256;
/// Different classes, or sources, of one list.
pub(crate) const MAX_WORDS: usize = 65_535;

pub(crate) const MODIFIED: u16 = 1;
pub(crate) const TAG: u16 = 1 << 1;
pub(crate) const VERSION: u16 = 1 << 2;
pub(crate) const SHA256: u16 = 1 << 3;
pub(crate) const BLAKE3: u16 = 1 << 4;
pub(crate) const CLASS: u16 = 1 << 5;
pub(crate) const SOURCE: u16 = 1 << 6;
pub(crate) const HASHED: u16 = 1 << 7;
pub(crate) const RECORDED: u16 = 1 << 8;
pub(crate) const VERIFIED: u16 = 1 << 9;
pub(crate) const ALL: u16 = (1 << 10) - 1;

/// The seconds of the four times of the entry before.
pub(crate) type Times = [i64; 4];
