//! Rows become a log: entries, tiles, then the checkpoint over them.

use futures::{StreamExt, TryStreamExt, stream};
use object_store::ObjectStore;

use super::Shelf;
use crate::{
    checkpoint::{Checkpoint, Head},
    error::LogError,
    key::LogKey,
    leaves::Leaves,
    proof::leaf_hash,
    tile::{TILE_WIDTH, Tile, add_entry, hashes_to_bytes},
    tree::{EMPTY_ROOT, Edge, MAX_SIZE},
};

/// How many leaves are asked for at once: eight bundles.
const BATCH: u64 = 8 * TILE_WIDTH as u64;

/// How many objects are written side by side.
const ABREAST: usize = 8;

/// How often a publisher starts again because another one was faster.
const TRIES: usize = 16;

impl Shelf {
    /// Lays out all leaves and signs a checkpoint over them; gives the one on the shelf if it covers all that there were
    /// when this was called.
    ///
    /// What is written depends on the leaves only, and the checkpoint comes last: after a crash, or with two publishers
    /// at once, publishing again gives the same bytes. Only the leaves since the last checkpoint are read, and the few
    /// before them that share its last bundle. Nothing is signed that does not continue what was signed before: fewer
    /// leaves are [`LogError::RolledBack`], other leaves at the end of what was signed are [`LogError::Fork`].
    /// (Other leaves further back are for [`Shelf::verify`] to find.)
    pub async fn publish(&self, leaves: &dyn Leaves, key: &LogKey) -> Result<Checkpoint, LogError> {
        let mut asked = None;
        for _ in 0..TRIES {
            // The checkpoint first, the number of rows after it: rows only grow, so fewer rows are fewer rows.
            let seen = self.see(key.verifier()).await?;
            let size = leaves.size().await.map_err(LogError::Leaves)?;
            if size > MAX_SIZE {
                return Err(LogError::TooLarge { size });
            }
            let Some(seen) = seen else {
                self.found(key).await?;
                continue;
            };
            let old = seen.checkpoint.head();
            if size < old.size {
                return Err(LogError::RolledBack { published: old.size, database: size });
            }
            let edge = self.edge(&old).await?;
            self.confirm_end(leaves, &edge, &old).await?;
            // Nothing new, or all that was there at first has been published by another one.
            if size == old.size || asked.is_some_and(|asked| asked <= old.size) {
                return Ok(seen.checkpoint);
            }
            asked = asked.or(Some(size));
            let checkpoint = key.sign(&self.lay_out(leaves, edge, size).await?)?;
            if self.replace(Some(&seen), &checkpoint).await? {
                self.tidy(old.size, size).await;
                return Ok(checkpoint);
            }
        }
        Err(LogError::Contended)
    }

    /// Signs the empty log, before its first tile is written: tiles without a checkpoint are then never an accident, and
    /// taking away the checkpoint does not let a database that was rolled back start anew.
    async fn found(&self, key: &LogKey) -> Result<(), LogError> {
        let mut tiles = self.store.list(Some(&self.at("tile")));
        match tiles.next().await {
            Some(Ok(_)) => return Err(LogError::CheckpointGone),
            Some(Err(source)) => return Err(LogError::Shelf { path: "tile".into(), source }),
            None => {}
        }
        // If another one has just founded it, so much the better.
        self.replace(None, &key.sign(&Head { size: 0, root: EMPTY_ROOT })?).await.map(|_| ())
    }

    /// The last leaves that were signed are still those of the database: after a restore from a backup they would not be.
    async fn confirm_end(&self, leaves: &dyn Leaves, edge: &Edge, head: &Head) -> Result<(), LogError> {
        if head.size == 0 {
            return Ok(());
        }
        let signed = edge.level(0);
        if signed.is_empty() {
            // The last bundle is full. Its last leaf, by a proof from the tiles above.
            let last = head.size - 1;
            let leaf = read(leaves, last, head.size).await?.iter().map(|leaf| leaf_hash(leaf)).next();
            return self.confirm(head, last, leaf.unwrap_or_default()).await;
        }
        let first = head.size - signed.len() as u64;
        let rows = read(leaves, first, head.size).await?;
        for ((index, row), signed) in (first..).zip(&rows).zip(signed) {
            if leaf_hash(row) != *signed {
                return Err(LogError::Fork { index });
            }
        }
        Ok(())
    }

    /// Writes all entries and tiles that a tree of `size` leaves has and the tree of `edge` has not.
    pub(super) async fn lay_out(
        &self,
        leaves: &dyn Leaves,
        mut edge: Edge,
        size: u64,
    ) -> Result<Head, LogError> {
        let old = edge.size();
        // The bundle at the old edge is written again from its first entry.
        let first = old & !(TILE_WIDTH as u64 - 1);
        let mut next = first;
        let mut bundle = Vec::new();
        while next < size {
            let until = size.min(next + BATCH);
            let (mut bundles, mut tiles) = (Vec::new(), Vec::new());
            for (index, leaf) in (next..).zip(read(leaves, next, until).await?) {
                add_entry(&mut bundle, &leaf)?;
                let hash = leaf_hash(&leaf);
                if index >= old {
                    let full = edge.push(hash).into_iter();
                    tiles.extend(full.map(|(tile, hashes)| (tile, hashes_to_bytes(&hashes))));
                } else if edge.level(0).get((index - first) as usize) != Some(&hash) {
                    return Err(LogError::Fork { index });
                }
                if (index + 1) % TILE_WIDTH as u64 == 0 {
                    bundles.push((Tile::full(0, index >> 8).entries(), std::mem::take(&mut bundle)));
                }
            }
            next = until;
            if next == size {
                if !bundle.is_empty() {
                    bundles.push((Tile::last(0, size).entries(), std::mem::take(&mut bundle)));
                }
                let partial = edge.partial().filter(|(tile, _)| *tile != Tile::last(tile.level(), old));
                tiles.extend(partial.map(|(tile, hashes)| (tile, hashes_to_bytes(hashes))));
            }
            self.put_all(bundles).await?;
            self.put_all(tiles).await?;
        }
        Ok(Head { size, root: edge.root() })
    }

    async fn put_all(&self, tiles: Vec<(Tile, Vec<u8>)>) -> Result<(), LogError> {
        let writes =
            tiles.into_iter().map(|(tile, bytes)| async move { self.put(&tile.to_string(), bytes).await });
        stream::iter(writes).buffer_unordered(ABREAST).try_collect().await
    }

    /// Removes the partial tiles that full ones have taken the place of: a log published act by act would otherwise keep
    /// every bundle 255 times. What cannot be removed is untidy and not wrong, so nothing is said of it.
    async fn tidy(&self, old: u64, size: u64) {
        for level in 0_u8..8 {
            let tile = Tile::last(level, old);
            if tile.width == 0 || Tile::in_tree(level, tile.index, size).is_partial() {
                continue;
            }
            self.remove_folder(&tile.partial_folder()).await;
            if level == 0 {
                self.remove_folder(&tile.entries().partial_folder()).await;
            }
        }
    }

    async fn remove_folder(&self, folder: &str) {
        let listed = self.store.list(Some(&self.at(folder))).map_ok(|object| object.location).boxed();
        let _: Vec<_> = self.store.delete_stream(listed).collect().await;
    }
}

/// Exactly the leaves asked for.
pub(super) async fn read(leaves: &dyn Leaves, from: u64, until: u64) -> Result<Vec<Vec<u8>>, LogError> {
    let read = leaves.leaves(from, until).await.map_err(LogError::Leaves)?;
    if read.len() as u64 == until - from {
        Ok(read)
    } else {
        Err(LogError::LeavesShort { from, until, got: read.len() })
    }
}
