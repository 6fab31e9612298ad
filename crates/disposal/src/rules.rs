//! What the ledger decides, from what it has read in one transaction. Pure: the database, the tests in every order of threads
//! and the tests of any history use this one function.
//!
//! Seeing another copy is not enough to destroy one (git-annex, `concurrent_drop--from_presence_checking_failures`): so a copy
//! that was once granted to go counts for nothing from then on, whether or not the grant has ended, and a copy that somebody
//! relies on is not granted to go.

use copies::{Approved, Ask, Denied, Granted, Lease, MARGIN, ReplicaId};
use jiff::{SignedDuration, Timestamp};
use std::num::NonZeroUsize;

/// How long leases are: well above [`MARGIN`].
pub const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// The act that a destruction stands on, as the record has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// A disposal that has its approvals, and has this item in its list.
    Disposal {
        /// Position of its act.
        act: u64,
        /// From here on copies may go.
        cooling_off_ends: Timestamp,
        /// How long after the others the last copy may go.
        last_after: SignedDuration,
    },
    /// A permit that has this item in its list.
    Permit {
        /// Position of its act.
        act: u64,
        /// The one replica whose copy may go.
        from: ReplicaId,
        /// Copies that must survive.
        survivors: NonZeroUsize,
        /// From here on it allows nothing.
        ends: Timestamp,
    },
}

/// One copy of the item, as it is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// Where it is.
    pub replica: ReplicaId,
    /// Whether the record says that it is there.
    pub is_there: bool,
    /// Whether it was granted to go, and has it gone.
    pub going: Option<Going>,
    /// Until when somebody relies on it.
    pub leased_until: Option<Timestamp>,
}

impl Booked {
    /// Whether others can rely on it.
    fn survives(&self) -> bool {
        self.is_there && self.going.is_none()
    }
}

/// A copy that was granted to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Going {
    /// When it was last granted.
    pub since: Timestamp,
    /// When it was destroyed; none: nobody knows.
    pub gone: Option<Timestamp>,
}

/// What the record says about one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    /// The act that was named, if it is in force and covers this item.
    pub authority: Option<Authority>,
    /// Whether a hold is on the item.
    pub is_held: bool,
    /// Its copies in stores of ours.
    pub copies: Vec<Booked>,
}

/// Grants, or denies. Whoever grants has to book the copy as going and every lease, in the transaction that read the books.
pub fn decide(books: &Books, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
    let authority = books.authority.ok_or(Denied::NoAuthority)?;
    if books.is_held {
        return Err(Denied::Held);
    }
    let of = |replica: ReplicaId| books.copies.iter().find(|copy| copy.replica == replica);
    let from = of(ask.from).ok_or(Denied::NoAuthority)?;
    let is_gone = from.going.is_some_and(|going| going.gone.is_some());
    if is_gone || !(from.is_there || from.going.is_some()) {
        return Err(Denied::NoAuthority);
    }
    if from.leased_until.is_some_and(|until| until > now) {
        return Err(Denied::ReliedOn);
    }
    let mut survivors: Vec<ReplicaId> = Vec::with_capacity(ask.survivors.len());
    for survivor in &ask.survivors {
        let stays = of(*survivor).is_some_and(Booked::survives);
        if !stays || *survivor == ask.from || survivors.contains(survivor) {
            return Err(Denied::NoSurvivor);
        }
        survivors.push(*survivor);
    }
    let approved = allowed(books, ask, authority, now)?;
    let until = now.checked_add(LEASE).map_err(|_| Denied::NotNow("the clock is out of range".into()))?;
    let leases = survivors.into_iter().map(|replica| Lease { item: ask.item, replica, until }).collect();
    Ok(Granted { approved, leases, until })
}

/// What the act allows. Whatever [`copies::SafeDropProof`] would refuse later is refused here, before anything is booked.
fn allowed(books: &Books, ask: &Ask, authority: Authority, now: Timestamp) -> Result<Approved, Denied> {
    match authority {
        Authority::Permit { act, from, survivors, ends } => {
            if from != ask.from {
                return Err(Denied::NoAuthority);
            }
            if ends.duration_since(now) <= MARGIN {
                return Err(Denied::NotNow("the permit has ended, or is about to".into()));
            }
            if ask.survivors.len() < survivors.get() {
                return Err(Denied::NoSurvivor);
            }
            Ok(Approved::Permit { act, survivors, ends })
        }
        Authority::Disposal { act, cooling_off_ends, last_after } => {
            let due = due(books, ask.from, cooling_off_ends, last_after)
                .ok_or_else(|| Denied::NotNow("the clock is out of range".into()))?;
            if now < due {
                return Err(Denied::NotNow(format!("this copy may go from {due} on")));
            }
            Ok(Approved::Disposal { act, cooling_off_ends: due })
        }
    }
}

/// From when on a copy may go by a disposal: the last one a while after the others; none: at no time that can be told.
pub fn due(
    books: &Books,
    from: ReplicaId,
    cooling_off_ends: Timestamp,
    last_after: SignedDuration,
) -> Option<Timestamp> {
    let others = || books.copies.iter().filter(|copy| copy.replica != from);
    if others().any(Booked::survives) {
        return Some(cooling_off_ends);
    }
    let went = others().filter_map(|copy| copy.going).map(|going| going.gone.unwrap_or(going.since));
    went.fold(cooling_off_ends, Timestamp::max).checked_add(last_after).ok()
}
