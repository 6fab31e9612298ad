//! The proof that a copy may go, and the only thing that makes one go.

use crate::error::CopyError;
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::ledger::{Approved, AuthorityName, Denied, Ledger};
use crate::readback::Verified;
use crate::replica::Replica;
use jiff::{SignedDuration, Timestamp};

/// How long before the end of the earliest lease [`destroy`] refuses: longer than any single deletion is waited for.
pub const MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// That one copy of one item may be destroyed, now. It cannot be made by hand, kept for later, or used twice.
#[derive(Debug)]
#[must_use = "the ledger has leased the surviving copies for this"]
pub struct SafeDropProof {
    item: ItemId,
    blake3: Blake3,
    replica: Replica,
    survivors: Vec<Verified>,
    approved: Approved,
    obtained: Timestamp,
    expires: Timestamp,
}

/// Why a copy may not go, or did not.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The ledger says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The replica fails.
    #[error("the copy was not destroyed, or nobody knows: {0}")]
    Copy(CopyError),
}

/// A copy that is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestructionReceipt {
    /// The item.
    pub item: ItemId,
    /// Its bytes.
    pub blake3: Blake3,
    /// Where it was.
    pub replica: ReplicaId,
    /// What it stood on.
    pub approved: Approved,
    /// Where it survives.
    pub survivors: Vec<ReplicaId>,
    /// Other items of equal bytes in this replica: while there are any, the bytes stay, and only the manifest went.
    pub bytes_kept_for: usize,
    /// When.
    pub at: Timestamp,
}

impl SafeDropProof {
    /// Asks the ledger.
    pub async fn obtain(
        ledger: &impl Ledger,
        item: ItemId,
        blake3: Blake3,
        from: &Replica,
        authority: AuthorityName,
        survivors: Vec<Verified>,
        verified_within: SignedDuration,
        now: Timestamp,
    ) -> Result<Self, Refused> {
        let _ = (ledger, item, blake3, from, authority, survivors, verified_within, now);
        todo!()
    }
}

/// Destroys the copy. The only deleter of items in this crate.
pub fn destroy(proof: SafeDropProof, now: Timestamp) -> Result<DestructionReceipt, Refused> {
    let _ = (proof, now);
    todo!()
}
