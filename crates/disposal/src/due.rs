//! Whether an item is due by its class. Pure, with `now` as a parameter; what cannot be told is not due.

use crate::class::{Clock, Terms};
use inventory::Entry;
use jiff::{SignedDuration, Timestamp};

/// Whether an item is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Its period is over.
    Yes,
    /// Its period is not over, or there is none.
    NotYet,
    /// Nobody knows from when its period counts.
    Unclear,
}

impl Due {
    /// Whether an item of this class is due.
    pub fn of(terms: Terms, entry: &Entry, now: Timestamp) -> Self {
        let from = match terms.clock {
            Clock::Recorded => entry.recorded_at,
            Clock::Received => Some(entry.since),
        };
        let Some(days) = terms.days else { return Self::NotYet };
        // What was recorded tomorrow has a clock that is wrong: a time that is right may be any.
        let Some(from) = from.filter(|from| *from <= now) else { return Self::Unclear };
        let period = SignedDuration::from_hours(24 * i64::from(days));
        if now.duration_since(from) >= period { Self::Yes } else { Self::NotYet }
    }
}
