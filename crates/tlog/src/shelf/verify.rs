//! The log is rebuilt from what lies on the shelf and compared with it byte by byte, with the signed root, and with the
//! rows of the database.

use futures::{StreamExt, stream};

use super::{
    CHECKPOINT, Shelf,
    accounts::{Account, Look, MAX_TILE, Parents},
    difference::{Difference, Found},
};
use crate::{
    checkpoint::{Checkpoint, Head},
    error::LogError,
    leaves::Leaves,
    note::MAX_NOTE,
    policy::Policy,
    tile::{TILE_WIDTH, Tile, hashes_to_bytes},
    tree::{Edge, Hash},
    vkey::VerifierKey,
};

/// How many bundles are read ahead.
const AHEAD: usize = 4;

impl Shelf {
    /// Rebuilds the log and names every difference; none is an empty list. An error means that it could not be looked at.
    ///
    /// Three accounts of each leaf are held against each other: the entry, the hash in its tile, and the row in the
    /// database if there is one. The signed root says who of them is right, so it is always the changed one that is named.
    /// Needs the memory of a few bundles, whatever the size of the log.
    pub async fn verify(
        &self,
        leaves: Option<&dyn Leaves>,
        log: &VerifierKey,
        policy: Option<&Policy>,
    ) -> Result<Vec<Difference>, LogError> {
        let mut found = Vec::new();
        let parsed = match self.get(CHECKPOINT, MAX_NOTE as u64).await {
            Ok(Some(bytes)) => Checkpoint::parse(&bytes),
            Ok(None) => return Ok(vec![Difference::CheckpointMissing]),
            Err(error @ LogError::Damaged { .. }) => Err(error),
            Err(error) => return Err(error),
        };
        let checkpoint = match parsed {
            Ok(checkpoint) => checkpoint,
            Err(error) => return Ok(vec![Difference::CheckpointUnreadable { why: error.to_string() }]),
        };
        match checkpoint.verify(log) {
            Ok(()) => {}
            Err(LogError::NotSigned { name }) => found.push(Difference::KeyUnknown { name }),
            Err(error) => found.push(Difference::CheckpointSignature { why: error.to_string() }),
        }
        if let Some(policy) = policy {
            match policy.weigh(&checkpoint) {
                Ok(quorum) if quorum.met => {}
                Ok(quorum) => found.push(Difference::Witness { why: quorum.to_string() }),
                Err(error) => {
                    found.push(Difference::Witness { why: format!("The witnesses do not count: {error}.") });
                }
            }
        }
        let head = checkpoint.head();
        let mut rows = 0;
        if let Some(leaves) = leaves {
            rows = leaves.size().await.map_err(LogError::Leaves)?;
            if rows < head.size {
                found.push(Difference::CheckpointSize { checkpoint: head.size, database: rows });
            } else if rows > head.size {
                found.push(Difference::LeafExtra { index: head.size, count: rows - head.size });
            }
        }
        found.extend(self.compare(leaves, rows, &head).await?);
        Ok(found)
    }

    /// Follows whatever account the signed root bears out.
    async fn compare(
        &self,
        leaves: Option<&dyn Leaves>,
        rows: u64,
        head: &Head,
    ) -> Result<Vec<Difference>, LogError> {
        let most = self.pass(leaves, rows, head, Account::Most).await?;
        if most.root == Some(head.root) {
            return Ok(most.found.list());
        }
        if most.disputed {
            for trusted in [Account::Hashes, Account::Entries, Account::Rows] {
                let pass = self.pass(leaves, rows, head, trusted).await?;
                if pass.root == Some(head.root) {
                    return Ok(pass.found.list());
                }
            }
        }
        let mut found = most.found.list();
        if most.root.is_some() {
            found.insert(0, Difference::CheckpointRoot { size: head.size });
        }
        Ok(found)
    }

    /// Goes through the log once, believing one account where they differ.
    async fn pass(
        &self,
        leaves: Option<&dyn Leaves>,
        rows: u64,
        head: &Head,
        trusted: Account,
    ) -> Result<Pass, LogError> {
        let mut pass = Pass { root: None, disputed: false, found: Found::default() };
        let mut edge = Edge::default();
        let mut parents = Parents::default();
        let bundles = head.size.div_ceil(TILE_WIDTH as u64);
        let mut accounts = stream::iter(0..bundles)
            .map(|bundle| self.accounts(leaves, rows, Tile::in_tree(0, bundle, head.size)))
            .buffered(AHEAD);
        while let Some(accounts) = accounts.next().await {
            let mut accounts = accounts?;
            let tile = accounts.tile;
            let first = tile.index << 8;
            pass.found.add(accounts.found.drain(..));
            let parent =
                if tile.is_partial() { None } else { self.parent(&mut parents, tile, head.size).await? };
            let Some(hashes) = accounts.choose(trusted, parent) else {
                let last = first + tile.width as u64 - 1;
                pass.found.add([Difference::Unchecked { from: first, last }]);
                return Ok(pass);
            };
            pass.disputed |= accounts.dissent(&hashes, &mut pass.found);
            for hash in hashes {
                for (tile, hashes) in edge.push(hash) {
                    self.compare_tile(tile, &hashes, &mut pass.found).await?;
                }
            }
        }
        drop(accounts);
        for (tile, hashes) in edge.partial() {
            self.compare_tile(tile, hashes, &mut pass.found).await?;
        }
        pass.root = Some(edge.root());
        Ok(pass)
    }

    /// A tile of hashes above the leaves against what the leaves give. (Level 0 was compared leaf by leaf.)
    async fn compare_tile(&self, tile: Tile, hashes: &[Hash], found: &mut Found) -> Result<(), LogError> {
        if tile.level() == 0 {
            return Ok(());
        }
        match self.look(tile, MAX_TILE).await? {
            Look::Missing(path) => found.add([Difference::TileMissing { path }]),
            Look::TooLong(path) => found.add([Difference::TileDiffers { path }]),
            Look::Found { path, bytes, exact } => {
                let must = hashes_to_bytes(hashes);
                if bytes.len() < must.len() || (exact && bytes.len() != must.len()) {
                    let (found_hashes, expected) = (bytes.len() / 32, tile.width);
                    found.add([Difference::TileTruncated { path, found: found_hashes, expected }]);
                } else if !bytes.starts_with(&must) {
                    found.add([Difference::TileDiffers { path }]);
                }
            }
        }
        Ok(())
    }
}

/// One pass through the log.
struct Pass {
    root: Option<Hash>,
    disputed: bool,
    found: Found,
}
