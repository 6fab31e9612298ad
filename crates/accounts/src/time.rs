//! How long things last, and time as the database keeps it: microseconds since 1970 in UTC.

/// A second.
pub(crate) const SECOND: i64 = 1_000_000;
/// A minute.
pub(crate) const MINUTE: i64 = 60 * SECOND;
/// An hour.
pub(crate) const HOUR: i64 = 60 * MINUTE;

/// How far a clock may be set back before what it left behind counts as wrong.
const DRIFT: i64 = 5 * MINUTE;

/// Whether something that lasts so long from `from` on still lasts. What lies in the future by more than a clock may
/// drift was written by a clock that was wrong, and does not count.
pub(crate) fn lasts(from: i64, length: i64, now: i64) -> bool {
    from.saturating_sub(now) <= DRIFT && now < from.saturating_add(length)
}

/// Whether what ends at `until`, and was given for so long, has still to end.
pub(crate) fn lasts_until(until: i64, length: i64, now: i64) -> bool {
    lasts(until.saturating_sub(length), length, now)
}
