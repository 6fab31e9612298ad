//! Losing tiles loses nothing: they are written again from the rows.

use super::{Shelf, publish::read};
use crate::{
    checkpoint::Checkpoint, error::LogError, leaves::Leaves, proof::leaf_hash, tile::TILE_WIDTH, tree::Edge,
    vkey::VerifierKey,
};

impl Shelf {
    /// Writes every entry bundle and every tile of the signed checkpoint again, if the rows of the database add up to its
    /// root; otherwise nothing is written, and it is [`LogError::OtherHistory`]. Keep a copy of the damaged shelf first if
    /// it may be evidence.
    pub async fn mend(&self, leaves: &dyn Leaves, log: &VerifierKey) -> Result<Checkpoint, LogError> {
        let checkpoint = self.checkpoint(log).await?;
        let size = checkpoint.size();
        let rows = leaves.size().await.map_err(LogError::Leaves)?;
        if rows < size {
            return Err(LogError::RolledBack { published: size, database: rows });
        }
        let mut edge = Edge::default();
        while edge.size() < size {
            let until = size.min(edge.size() + TILE_WIDTH as u64);
            for row in read(leaves, edge.size(), until).await? {
                edge.push(leaf_hash(&row));
            }
        }
        if edge.root() != checkpoint.root() {
            return Err(LogError::OtherHistory { size });
        }
        self.lay_out(leaves, Edge::default(), size).await?;
        Ok(checkpoint)
    }
}
