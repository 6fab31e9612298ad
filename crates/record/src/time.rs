//! Time: stored as microseconds since 1970 in UTC, asked and answered in Europe/London.

use crate::RecordError;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// Where people live who ask.
pub const ZONE: &str = "Europe/London";

/// The time zone of questions and answers. The table of zones is built in, so it is there.
pub fn london() -> Result<TimeZone, RecordError> {
    TimeZone::get(ZONE)
        .map_err(|_| RecordError::Damaged { what: format!("the time zone {ZONE} is not known here") })
}

/// A stretch of time, from its start up to and not including its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First instant.
    pub from: Timestamp,
    /// First instant after it.
    pub until: Timestamp,
}

impl Window {
    /// A window of at least one microsecond.
    pub fn new(from: Timestamp, until: Timestamp) -> Result<Self, RecordError> {
        if from < until { Ok(Self { from, until }) } else { Err(RecordError::EmptyWindow) }
    }

    /// What a person means by two days, or two instants: days are whole days in Europe/London, the last one included.
    pub fn parse(from: &str, to: &str) -> Result<Self, RecordError> {
        Self::new(Moment::parse(from)?.first, Moment::parse(to)?.after)
    }
}

/// What a person means by a time: the instants from `first` up to and not including `after`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// First instant.
    pub first: Timestamp,
    /// First instant after it.
    pub after: Timestamp,
}

impl Moment {
    /// `2023-07` (a month), `2023-07-01` (a day), `2023-07-01 14:30` (a minute), all in Europe/London, or an instant as in
    /// RFC 3339.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let text = text.trim();
        let wrong = || RecordError::NoTime { text: text.chars().take(40).collect() };
        if let Ok(instant) = text.parse::<Timestamp>() {
            let after = instant.checked_add(1.microsecond()).map_err(|_| wrong())?;
            return Ok(Self { first: instant, after });
        }
        let (first, after): (DateTime, DateTime) = if text.len() == 7 {
            let first: Date = format!("{text}-01").parse().map_err(|_| wrong())?;
            (first.into(), first.checked_add(1.month()).map_err(|_| wrong())?.into())
        } else if text.len() <= 10 {
            let first: Date = text.parse().map_err(|_| wrong())?;
            (first.into(), first.tomorrow().map_err(|_| wrong())?.into())
        } else {
            let first: DateTime = text.parse().map_err(|_| wrong())?;
            (first, first.checked_add(1.minute()).map_err(|_| wrong())?)
        };
        let zone = london()?;
        let instant = |time: DateTime| zone.to_timestamp(time).map_err(|_| wrong());
        Ok(Self { first: instant(first)?, after: instant(after)? })
    }
}

/// For people: "26 August 2023 at 2:05pm", in Europe/London.
pub fn spoken(instant: Timestamp) -> String {
    let Ok(zone) = london() else { return instant.to_string() };
    let there = zone.to_datetime(instant);
    let half = if there.hour() < 12 { "am" } else { "pm" };
    let hour = match there.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{} at {hour}:{:02}{half}", there.strftime("%-d %B %Y"), there.minute())
}

/// The day for people: "26 August 2023", in Europe/London.
pub fn spoken_day(instant: Timestamp) -> String {
    let Ok(zone) = london() else { return instant.to_string() };
    zone.to_datetime(instant).strftime("%-d %B %Y").to_string()
}

/// An instant from a stored number.
pub(crate) fn stored(microseconds: i64) -> Result<Timestamp, RecordError> {
    Timestamp::from_microsecond(microseconds)
        .map_err(|_| RecordError::Damaged { what: "a time is out of range".into() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_day_in_summer_begins_an_hour_before_midnight_utc() {
        let window = Window::parse("2023-07-01", "2023-08-26").unwrap();
        assert_eq!(window.from.to_string(), "2023-06-30T23:00:00Z");
        assert_eq!(window.until.to_string(), "2023-08-26T23:00:00Z");
    }

    #[test]
    fn the_day_on_which_clocks_go_back_has_25_hours() {
        let day = Moment::parse("2023-10-29").unwrap();
        assert_eq!(day.after.duration_since(day.first).as_hours(), 25);
    }

    #[test]
    fn times_are_spoken_in_london() {
        assert_eq!(spoken("2023-08-08T13:31:00Z".parse().unwrap()), "8 August 2023 at 2:31pm");
        assert_eq!(spoken("2023-12-08T00:05:00Z".parse().unwrap()), "8 December 2023 at 12:05am");
    }

    #[test]
    fn what_is_no_time_says_so() {
        for text in ["", "tomorrow", "2023-13-01", "2023-02-30", "31/08/2023", "2023-08-08T25:00"] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
        assert!(Window::parse("2023-08-26", "2023-07-01").is_err());
    }
}
