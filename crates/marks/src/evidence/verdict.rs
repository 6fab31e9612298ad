//! What may be said.

use super::{Bar, Channels, EValue};

/// What may be said of a delivery, or of a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Below the bar: ranked, not proven.
    NotProven,
    /// Above the bar, on the word of one channel. Whoever holds one real delivery may have planted it in another's.
    OneChannel,
    /// Above the bar, and two channels or more speak for it.
    Attributed,
}

impl Verdict {
    /// The verdict on an e-value, which rests on these channels: those of the delivery, or of a recipient's strongest one.
    pub fn of(value: EValue, bar: Bar, channels: &Channels) -> Self {
        match (bar.is_cleared_by(value), channels.supporting().count()) {
            (false, _) => Self::NotProven,
            (true, 0 | 1) => Self::OneChannel,
            (true, _) => Self::Attributed,
        }
    }
}
