//! What [`Shelf::verify`](crate::Shelf::verify) finds, each with its place.

use thiserror::Error;

/// One thing on the shelf, or in the database beside it, that is not what the rest says it must be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Difference {
    /// There is no checkpoint.
    #[error("There is no checkpoint on the shelf: it was removed, or nothing was ever published.")]
    CheckpointMissing,
    /// The checkpoint is no checkpoint. Nothing below it can be checked.
    #[error("The checkpoint cannot be read: {why}. Nothing else could be checked.")]
    CheckpointUnreadable {
        /// What about it.
        why: String,
    },
    /// The checkpoint is not signed by the log's key, or is another log's.
    #[error("The checkpoint is not to be trusted: {why}.")]
    CheckpointSignature {
        /// What about it.
        why: String,
    },
    /// None of the signatures is by the key that was given.
    #[error("The checkpoint is not signed by the key {name}: whoever signed it, it was not this log.")]
    KeyUnknown {
        /// The key's name.
        name: String,
    },
    /// All leaves together do not give the signed root.
    #[error(
        "The leaves on the shelf do not add up to the root that was signed over {size} leaves: what the differences \
         below say may blame the wrong side."
    )]
    CheckpointRoot {
        /// The size of the checkpoint.
        size: u64,
    },
    /// The database holds fewer leaves than were signed.
    #[error(
        "The database holds {database} leaves and the checkpoint was signed over {checkpoint}: the database was rolled \
         back, or its last rows were removed."
    )]
    CheckpointSize {
        /// How many leaves were signed.
        checkpoint: u64,
        /// How many there are.
        database: u64,
    },
    /// Not enough witnesses, or a wrong cosignature.
    #[error("{why}")]
    Witness {
        /// A sentence about it.
        why: String,
    },
    /// A row of the database is not the leaf that was signed.
    #[error("Leaf {index}: the row in the database is not the leaf that was signed. It was changed.")]
    LeafDiffers {
        /// The number of the leaf, from 0.
        index: u64,
    },
    /// A row of the database is not there.
    #[error("Leaf {index}: the row is missing in the database. It was removed.")]
    LeafMissing {
        /// The number of the leaf, from 0.
        index: u64,
    },
    /// The database holds leaves that no checkpoint covers.
    #[error(
        "Leaf {index} and later: the database holds {count} leaves that no checkpoint covers. Unless they wait to be \
         published, they were added behind the log's back."
    )]
    LeafExtra {
        /// The number of the first of them.
        index: u64,
        /// How many.
        count: u64,
    },
    /// An entry in a bundle is not the leaf that was signed.
    #[error("Leaf {index}: its entry in {path} is not the leaf that was signed. The file was changed.")]
    EntryDiffers {
        /// The number of the leaf, from 0.
        index: u64,
        /// The bundle's path under the shelf.
        path: String,
    },
    /// A tile or a bundle holds something else than it must.
    #[error("{path} does not hold what the leaves of the log give. The file was changed.")]
    TileDiffers {
        /// The tile's path under the shelf.
        path: String,
    },
    /// A tile or a bundle is not there.
    #[error("{path} is missing.")]
    TileMissing {
        /// The path under the shelf.
        path: String,
    },
    /// A tile or a bundle is cut short, holds too much, or its entries do not end where it ends.
    #[error("{path} has the wrong length: it holds {found} of {expected}.")]
    TileTruncated {
        /// The path under the shelf.
        path: String,
        /// How many whole hashes or entries it holds.
        found: usize,
        /// How many it must hold.
        expected: usize,
    },
    /// For some leaves nothing is left to check with.
    #[error(
        "Leaves {from} to {last}: entries and hashes are both gone, so neither these nor the signed root could be checked."
    )]
    Unchecked {
        /// The first of them.
        from: u64,
        /// The last of them.
        last: u64,
    },
    /// Too many to name.
    #[error("… and {count} differences more.")]
    More {
        /// How many.
        count: u64,
    },
}

/// How many differences are named; the rest are counted.
const NAMED: usize = 1000;

/// Differences, named up to a number and counted beyond.
#[derive(Default)]
pub(super) struct Found {
    named: Vec<Difference>,
    count: u64,
}

impl Found {
    pub(super) fn add(&mut self, differences: impl IntoIterator<Item = Difference>) {
        for difference in differences {
            self.count += 1;
            if self.named.len() < NAMED {
                self.named.push(difference);
            }
        }
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn list(&self) -> Vec<Difference> {
        let more = self.count - self.named.len() as u64;
        let more = (more > 0).then_some(Difference::More { count: more });
        self.named.iter().cloned().chain(more).collect()
    }
}
