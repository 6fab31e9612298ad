//! One file for each command.

pub mod actor;
pub mod backup;
pub mod card;
pub mod case;
pub mod certificate;
pub mod check;
mod check_pdf;
pub mod clean;
pub mod evidence;
pub mod exposure;
pub mod formats;
pub mod holder;
pub mod holding;
pub mod key;
pub mod leak;
pub mod log;
pub mod people;
mod policy;
mod read;
pub mod receipt;
pub mod release;
pub mod restore;
pub mod roster_seal;
mod say;
pub mod serve;
pub mod share;
#[cfg(unix)]
mod tell;
pub mod watch;
mod workshop;
mod write;

use detect::Day;

/// The hidden command by which this program starts itself as a reader.
pub const WORKER: &str = "worker";

/// The day in Britain.
pub(crate) fn today() -> Day {
    let now = jiff::Timestamp::now();
    // The rules of British time come with the program; without them the day changes an hour late in summer.
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap_or(jiff::tz::TimeZone::UTC);
    let date = zone.to_datetime(now).date();
    let known = Day::new(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
    // A clock outside the calendar is answered by a day inside it.
    known.or_else(|| Day::new(2026, 1, 1)).unwrap_or_else(|| unreachable!("the first of January is a day"))
}
