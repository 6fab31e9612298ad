//! The Merkle tree of RFC 6962, as its right edge: what is needed to add leaves and to say the root.

use tlog_tiles::tlog;

use crate::tile::{TILE_WIDTH, Tile};

/// A SHA-256 hash of the tree (RFC 6962, 2.1): of a leaf, of a node, or the root.
pub type Hash = [u8; 32];

/// The root of the tree without leaves: the hash of nothing (RFC 6962, 2.1).
pub const EMPTY_ROOT: Hash = tlog::EMPTY_HASH.0;

/// More leaves than this are not counted: far beyond any log, and far below where index arithmetic in 64 bits ends.
pub const MAX_SIZE: u64 = 1 << 48;

/// The hash of two subtrees side by side.
fn node(left: Hash, right: Hash) -> Hash {
    tlog::node_hash(tlog::Hash(left), tlog::Hash(right)).0
}

/// The hash of a full subtree over 2^k hashes; [`EMPTY_ROOT`] over none.
pub(crate) fn subtree(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row
            .chunks(2)
            .map(|pair| match *pair {
                [left, right] => node(left, right),
                [alone] => alone,
                _ => EMPTY_ROOT,
            })
            .collect();
    }
    row.first().copied().unwrap_or(EMPTY_ROOT)
}

/// The right edge of a tree: on each level the hashes of the tile that is not full yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// The edge of a tree of `size` leaves, from what its partial tiles hold, level 0 first.
    pub(crate) fn from_levels(size: u64, levels: Vec<Vec<Hash>>) -> Self {
        Self { size, levels }
    }

    /// How many leaves the tree has.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the partial tile at a level.
    pub(crate) fn level(&self, level: usize) -> &[Hash] {
        self.levels.get(level).map_or(&[], Vec::as_slice)
    }

    /// Adds one leaf. Gives the tiles that became full, lowest level first.
    pub(crate) fn push(&mut self, leaf: Hash) -> Vec<(Tile, Vec<Hash>)> {
        self.size += 1;
        let mut full = Vec::new();
        let mut hash = leaf;
        for level in 0_u8.. {
            if self.levels.len() <= usize::from(level) {
                self.levels.push(Vec::new());
            }
            let Some(hashes) = self.levels.get_mut(usize::from(level)) else { break };
            hashes.push(hash);
            if hashes.len() < TILE_WIDTH {
                break;
            }
            let hashes = std::mem::take(hashes);
            hash = subtree(&hashes);
            // The tile just completed is the last full one of its level.
            full.push((Tile::full(level, (self.size >> (8 * (u32::from(level) + 1))) - 1), hashes));
        }
        full
    }

    /// The partial tiles of this tree, lowest level first.
    pub(crate) fn partial(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        let tiles = (0_u8..).zip(&self.levels).filter(|(_, hashes)| !hashes.is_empty());
        tiles.map(|(level, hashes)| (Tile::last(level, self.size), hashes.as_slice()))
    }

    /// The root of the tree.
    pub(crate) fn root(&self) -> Hash {
        let mut root = None;
        // From the right: the smallest full subtrees first, each put to the left of what is there.
        for hashes in &self.levels {
            let mut rest = hashes.as_slice();
            while !rest.is_empty() {
                let (left, right) = rest.split_at(rest.len() - (1 << rest.len().trailing_zeros()));
                let right = subtree(right);
                root = Some(root.map_or(right, |root| node(right, root)));
                rest = left;
            }
        }
        root.unwrap_or(EMPTY_ROOT)
    }
}
