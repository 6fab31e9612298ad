//! Numbers that each force makes its own way: crimes, occurrences, custody records, officers.

mod collar;
mod crime;
mod crime_scotland;
mod custody;
mod local;

pub(crate) use collar::COLLAR;
pub(crate) use crime::CRIME;
pub(crate) use crime_scotland::CRIME_SCOTLAND;
pub(crate) use custody::CUSTODY;
pub use local::{LocalNumbers, LocalPattern, PatternError};

/// Words about reports of crime.
const REPORT: &[&str] = &[
    "crime",
    "incident",
    "occurrence",
    "offence",
    "reported",
    "police",
    "victim",
    "log",
    "recorded",
    "investigation",
];
