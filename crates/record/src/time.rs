//! Time: stored as microseconds since 1970 in UTC, asked and answered in Europe/London.

use crate::RecordError;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp, ToSpan};

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
    /// `2023-07` (a month), `2023-07-01` (a day), `2023-07-01 14` (an hour), `2023-07-01 14:30` (a minute), `2023-07-01
    /// 14:30:05` (a second), all in Europe/London, or an instant as in RFC 3339.
    ///
    /// When clocks go back, an hour happens twice: a time in it may be either, so it means all from the first to the
    /// second. A time that clocks jump over in spring never was, and is refused.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let text = text.trim();
        let wrong = || RecordError::NoTime { text: text.chars().take(40).collect() };
        if let Ok(instant) = text.parse::<Timestamp>() {
            let after = instant.checked_add(1.microsecond()).map_err(|_| wrong())?;
            return Ok(Self { first: instant, after });
        }
        let (day, time) = match text.split_once([' ', 'T', 't']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        if !text.is_ascii() || day.len() > 10 {
            return Err(wrong());
        }
        let (first, length): (DateTime, Span) = match (day.len(), time) {
            (7, None) => (format!("{day}-01").parse::<Date>().map_err(|_| wrong())?.into(), 1.month()),
            (10, None) => (day.parse::<Date>().map_err(|_| wrong())?.into(), 1.day()),
            (10, Some(time)) => {
                let (rest, length) = match time.len() {
                    2 => (":00:00", 1.hour()),
                    5 => (":00", 1.minute()),
                    8 => ("", 1.second()),
                    _ => return Err(wrong()),
                };
                (format!("{day}T{time}{rest}").parse().map_err(|_| wrong())?, length)
            }
            _ => return Err(wrong()),
        };
        let after = first.checked_add(length).map_err(|_| wrong())?;
        let zone = london()?;
        let first = zone.to_ambiguous_timestamp(first);
        if matches!(first.offset(), AmbiguousOffset::Gap { .. }) {
            return Err(RecordError::Refused {
                what: format!("'{text}' never was: clocks went forward past it"),
                fix: "Give the time that the clock showed after it went forward".into(),
            });
        }
        let first = first.earlier().map_err(|_| wrong())?;
        // The end is where the last reading of it ends.
        let last = after.checked_sub(1.nanosecond()).map_err(|_| wrong())?;
        let last = zone.to_ambiguous_timestamp(last).later().map_err(|_| wrong())?;
        let after = last.checked_add(1.nanosecond()).map_err(|_| wrong())?;
        Ok(Self { first, after })
    }
}

/// For people: "26 August 2023 at 2:05pm", in Europe/London. Seconds where there are some, and BST or GMT in the hour that
/// happens twice.
pub fn spoken(instant: Timestamp) -> String {
    let Ok(zone) = london() else { return instant.to_string() };
    let there = zone.to_datetime(instant);
    let half = if there.hour() < 12 { "am" } else { "pm" };
    let hour = match there.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    // The last instant of a minute is spoken of as that minute: "until 11:59pm".
    let seconds = match (there.second(), there.subsec_nanosecond()) {
        (0, _) | (59, 999_999_000..) => String::new(),
        (second, _) => format!(":{second:02}"),
    };
    // In the hour that happens twice, the clock alone does not say which.
    let which = match zone.to_ambiguous_timestamp(there) {
        twice if matches!(twice.offset(), AmbiguousOffset::Fold { .. }) => match twice.earlier() {
            Ok(earlier) if earlier == instant => " BST",
            _ => " GMT",
        },
        _ => "",
    };
    format!("{} at {hour}:{:02}{seconds}{half}{which}", there.strftime("%-d %B %Y"), there.minute())
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
    fn a_time_in_the_hour_that_happens_twice_may_be_either() {
        let moment = Moment::parse("2023-10-29 01:15").unwrap();
        assert_eq!(moment.first.to_string(), "2023-10-29T00:15:00Z");
        assert_eq!(moment.after.to_string(), "2023-10-29T01:16:00Z");
        let hour = Moment::parse("2023-10-29 01").unwrap();
        assert_eq!(
            (hour.first.to_string().as_str(), hour.after.to_string().as_str()),
            ("2023-10-29T00:00:00Z", "2023-10-29T02:00:00Z")
        );
        assert_eq!(spoken(at("2023-10-29T00:15:00Z")), "29 October 2023 at 1:15am BST");
        assert_eq!(spoken(at("2023-10-29T01:15:00Z")), "29 October 2023 at 1:15am GMT");
        assert_eq!(spoken(at("2023-10-29T02:15:07Z")), "29 October 2023 at 2:15:07am");
    }

    #[test]
    fn a_time_that_clocks_jumped_over_is_refused() {
        assert!(matches!(Moment::parse("2023-03-26 01:30"), Err(RecordError::Refused { .. })));
        assert!(Moment::parse("2023-03-26 02:00").is_ok() && Moment::parse("2023-03-26").is_ok());
    }

    #[test]
    fn a_time_is_as_long_as_it_is_written() {
        for (text, seconds) in [
            ("2023-07-01", 86_400),
            ("2023-07-01 14", 3_600),
            ("2023-07-01 14:05", 60),
            ("2023-07-01T14:05:30", 1),
        ] {
            let moment = Moment::parse(text).unwrap();
            assert_eq!(moment.after.duration_since(moment.first).as_secs(), seconds, "{text}");
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_no_time_says_so() {
        for text in [
            "",
            "tomorrow",
            "2023-13-01",
            "2023-02-30",
            "31/08/2023",
            "2023-08-08T25:00",
            "2023-07-01 1",
            "2023-07-01 14:5",
        ] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
        assert!(Window::parse("2023-08-26", "2023-07-01").is_err());
    }
}
