//! What must be known of shards to put them together.

use super::ParityError;
use crate::id::Blake3;
use serde::{Deserialize, Serialize};

/// How many shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Shards of data, 1 to 255.
    pub data: u16,
    /// Shards of parity, 1 to 255: so many of all may be lost.
    pub parity: u16,
}

impl Shape {
    /// Refuses numbers that the code cannot do.
    pub fn check(self) -> Result<(), ParityError> {
        let possible = 1..=255;
        if possible.contains(&self.data) && possible.contains(&self.parity) {
            Ok(())
        } else {
            Err(ParityError::Shape { data: self.data, parity: self.parity })
        }
    }

    /// Shards of both kinds.
    pub fn all(self) -> usize {
        usize::from(self.data) + usize::from(self.parity)
    }
}

/// What must be known of shards to put them together; each place has one, and they are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// 1.
    pub format: u8,
    /// How many shards.
    pub shape: Shape,
    /// Bytes of a piece, a multiple of 64.
    pub piece: u32,
    /// Bytes of the item.
    pub size: u64,
    /// BLAKE3 of the item.
    pub blake3: Blake3,
    /// BLAKE3 of each shard, data first.
    pub shards: Vec<Blake3>,
}

/// The largest piece: a row of 8 and 4 is then under a megabyte.
const PIECE: u64 = 65_536;

/// Bytes of a piece for an item of this size: no larger than it takes.
pub(super) fn piece(shape: Shape, size: u64) -> u32 {
    let even = size.div_ceil(u64::from(shape.data.max(1))).next_multiple_of(64);
    even.clamp(64, PIECE) as u32
}

impl Header {
    /// Two lines: JSON, and its BLAKE3, so that a damaged header is known for one.
    pub fn to_text(&self) -> String {
        // It has no maps with keys that are no texts, which is all that could go wrong.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{json}\n{}\n", Blake3::of(json.as_bytes()))
    }

    /// Reads what [`Header::to_text`] wrote; nothing else is taken.
    pub fn from_text(text: &str) -> Result<Self, ParityError> {
        let (json, rest) = text.split_once('\n').ok_or(ParityError::NoHeader)?;
        let digest: Blake3 = rest.trim_end_matches('\n').parse().map_err(|_| ParityError::NoHeader)?;
        if Blake3::of(json.as_bytes()) != digest {
            return Err(ParityError::NoHeader);
        }
        let header: Self = serde_json::from_str(json).map_err(|_| ParityError::NoHeader)?;
        header.shape.check()?;
        let fits = header.format == 1
            && header.shards.len() == header.shape.all()
            && header.piece == piece(header.shape, header.size);
        if fits { Ok(header) } else { Err(ParityError::NoHeader) }
    }
}
