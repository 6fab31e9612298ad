//! What can go wrong with shards.

use std::io;

/// Why shards were not made, or an item not rebuilt.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParityError {
    /// A number of shards that the code cannot do.
    #[error(
        "{data} shards of data with {parity} of parity cannot be done. Use 1 to 255 of each, such as 8 and 4"
    )]
    Shape {
        /// Shards of data.
        data: u16,
        /// Shards of parity.
        parity: u16,
    },
    /// The item has another length than was said.
    #[error(
        "the item has not the length or the digest that was said, so no shards were made. Verify it first"
    )]
    NotTheItem,
    /// No header that can be trusted.
    #[error(
        "no header of this item's shards is whole. Look for one in each place that the shards were written to: they are alike"
    )]
    NoHeader,
    /// Too few shards are whole.
    #[error(
        "only {whole} shards are whole, and {needed} are needed. Look for the others before anything is written over"
    )]
    TooFew {
        /// Shards that are there, and are what the header says.
        whole: usize,
        /// How many rebuild the item.
        needed: usize,
    },
    /// What was rebuilt is not the item; it does not happen with whole shards.
    #[error(
        "what was rebuilt from whole shards is not the item. Do not use it, and report this to those who maintain Tipstaff"
    )]
    Wrong,
    /// Something is there already.
    #[error("a shard of this item is there already. Shards are never written over: write to another place")]
    Exists,
    /// Reading or writing failed.
    #[error("a shard could not be {what}. Check the disk and its room, and try again")]
    Io {
        /// Read or written.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl ParityError {
    pub(super) fn reading(source: io::Error) -> Self {
        Self::Io { what: "read", source }
    }

    pub(super) fn writing(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            _ => Self::Io { what: "written", source },
        }
    }
}
