//! What is known of an item before its bytes are read.

use crate::error::CopyError;
use crate::id::{Blake3, ItemId, Sha256};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where in a camera's own count an item comes: a gap in the sequence is footage that never arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameraFrame {
    /// The maker's serial number of the camera.
    pub serial: String,
    /// The camera's number for this recording, where it counts them.
    pub sequence: Option<u64>,
}

/// What the sender says that the bytes are. What is `None` is not compared; any difference refuses the item before
/// anything of it has a name in any replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expected {
    /// Bytes.
    pub size: Option<u64>,
    /// SHA-256.
    pub sha256: Option<Sha256>,
    /// BLAKE3.
    pub blake3: Option<Blake3>,
}

/// What is known of an item before its bytes are read.
#[derive(Clone, PartialEq, Eq)]
pub struct About {
    /// Its name. The same name again, after a failure, finishes what was begun. That a name is not given to other bytes is
    /// for the caller to see to: a replica has no index by item.
    pub item: ItemId,
    /// The account that it is booked to, such as a dock or a system that is being migrated.
    pub source: String,
    /// Where it was recorded by a camera that says so.
    pub camera: Option<CameraFrame>,
    /// When it was recorded, as its source says.
    pub recorded_at: Option<Timestamp>,
    /// Its retention class.
    pub class: String,
    /// Salted commitments to the cases that it belongs to; the salts are elsewhere and can be erased.
    pub cases: Vec<[u8; 32]>,
    /// The item that it was made from, where it is a clip or a redaction.
    pub derived_from: Option<ItemId>,
    /// What its sender says that the bytes are.
    pub expected: Expected,
}

impl About {
    /// An item under a new name, of which nothing more is known yet.
    pub fn new(source: impl Into<String>, class: impl Into<String>) -> Result<Self, CopyError> {
        Ok(Self {
            item: ItemId::fresh()?,
            source: source.into(),
            camera: None,
            recorded_at: None,
            class: class.into(),
            cases: Vec::new(),
            derived_from: None,
            expected: Expected::default(),
        })
    }
}

/// Sources may name people.
impl fmt::Debug for About {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "About({}, {} cases)", self.item, self.cases.len())
    }
}
