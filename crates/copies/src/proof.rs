//! The proof that a copy may go, and the only thing that makes one go.
//!
//! ## Equal bytes
//!
//! An object goes with its last manifest, and somebody may just be taking in an item of equal bytes. Neither may hold a lock
//! (a bucket has none), so each leaves a trace before it looks for the other's:
//!
//! | who destroys | who takes in |
//! |---|---|
//! | 1. mark `destroying/<blake3>.<item>` | 1. object |
//! | 2. delete the manifest | 2. manifest |
//! | 3. list the manifests beside the object | 3. list the marks; if there is one of these bytes: no receipt |
//! | 4. if there are none, delete the object | 4. read object and manifest back; if one is not there: no receipt |
//! | 5. take the mark away | |
//!
//! If the manifest was there before the listing, the object stays. If it came after, the mark was there before it; then
//! either it is seen, or it was taken away, which is after the object went, and the reading finds nothing. So no receipt is
//! given for an object that goes. The manifest of such an item may be left without its object until the item is taken in
//! again, which mends it; what has no receipt was never claimed to be there.
//!
//! This needs a store that shows what was written to whoever looks afterwards, as folders
//! do, and S3 has since December 2020 (`ListsAtOnce` of [`crate::grade`]).

use crate::error::CopyError;
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::ledger::{Approved, Ask, AuthorityName, Denied, Granted, Ledger};
use crate::readback::Verified;
use crate::replica::Replica;
use jiff::{SignedDuration, Timestamp};
use std::time::Instant;

/// How long before the end of the earliest lease [`destroy`] refuses: longer than all its deletions are waited for.
pub const MARGIN: SignedDuration = SignedDuration::from_secs(120);

/// That one copy of one item may be destroyed, now. It cannot be made by hand, kept for later, or used twice.
///
/// ```compile_fail,E0451
/// # use copies::*;
/// # fn made(item: ItemId, blake3: Blake3, replica: Replica, approved: Approved, at: jiff::Timestamp) {
/// let began = std::time::Instant::now();
/// let forged =
///     SafeDropProof { item, blake3, replica, survivors: vec![], approved, obtained: at, began, expires: at };
/// # }
/// ```
/// ```compile_fail,E0382
/// # use copies::*;
/// # fn made(proof: SafeDropProof, now: jiff::Timestamp) {
/// let _ = destroy(proof, now);
/// let _ = destroy(proof, now);
/// # }
/// ```
/// ```compile_fail,E0277
/// # use copies::*;
/// fn cloned<T: Clone>() {}
/// cloned::<SafeDropProof>();
/// ```
/// ```compile_fail,E0277
/// # use copies::*;
/// fn made_of_nothing<T: Default>() {}
/// made_of_nothing::<SafeDropProof>();
/// ```
/// ```compile_fail,E0277
/// # use copies::*;
/// fn kept<T: serde::Serialize>() {}
/// kept::<SafeDropProof>();
/// ```
/// ```compile_fail,E0277
/// # use copies::*;
/// fn read<T: serde::de::DeserializeOwned>() {}
/// read::<SafeDropProof>();
/// ```
#[derive(Debug)]
#[must_use = "the ledger has leased the surviving copies for this"]
pub struct SafeDropProof {
    item: ItemId,
    blake3: Blake3,
    replica: Replica,
    survivors: Vec<Verified>,
    approved: Approved,
    obtained: Timestamp,
    /// The same moment by a clock that nobody sets.
    began: Instant,
    expires: Timestamp,
}

/// What a destruction is asked with.
#[derive(Debug, Clone)]
pub struct Destruction<'r> {
    /// The item.
    pub item: ItemId,
    /// Its bytes.
    pub blake3: Blake3,
    /// The replica whose copy is to go.
    pub from: &'r Replica,
    /// By what authority.
    pub authority: AuthorityName,
    /// Copies that stay, just read. A disposal needs none; whatever it names is leased all the same.
    pub survivors: Vec<Verified>,
    /// How old the reading of a survivor may be.
    pub verified_within: SignedDuration,
}

/// Why a copy may not go, or did not.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The ledger says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was verified is another item, other bytes, the copy that is to go, or the same copy twice.
    #[error(
        "a copy that should survive is not another copy of this item. Verify the item in the other replicas, and ask again"
    )]
    NotASurvivor,
    /// A survivor was read too long ago.
    #[error(
        "the surviving copies were read too long ago to be relied on. Verify the item in the other replicas, and ask again"
    )]
    VerifiedTooLongAgo,
    /// Fewer survive than must.
    #[error(
        "only {survive} copies would survive, and {must} must. Copy the item to another replica first, and verify it there"
    )]
    TooFewSurvivors {
        /// How many were verified and leased.
        survive: usize,
        /// How many must be.
        must: usize,
    },
    /// A disposal is not yet due.
    #[error("the disposal may be carried out from {0} on, when its cooling-off is over. Ask again then")]
    CoolingOff(Timestamp),
    /// The permit or the leases are over. If the store was so slow that they ended meanwhile, some of the steps may have been
    /// done; the same destruction, with a new proof, finishes it.
    #[error(
        "the permit for this, or the lease on the surviving copies, is over or nearly so. Ask for a new one"
    )]
    Expired,
    /// The clock shows an earlier time than before.
    #[error(
        "the clock of this machine went backwards, so nobody can tell whether the leases still hold. Set the clock, and ask \
         again"
    )]
    ClockWentBack,
    /// The ledger's answer is not to what was asked.
    #[error("the record's answer does not fit the question. Report this to those who maintain Tipstaff")]
    LedgerConfused,
    /// Another replica lies where the one was.
    #[error(
        "the place {0} is not the replica that it was. Nothing was destroyed. Find out what is mounted there"
    )]
    OtherReplica(String),
    /// The replica fails; some of the steps may have been done. The same destruction, with a new proof, finishes it.
    #[error(
        "the copy was not wholly destroyed: {0}. When that is mended, ask for a new proof and destroy it again"
    )]
    Unfinished(CopyError),
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
    pub bytes_kept_for: Vec<ItemId>,
    /// When.
    pub at: Timestamp,
}

/// What the deleting functions of places want to see. Only [`destroy`] has one.
pub(crate) struct Licence(());

impl SafeDropProof {
    /// Asks the ledger. Everything that can be refused without it is refused before.
    pub async fn obtain(
        ledger: &impl Ledger,
        what: Destruction<'_>,
        now: Timestamp,
    ) -> Result<Self, Refused> {
        let began = Instant::now();
        let survivors = survivors(&what, now)?;
        let ask = Ask {
            item: what.item,
            blake3: what.blake3,
            from: what.from.id(),
            authority: what.authority,
            survivors,
        };
        let granted = ledger.grant(&ask, now).await?;
        let expires = allowed(&ask, &granted, now)?;
        Ok(Self {
            item: what.item,
            blake3: what.blake3,
            replica: what.from.clone(),
            survivors: what.survivors,
            approved: granted.approved,
            obtained: now,
            began,
            expires,
        })
    }

    /// When it is worth nothing any more; [`destroy`] refuses [`MARGIN`] before.
    pub fn expires(&self) -> Timestamp {
        self.expires
    }
}

/// The replicas of the survivors, each of which was read and is another.
fn survivors(what: &Destruction<'_>, now: Timestamp) -> Result<Vec<ReplicaId>, Refused> {
    let mut replicas: Vec<ReplicaId> = Vec::new();
    for survivor in &what.survivors {
        let replica = survivor.replica();
        let is_this = survivor.item() == what.item && survivor.blake3() == what.blake3;
        if !is_this || replica == what.from.id() || replicas.contains(&replica) {
            return Err(Refused::NotASurvivor);
        }
        if survivor.at() > now {
            return Err(Refused::ClockWentBack);
        }
        if now.duration_since(survivor.at()) > what.verified_within {
            return Err(Refused::VerifiedTooLongAgo);
        }
        replicas.push(replica);
    }
    Ok(replicas)
}

/// Whether what the ledger granted allows what was asked; until when.
fn allowed(ask: &Ask, granted: &Granted, now: Timestamp) -> Result<Timestamp, Refused> {
    let leased = |replica: &ReplicaId| {
        granted.leases.iter().any(|lease| lease.replica == *replica && lease.item == ask.item)
    };
    if granted.leases.len() != ask.survivors.len() || !ask.survivors.iter().all(leased) {
        return Err(Refused::LedgerConfused);
    }
    let expires = granted.leases.iter().map(|lease| lease.until).fold(granted.until, Timestamp::min);
    let expires = match (granted.approved, ask.authority) {
        (Approved::Disposal { act, cooling_off_ends }, AuthorityName::Disposal(named)) if act == named => {
            if now < cooling_off_ends {
                return Err(Refused::CoolingOff(cooling_off_ends));
            }
            expires
        }
        (Approved::Permit { act, survivors, ends }, AuthorityName::Permit(named)) if act == named => {
            let (survive, must) = (ask.survivors.len(), survivors.get());
            if survive < must {
                return Err(Refused::TooFewSurvivors { survive, must });
            }
            expires.min(ends)
        }
        _ => return Err(Refused::LedgerConfused),
    };
    if is_over(expires, now) { Err(Refused::Expired) } else { Ok(expires) }
}

fn is_over(expires: Timestamp, now: Timestamp) -> bool {
    expires.duration_since(now) <= MARGIN
}

/// Destroys the copy: its manifest, and the object unless other items of equal bytes have it. The only deleter of items in
/// this crate. What is gone already counts as gone, so that an interrupted destruction can be finished with a new proof.
#[expect(clippy::needless_pass_by_value, reason = "a proof is used up, whatever comes of it")]
pub fn destroy(proof: SafeDropProof, now: Timestamp) -> Result<DestructionReceipt, Refused> {
    if now < proof.obtained {
        return Err(Refused::ClockWentBack);
    }
    // A clock that was set back meanwhile does not make the leases longer.
    let waited = SignedDuration::try_from(proof.began.elapsed()).unwrap_or(SignedDuration::MAX);
    let by_waiting = proof.obtained.checked_add(waited).unwrap_or(Timestamp::MAX);
    if is_over(proof.expires, now.max(by_waiting)) {
        return Err(Refused::Expired);
    }
    // What `now` was is known, and how long it has been since: a disk or a bucket may have made us wait.
    let began = Instant::now();
    let in_time = || {
        let waited = SignedDuration::try_from(began.elapsed()).unwrap_or(SignedDuration::MAX);
        if waited < MARGIN { Ok(()) } else { Err(Refused::Expired) }
    };
    let place = proof.replica.place();
    match place.identity() {
        Ok(identity) if identity == proof.replica.id() => {}
        Ok(_) | Err(CopyError::NoReplica { .. }) => {
            return Err(Refused::OtherReplica(proof.replica.name().to_owned()));
        }
        Err(error) => return Err(Refused::Unfinished(error)),
    }
    let (blake3, item) = (&proof.blake3, &proof.item);
    let licence = Licence(());
    place.mark(&licence, blake3, item).map_err(Refused::Unfinished)?;
    in_time()?;
    let bytes_kept_for = place.remove_manifest(&licence, blake3, item).map_err(Refused::Unfinished)?;
    if bytes_kept_for.is_empty() {
        in_time()?;
        place.remove_object(&licence, blake3).map_err(Refused::Unfinished)?;
    }
    place.unmark(&licence, blake3, item).map_err(Refused::Unfinished)?;
    Ok(DestructionReceipt {
        item: proof.item,
        blake3: proof.blake3,
        replica: proof.replica.id(),
        approved: proof.approved,
        survivors: proof.survivors.iter().map(Verified::replica).collect(),
        bytes_kept_for,
        at: now,
    })
}
