//! How a store stands beside what differs in it: whether anybody knows it at all.

use crate::sweeps::LastSweep;
use crate::{EvidenceStore, StoreState};
use jiff::{SignedDuration, Timestamp};

/// Whether it is known how a store stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was listed in time and could be compared.
    Known,
    /// It was listed, and not all of it, or what it listed is not to be believed.
    Unknown,
    /// It was not listed, or not for more than two of its intervals.
    Overdue,
}

/// Intervals without a sweep after which nobody knows how a store stands.
const OVERDUE: i32 = 2;

impl Standing {
    /// As rows and messages have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Unknown => "unknown",
            Self::Overdue => "overdue",
        }
    }

    pub(crate) fn of(store: &EvidenceStore, last: Option<&LastSweep>, now: Timestamp) -> Self {
        match last {
            Some(sweep) if !is_overdue(store, sweep, now) => match sweep.state {
                StoreState::Unknown => Self::Unknown,
                StoreState::Green | StoreState::Red => Self::Known,
            },
            _ => Self::Overdue,
        }
    }
}

/// Whether a store was not listed for more than two intervals. A listing that takes longer is not late as long as it goes on.
/// One that is of a time that is not yet was made by a clock that went wrong: when it was, nobody knows.
pub(crate) fn is_overdue(store: &EvidenceStore, last: &LastSweep, now: Timestamp) -> bool {
    let since = now.duration_since(last.at);
    since > store.every.max(last.took).saturating_mul(OVERDUE) || since < -ahead(store)
}

/// How much later than now a sweep may have been: clocks of two machines differ.
pub(crate) fn ahead(store: &EvidenceStore) -> SignedDuration {
    store.every.saturating_mul(OVERDUE)
}
