//! What happened to what.

use jiff::Timestamp;

/// An act of custody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the log.
    pub position: u64,
    /// Its kind, as the record calls it: `received`, `verified`, `disclosed`. Small letters, digits, `-` and `_`.
    pub kind: String,
    /// The word of the Data Protection Act 2018, s. 62(1), that it is, where it is one: `collection`, `alteration`, `consultation`,
    /// `disclosure`, `combination`, `erasure`.
    pub word: Option<&'static str>,
    /// When it was begun, where that is known.
    pub began: Option<Timestamp>,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Number of whoever did it.
    pub actor: u32,
    /// In which role, in small letters: never a name.
    pub role: String,
    /// Items that it is about, by their number in the record. Those that are not in the bag are passed over.
    pub items: Vec<[u8; 16]>,
    /// Items that it made: a clip, a redaction.
    pub made: Vec<[u8; 16]>,
}

/// An item, as CASE says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its random number in the record.
    pub id: [u8; 16],
    /// Its path under `data/`.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// Items that it was made from.
    pub derived_from: Vec<[u8; 16]>,
}
