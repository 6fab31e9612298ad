//! What the record must promise before a copy may go.

use crate::id::{Blake3, ItemId, ReplicaId};
use jiff::Timestamp;
use std::future::Future;
use std::num::NonZeroUsize;

/// The act that a destruction stands on, as its caller names it. What it allows, the ledger says: see [`Approved`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorityName {
    /// A disposal that two people approved: the number of its act.
    Disposal(u64),
    /// A permit to delete one item in one place, after a migration: the number of its act.
    Permit(u64),
}

/// What the ledger knows of the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approved {
    /// The item is to be no more: no copy need survive, but nothing goes before the cooling-off is over.
    Disposal {
        /// The number of its act.
        act: u64,
        /// From here on it may be carried out.
        cooling_off_ends: Timestamp,
    },
    /// One copy is no longer needed: so many others must survive it, and one at the least, which the type says.
    Permit {
        /// The number of its act.
        act: u64,
        /// Copies that must survive.
        survivors: NonZeroUsize,
        /// From here on it allows nothing.
        ends: Timestamp,
    },
}

/// What is asked of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The item.
    pub item: ItemId,
    /// Its bytes.
    pub blake3: Blake3,
    /// The copy that is to go.
    pub from: ReplicaId,
    /// By what authority.
    pub authority: AuthorityName,
    /// The copies that were just verified and are to stay.
    pub survivors: Vec<ReplicaId>,
}

/// A surviving copy that nobody else can be granted to destroy until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The item.
    pub item: ItemId,
    /// Where the copy is.
    pub replica: ReplicaId,
    /// Until when; from here on the lease is worth nothing.
    pub until: Timestamp,
}

/// The ledger's yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// What the authority allows.
    pub approved: Approved,
    /// One for each survivor asked for.
    pub leases: Vec<Lease>,
    /// Until when the copy that goes is booked as going; no later than any lease.
    pub until: Timestamp,
}

/// The ledger's no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Denied {
    /// There is no such act, or it does not allow this.
    #[error(
        "the record has no approved act that allows this copy to be destroyed. Propose it, and have it approved"
    )]
    NoAuthority,
    /// A hold is on the item.
    #[error("a hold is on this item, so nothing of it may be destroyed. Ask whoever placed the hold")]
    Held,
    /// Somebody relies on this very copy.
    #[error("somebody else is just destroying another copy and relies on this one. Try again later")]
    ReliedOn,
    /// A survivor is not one.
    #[error(
        "a copy that should survive is being destroyed, or is not known to be there. Verify the copies again"
    )]
    NoSurvivor,
    /// The witnesses do not agree to the log, or the database failed.
    #[error("the record cannot grant it now: {0}")]
    NotNow(String),
}

/// The record's database, which alone can lock: a bucket cannot.
///
/// Seeing other copies is not enough: two droppers each see the other's copy, both drop, and none is left (git-annex,
/// `concurrent_drop--from_presence_checking_failures`). So the ledger answers in **one transaction**, and grants only if
///
/// 1. the act is approved, covers this item and replica, and no hold is on the item;
/// 2. the copy that goes is leased to nobody as a survivor at `now`;
/// 3. each survivor is booked as there, and is not booked as going, **whether or not that booking has ended**: after an
///    interrupted destruction nobody knows what is there until it is verified and settled;
///
/// and then books the copy as going and leases each survivor. How long is the ledger's choice, above [`crate::MARGIN`]: ten
/// minutes are plenty.
///
/// After [`crate::destroy`] has given its receipt, whoever called it books the copy as gone. After an error it stays booked
/// as going, and counts for nothing, until it is destroyed with a new proof, or is verified and booked as there again.
pub trait Ledger: Sync {
    /// Grants, or denies, and in the second case changes nothing.
    fn grant(&self, ask: &Ask, now: Timestamp) -> impl Future<Output = Result<Granted, Denied>> + Send;
}
