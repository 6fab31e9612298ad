//! Reading a shelf back: tiles, entries, proofs.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

use tlog_tiles::tlog::{self, HashReader};

use super::{CHECKPOINT, Shelf};
use crate::{
    checkpoint::{Checkpoint, Head},
    error::LogError,
    note::MAX_NOTE,
    proof::check_inclusion,
    tile::{MAX_BUNDLE, TILE_WIDTH, Tile, entries_from_bytes, hashes_from_bytes},
    tree::{Edge, Hash, subtree},
};

impl Shelf {
    /// The leaves with these numbers, from the entry bundles. They are what the shelf says; [`Shelf::verify`] says whether
    /// that is right. No more than a few thousand at once: they are held in memory.
    pub async fn read_leaves(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, LogError> {
        let size = self.claimed_size().await?;
        if range.end > size {
            return Err(LogError::OutOfRange { what: range.end, size });
        }
        let mut leaves = Vec::new();
        let mut next = range.start;
        while next < range.end {
            let bundle = self.bundle(Tile::in_tree(0, next >> 8, size).entries()).await?;
            let first = next & !255;
            let (skip, stop) = (next - first, (range.end - first).min(TILE_WIDTH as u64));
            leaves.extend(bundle.into_iter().take(stop as usize).skip(skip as usize));
            next = first + stop;
        }
        Ok(leaves)
    }

    /// The proof that leaf `index` is in the tree of the first `size` leaves (RFC 6962, 2.1.1), for [`check_inclusion`].
    pub async fn prove_inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, LogError> {
        if index >= size {
            return Err(LogError::OutOfRange { what: index, size });
        }
        self.prove(size, |reader| tlog::prove_record(size, index, reader)).await
    }

    /// The proof that the tree of the first `new` leaves continues that of the first `old` (RFC 6962, 2.1.2), for
    /// [`check_consistency`](crate::check_consistency). Empty when `old` is 0.
    pub async fn prove_consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, LogError> {
        if old > new {
            return Err(LogError::OutOfRange { what: old, size: new });
        }
        if old == 0 {
            return Ok(Vec::new());
        }
        self.prove(new, |reader| tlog::prove_tree(new, old, reader)).await
    }

    /// The root over the first `size` leaves, as the tiles have it.
    pub async fn root_at(&self, size: u64) -> Result<Hash, LogError> {
        let claimed = self.claimed_size().await?;
        if size > claimed {
            return Err(LogError::OutOfRange { what: size, size: claimed });
        }
        Ok(self.edge_at(size, claimed).await?.root())
    }

    /// The right edge under a checkpoint, proved by the checkpoint's root.
    pub(super) async fn edge(&self, head: &Head) -> Result<Edge, LogError> {
        let edge = self.edge_at(head.size, head.size).await?;
        if edge.root() == head.root {
            return Ok(edge);
        }
        let path = Tile::last(0, head.size).to_string();
        Err(LogError::Damaged { path, why: "or a tile above it does not add up to the signed root".into() })
    }

    /// Checks that a leaf of the database stands where the signed tree has it.
    pub(super) async fn confirm(&self, head: &Head, index: u64, leaf: Hash) -> Result<(), LogError> {
        let proof = self.prove_inclusion(index, head.size).await?;
        check_inclusion(&proof, head, index, leaf).map_err(|_| LogError::Fork { index })
    }

    async fn edge_at(&self, size: u64, claimed: u64) -> Result<Edge, LogError> {
        let mut levels = Vec::new();
        for level in 0_u8..8 {
            let tile = Tile::last(level, size);
            if tile.width == 0 {
                levels.push(Vec::new());
                continue;
            }
            let mut hashes = self.hashes(Tile::in_tree(level, tile.index, claimed)).await?;
            hashes.truncate(tile.width);
            levels.push(hashes);
        }
        while levels.last().is_some_and(Vec::is_empty) {
            levels.pop();
        }
        Ok(Edge::from_levels(size, levels))
    }

    /// How large the log on the shelf says to be. Whoever uses it checks what comes of it against a verified root.
    async fn claimed_size(&self) -> Result<u64, LogError> {
        let bytes = self.get(CHECKPOINT, MAX_NOTE as u64).await?.ok_or(LogError::NoCheckpoint)?;
        Ok(Checkpoint::parse(&bytes)?.size())
    }

    /// Lets `tlog_tiles` say which hashes a proof needs, fetches them, and lets it make the proof.
    async fn prove(
        &self,
        size: u64,
        with: impl Fn(&Known) -> Result<Vec<tlog::Hash>, tlog::Error>,
    ) -> Result<Vec<Hash>, LogError> {
        let claimed = self.claimed_size().await?;
        if size > claimed {
            return Err(LogError::OutOfRange { what: size, size: claimed });
        }
        let mut known = Known::default();
        let mut tiles = HashMap::new();
        loop {
            if let Ok(proof) = with(&known) {
                return Ok(proof.into_iter().map(|hash| hash.0).collect());
            }
            let wanted = known.wanted.take();
            if wanted.is_empty() {
                return Err(LogError::OutOfRange { what: size, size: claimed });
            }
            for index in wanted {
                let hash = self.node(index, claimed, &mut tiles).await?;
                known.hashes.insert(index, tlog::Hash(hash));
            }
        }
    }

    /// The hash with a number in the order of `tlog_tiles`, out of the tile that holds it or what it sums up.
    async fn node(
        &self,
        stored: u64,
        claimed: u64,
        tiles: &mut HashMap<(u8, u64), Vec<Hash>>,
    ) -> Result<Hash, LogError> {
        let (height, number) = tlog::split_stored_hash_index(stored);
        let (level, height) = (height / 8, height % 8);
        let first = number << height;
        let place = (level, first >> 8);
        let hashes = match tiles.entry(place) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                unknown.insert(self.hashes(Tile::in_tree(level, first >> 8, claimed)).await?)
            }
        };
        let start = (first & 255) as usize;
        let hashes = hashes.get(start..start + (1 << height));
        hashes.map(subtree).ok_or(LogError::OutOfRange { what: first, size: claimed })
    }

    /// The hashes of a tile.
    pub(super) async fn hashes(&self, tile: Tile) -> Result<Vec<Hash>, LogError> {
        let (path, bytes) = self.tile(tile, (TILE_WIDTH * 32) as u64).await?;
        let hashes = hashes_from_bytes(&bytes).filter(|hashes| hashes.len() >= tile.width);
        let why = || format!("is {} bytes long and should hold {} hashes of 32", bytes.len(), tile.width);
        let mut hashes = hashes.ok_or_else(|| LogError::Damaged { path, why: why() })?;
        hashes.truncate(tile.width);
        Ok(hashes)
    }

    /// The entries of a bundle.
    pub(super) async fn bundle(&self, tile: Tile) -> Result<Vec<Vec<u8>>, LogError> {
        let (path, bytes) = self.tile(tile, MAX_BUNDLE).await?;
        let (entries, whole) = entries_from_bytes(&bytes);
        if !whole || entries.len() < tile.width {
            let why = format!("holds {} whole entries and should hold {}", entries.len(), tile.width);
            return Err(LogError::Damaged { path, why });
        }
        Ok(entries.into_iter().take(tile.width).map(<[u8]>::to_vec).collect())
    }

    /// The bytes of a tile and their path: if a partial one is gone, the full one that took its place.
    pub(super) async fn tile(&self, tile: Tile, limit: u64) -> Result<(String, bytes::Bytes), LogError> {
        let path = tile.to_string();
        if let Some(bytes) = self.get(&path, limit).await? {
            return Ok((path, bytes));
        }
        let full = tile.filled().to_string();
        if tile.is_partial()
            && let Some(bytes) = self.get(&full, limit).await?
        {
            return Ok((full, bytes));
        }
        Err(LogError::Missing { path })
    }
}

/// Hashes that were fetched, and a note of those that were asked for and are not there.
#[derive(Default)]
struct Known {
    hashes: HashMap<u64, tlog::Hash>,
    wanted: std::cell::RefCell<Vec<u64>>,
}

impl HashReader for Known {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        let found: Option<Vec<_>> = indexes.iter().map(|index| self.hashes.get(index).copied()).collect();
        found.ok_or_else(|| {
            *self.wanted.borrow_mut() = indexes.to_vec();
            tlog::Error::IndexesNotInTree
        })
    }
}
