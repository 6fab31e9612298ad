//! Three accounts of the same leaves, and whom to believe where they differ.

use super::{
    Shelf,
    difference::{Difference, Found},
    publish::read,
};
use crate::{
    error::LogError,
    leaves::Leaves,
    proof::leaf_hash,
    tile::{MAX_BUNDLE, TILE_WIDTH, Tile, entries_from_bytes, hashes_from_bytes},
    tree::{Hash, subtree},
};

/// The longest a tile of hashes can be, in bytes.
pub(super) const MAX_TILE: u64 = (TILE_WIDTH * 32) as u64;

/// Whom to believe where accounts of the leaves differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Account {
    /// Whoever most of the others agree with, the tile above counting twice.
    Most,
    Hashes,
    Entries,
    Rows,
}

/// The leaves of one bundle as each account has them; `None` where it has nothing that can be used.
pub(super) struct Accounts {
    pub(super) tile: Tile,
    hashes: Option<Vec<Hash>>,
    entries: Option<Vec<Hash>>,
    rows: Option<Vec<Option<Hash>>>,
    pub(super) found: Vec<Difference>,
}

impl Accounts {
    pub(super) fn choose(&self, trusted: Account, parent: Option<Hash>) -> Option<Vec<Hash>> {
        let whole_rows = self.rows.as_ref().filter(|rows| rows.len() == self.tile.width);
        let rows = whole_rows.and_then(|rows| rows.iter().copied().collect::<Option<Vec<_>>>());
        let all = [self.hashes.clone(), self.entries.clone(), rows];
        let [hashes, entries, rows] = &all;
        let preferred = match trusted {
            Account::Most => None,
            Account::Hashes => hashes.clone(),
            Account::Entries => entries.clone(),
            Account::Rows => rows.clone(),
        };
        let weight = |account: &Vec<Hash>| {
            let agree = all.iter().flatten().filter(|other| *other == account).count();
            agree + if parent == Some(subtree(account)) { 2 } else { 0 }
        };
        // The last of equals wins in `max_by_key`; the hashes are what others have seen, so they go last.
        preferred.or_else(|| all.iter().flatten().rev().max_by_key(|account| weight(account)).cloned())
    }

    /// Names whatever does not say what was chosen.
    pub(super) fn dissent(&self, chosen: &[Hash], found: &mut Found) -> bool {
        let first = self.tile.index << 8;
        let before = found.count();
        if self.hashes.as_ref().is_some_and(|hashes| hashes != chosen) {
            found.add([Difference::TileDiffers { path: self.tile.to_string() }]);
        }
        let numbered = (first..).zip(chosen);
        if let Some(entries) = &self.entries {
            let path = self.tile.entries().to_string();
            let wrong = numbered.clone().zip(entries).filter(|((_, chosen), entry)| chosen != entry);
            found.add(wrong.map(|((index, _), _)| Difference::EntryDiffers { index, path: path.clone() }));
        }
        if let Some(rows) = &self.rows {
            found.add(numbered.zip(rows).filter_map(|((index, chosen), row)| match row {
                None => Some(Difference::LeafMissing { index }),
                Some(row) if row != chosen => Some(Difference::LeafDiffers { index }),
                Some(_) => None,
            }));
        }
        found.count() > before
    }
}

/// A tile as it lies there. Not `exact` if it is the full one that took the place of a partial one.
pub(super) enum Look {
    Missing(String),
    TooLong(String),
    Found { path: String, bytes: bytes::Bytes, exact: bool },
}

/// The tile above the one that was looked at last.
#[derive(Default)]
pub(super) struct Parents {
    index: Option<u64>,
    hashes: Vec<Hash>,
}

impl Shelf {
    /// What the three accounts say about the leaves of one bundle.
    pub(super) async fn accounts(
        &self,
        leaves: Option<&dyn Leaves>,
        rows: u64,
        tile: Tile,
    ) -> Result<Accounts, LogError> {
        let mut accounts = Accounts { tile, hashes: None, entries: None, rows: None, found: Vec::new() };
        match self.look(tile, MAX_TILE).await? {
            Look::Missing(path) => accounts.found.push(Difference::TileMissing { path }),
            Look::TooLong(path) => accounts.found.push(Difference::TileDiffers { path }),
            Look::Found { path, bytes, exact } => {
                let hashes = hashes_from_bytes(&bytes);
                let right = |count: usize| count == tile.width || (!exact && count > tile.width);
                match hashes.filter(|hashes| right(hashes.len())) {
                    Some(mut hashes) => {
                        hashes.truncate(tile.width);
                        accounts.hashes = Some(hashes);
                    }
                    None => accounts.found.push(Difference::TileTruncated {
                        path,
                        found: bytes.len() / 32,
                        expected: tile.width,
                    }),
                }
            }
        }
        let bundle = tile.entries();
        match self.look(bundle, MAX_BUNDLE).await? {
            Look::Missing(path) => accounts.found.push(Difference::TileMissing { path }),
            Look::TooLong(path) => accounts.found.push(Difference::TileDiffers { path }),
            Look::Found { path, bytes, exact } => {
                let (entries, whole) = entries_from_bytes(&bytes);
                let right = entries.len() == tile.width || (!exact && entries.len() > tile.width);
                if whole && right {
                    accounts.entries = Some(entries.into_iter().take(tile.width).map(leaf_hash).collect());
                } else {
                    let (found, expected) = (entries.len(), tile.width);
                    accounts.found.push(Difference::TileTruncated { path, found, expected });
                }
            }
        }
        if let Some(leaves) = leaves {
            let first = tile.index << 8;
            let until = (first + tile.width as u64).min(rows);
            accounts.rows = Some(row_hashes(leaves, first.min(until), until).await?);
        }
        Ok(accounts)
    }

    /// What the level above says a full tile of leaf hashes sums up to.
    pub(super) async fn parent(
        &self,
        parents: &mut Parents,
        tile: Tile,
        size: u64,
    ) -> Result<Option<Hash>, LogError> {
        let above = Tile::in_tree(1, tile.index >> 8, size);
        if parents.index != Some(above.index) {
            parents.index = Some(above.index);
            parents.hashes = match self.look(above, MAX_TILE).await? {
                Look::Found { bytes, .. } => hashes_from_bytes(&bytes).unwrap_or_default(),
                Look::Missing(_) | Look::TooLong(_) => Vec::new(),
            };
        }
        Ok(parents.hashes.get((tile.index & 255) as usize).copied())
    }

    pub(super) async fn look(&self, tile: Tile, limit: u64) -> Result<Look, LogError> {
        match self.tile(tile, limit).await {
            Ok((path, bytes)) => Ok(Look::Found { exact: path == tile.to_string(), path, bytes }),
            Err(LogError::Missing { path }) => Ok(Look::Missing(path)),
            // Longer than any tile: a difference, not a failure to look.
            Err(LogError::Damaged { path, .. }) => Ok(Look::TooLong(path)),
            Err(other) => Err(other),
        }
    }
}

/// The hashes of rows; where fewer came than were asked for, row by row, to tell which are gone.
async fn row_hashes(leaves: &dyn Leaves, from: u64, until: u64) -> Result<Vec<Option<Hash>>, LogError> {
    match read(leaves, from, until).await {
        Ok(rows) => return Ok(rows.iter().map(|row| Some(leaf_hash(row))).collect()),
        Err(LogError::LeavesShort { .. }) => {}
        Err(other) => return Err(other),
    }
    let mut hashes = Vec::new();
    for index in from..until {
        let row = leaves.leaves(index, index + 1).await.map_err(LogError::Leaves)?;
        hashes.push(match row.as_slice() {
            [row] => Some(leaf_hash(row)),
            _ => None,
        });
    }
    Ok(hashes)
}
