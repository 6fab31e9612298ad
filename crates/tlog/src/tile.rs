//! Tiles and entry bundles: their paths and their bytes (C2SP tlog-tiles).
//!
//! `tlog_tiles::Tile` is not used for paths: it writes those of Go's checksum database (`tile/8/0/…`, `tile/8/data/…`).

use std::fmt;

use crate::{error::LogError, leaf::MAX_LEAF, tree::Hash};

/// How many hashes, or entries, make a full tile.
pub(crate) const TILE_WIDTH: usize = 256;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The entries themselves, each behind its length.
    Entries,
    /// Hashes of a level: 0 are leaves, each above sums up full tiles of the one below.
    Hashes(u8),
}

/// One tile by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tile {
    pub(crate) kind: Kind,
    pub(crate) index: u64,
    pub(crate) width: usize,
}

impl Tile {
    /// A full tile of hashes.
    pub(crate) fn full(level: u8, index: u64) -> Self {
        Self { kind: Kind::Hashes(level), index, width: TILE_WIDTH }
    }

    /// The partial tile of hashes at the right edge of a tree; of width 0 if there is none.
    pub(crate) fn last(level: u8, size: u64) -> Self {
        let hashes = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
        Self { kind: Kind::Hashes(level), index: hashes >> 8, width: (hashes & 255) as usize }
    }

    /// The tile of hashes with this index, as wide as a tree of `size` leaves makes it.
    pub(crate) fn in_tree(level: u8, index: u64, size: u64) -> Self {
        let last = Self::last(level, size);
        if index < last.index { Self::full(level, index) } else { Self { index, ..last } }
    }

    /// The bundle of the entries under a level 0 tile.
    pub(crate) fn entries(self) -> Self {
        Self { kind: Kind::Entries, ..self }
    }

    /// The same place once it is full.
    pub(crate) fn filled(self) -> Self {
        Self { width: TILE_WIDTH, ..self }
    }

    /// The level; 0 for entries.
    pub(crate) fn level(self) -> u8 {
        match self.kind {
            Kind::Hashes(level) => level,
            Kind::Entries => 0,
        }
    }

    /// Whether it is partial.
    pub(crate) fn is_partial(self) -> bool {
        self.width < TILE_WIDTH
    }

    /// Where the partial tiles of this place lie.
    pub(crate) fn partial_folder(self) -> String {
        format!("{}.p", self.filled())
    }
}

/// The path under the log's prefix: `tile/0/x001/x234/067`, `tile/entries/000.p/7`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Entries => write!(f, "tile/entries/")?,
            Kind::Hashes(level) => write!(f, "tile/{level}/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (place, group) in groups.iter().enumerate().rev() {
            if place > 0 {
                write!(f, "x{group:03}/")?;
            } else {
                write!(f, "{group:03}")?;
            }
        }
        if self.is_partial() { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// The bytes of a tile of hashes.
pub(crate) fn hashes_to_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.concat()
}

/// The hashes of a tile, `None` if its bytes are not whole hashes.
pub(crate) fn hashes_from_bytes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| hashes.to_vec())
}

/// Adds an entry to a bundle: its length in two bytes, big-endian, then itself.
pub(crate) fn add_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), LogError> {
    let length = u16::try_from(entry.len()).map_err(|_| LogError::LeafTooLong { bytes: entry.len() })?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle as far as they can be read, and whether that is all of it.
pub(crate) fn entries_from_bytes(bytes: &[u8]) -> (Vec<&[u8]>, bool) {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let entry = rest
            .split_first_chunk()
            .and_then(|(length, rest)| rest.split_at_checked(usize::from(u16::from_be_bytes(*length))));
        let Some((entry, after)) = entry else { return (entries, false) };
        entries.push(entry);
        rest = after;
    }
    (entries, true)
}

/// The longest a bundle can be, in bytes.
pub(crate) const MAX_BUNDLE: u64 = (TILE_WIDTH * (2 + MAX_LEAF)) as u64;
