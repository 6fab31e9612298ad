//! The sealed list of a disposal: what everybody who approves approves. A line of JSON for each item, in order of number, those
//! that were left out too, with the reason; so the same plan has the same digest.

use crate::{DisposalError, Disposing};
use blobs::{Area, BlobId, Stored};
use serde::{Deserialize, Serialize};

const SCHEMA: &str = "tipstaff.disposal-list/1";
/// Most items of one disposal: the list is read in memory.
pub(crate) const MOST: usize = 1_000_000;
/// Longest list that is read, in bytes.
const LONGEST: usize = 1 << 30;
/// Bytes that are sealed at once.
const PIECE: usize = 64 << 10;

/// An item that is to be destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListedItem {
    /// Its number.
    pub item: u64,
    /// BLAKE3 of its bytes.
    pub blake3: copies::Blake3,
    /// Its bytes.
    pub bytes: u64,
    /// Numbers of the stores that have it, in the order in which its copies go.
    pub stores: Vec<u32>,
}

/// An item that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LeftOut {
    /// Its number.
    pub item: u64,
    /// Numbers of the cases that hold it; none: it was left out for another reason.
    pub cases: Vec<u32>,
    /// Why, for a person.
    pub why: String,
}

/// What a plan takes, and what it leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisposalList {
    /// Items that are to be destroyed, by number.
    pub items: Vec<ListedItem>,
    /// Items that were left out, by number.
    pub left_out: Vec<LeftOut>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
enum Line {
    Head { schema: String },
    Item(ListedItem),
    LeftOut(LeftOut),
}

impl DisposalList {
    /// Items that were left out because they are held.
    pub fn held(&self) -> u64 {
        self.left_out.iter().filter(|one| !one.cases.is_empty()).count() as u64
    }

    /// Bytes of the items, once.
    pub fn bytes(&self) -> u64 {
        self.items.iter().fold(0, |bytes, item| bytes.saturating_add(item.bytes))
    }
}

/// Lines of JSON that are sealed as they come.
pub(crate) struct Lines {
    writer: blobs::Writer,
    piece: Vec<u8>,
}

impl Lines {
    pub(crate) fn begin(disposing: &Disposing<'_>) -> Result<Self, DisposalError> {
        Ok(Self { writer: disposing.blobs.put(Area::Inventory)?, piece: Vec::with_capacity(PIECE) })
    }

    pub(crate) async fn push(&mut self, line: &impl Serialize) -> Result<(), DisposalError> {
        serde_json::to_writer(&mut self.piece, line).map_err(|_| DisposalError::Stopped)?;
        self.piece.push(b'\n');
        if self.piece.len() >= PIECE {
            self.writer.write(&self.piece).await?;
            self.piece.clear();
        }
        Ok(())
    }

    pub(crate) async fn finish(mut self) -> Result<Stored, DisposalError> {
        self.writer.write(&self.piece).await?;
        Ok(self.writer.finish().await?)
    }
}

impl Disposing<'_> {
    /// Seals a list.
    pub(crate) async fn seal(&self, list: &DisposalList) -> Result<Stored, DisposalError> {
        let mut lines = Lines::begin(self)?;
        lines.push(&Line::Head { schema: SCHEMA.into() }).await?;
        for item in &list.items {
            lines.push(&Line::Item(item.clone())).await?;
        }
        for one in &list.left_out {
            lines.push(&Line::LeftOut(one.clone())).await?;
        }
        lines.finish().await
    }

    /// Opens a list, and holds it to its digest.
    pub(crate) async fn opened(&self, id: &BlobId, sha256: &[u8; 32]) -> Result<DisposalList, DisposalError> {
        use sha2::{Digest, Sha256};
        let damaged = || DisposalError::damaged("the list of a disposal cannot be read");
        let mut reader = self.blobs.reader(id).await?;
        let mut bytes = Vec::new();
        while let Some(piece) = reader.next().await? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > LONGEST {
                return Err(damaged());
            }
        }
        if Sha256::digest(&bytes).as_slice() != sha256 {
            return Err(DisposalError::Moved);
        }
        let mut list = DisposalList::default();
        for (place, line) in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).enumerate() {
            match serde_json::from_slice(line).map_err(|_| damaged())? {
                Line::Head { schema } if place == 0 && schema == SCHEMA => {}
                Line::Item(item) if place > 0 => list.items.push(item),
                Line::LeftOut(one) if place > 0 => list.left_out.push(one),
                _ => return Err(damaged()),
            }
        }
        Ok(list)
    }
}
