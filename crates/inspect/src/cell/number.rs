//! One spelling for every number and date, so that a value in a cache equals the same value in a cell.

use ooxml_numfmt::DateSystem;
use ooxml_numfmt::date_serial::{serial_to_date, serial_to_time};
use std::fmt::Write;

/// Writes a number in its shortest decimal form.
pub(crate) fn write(value: f64, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = if value.fract() == 0.0 && value.abs() < 1e15 {
        write!(out, "{}", value as i64)
    } else {
        write!(out, "{value}")
    };
}

/// A number as a file spells it, in our spelling. Most are spelled so already.
pub(crate) fn respell<'t>(text: &'t str, out: &'t mut String) -> &'t str {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let is_plain = digits.len() <= 15
        && digits.iter().all(u8::is_ascii_digit)
        && digits.first().is_some_and(|first| *first != b'0' || digits.len() == 1);
    if is_plain && text != "-0" {
        return text;
    }
    match text.trim().parse::<f64>() {
        Ok(value) if value.is_finite() => {
            out.clear();
            write(value, out);
            out
        }
        _ => text,
    }
}

/// 31 December 9999, the last day that any program shows.
pub(crate) const LAST_DAY: f64 = 2_958_466.0;

/// Writes a date serial as ISO 8601: date, date and time, or time alone. Serials outside the calendar stay numbers.
pub(crate) fn write_date(serial: f64, is_1904: bool, out: &mut String) {
    let system = if is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
    let has_time = serial.fract() != 0.0;
    // The library computes without looking for overflow: ask it for days of the calendar only.
    let in_calendar = (0.0..=LAST_DAY).contains(&serial);
    let date = if in_calendar { serial_to_date(serial, system) } else { None };
    if date.is_none() && !(0.0..1.0).contains(&serial) {
        write(serial, out);
        return;
    }
    // Day zero is no day: a serial below one is a time.
    let date = date.filter(|_| serial >= 1.0 || !has_time);
    if let Some((year, month, day)) = date {
        let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    }
    if has_time || date.is_none() {
        let (hour, minute, second) = serial_to_time(serial);
        let _ = write!(out, "{}{hour:02}:{minute:02}:{second:02}", if date.is_some() { "T" } else { "" });
    }
}

/// The serial of a date in ISO 8601, from the day on from which all programs count alike.
pub(crate) fn parse_date(text: &str, is_1904: bool) -> Option<f64> {
    let (date, time) = text.trim().trim_end_matches('Z').split_once('T').unwrap_or((text.trim(), ""));
    let numbers = |text: &str, between: char| -> Option<[f64; 3]> {
        let mut parts = text.split(between).map(str::parse::<f64>);
        let found = [parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?];
        (parts.next().is_none() && found.iter().all(|number| (0.0..10_000.0).contains(number)))
            .then_some(found)
    };
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = if time.is_empty() { [0.0; 3] } else { numbers(time, ':')? };
    // Months are counted from March, so that a leap day is the last of its year.
    let (year, month) = if month > 2.0 { (year, month - 3.0) } else { (year - 1.0, month + 9.0) };
    let leap_days = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    let days = 365.0 * year + leap_days + ((153.0 * month + 2.0) / 5.0).floor() + day - 693_900.0;
    let serial = days + (hour * 3600.0 + minute * 60.0 + second) / 86_400.0;
    let serial = if is_1904 { serial - 1462.0 } else { serial };
    (days >= 61.0 && (0.0..=LAST_DAY).contains(&serial)).then_some(serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(serial: f64, is_1904: bool) -> String {
        let mut out = String::new();
        write_date(serial, is_1904, &mut out);
        out
    }

    #[test]
    fn numbers_have_one_spelling() {
        for (spelled, expected) in [
            ("4.3476591900000000E9", "4347659190"),
            ("007", "7"),
            ("0.10", "0.1"),
            ("12", "12"),
            ("-0", "0"),
            ("1E-2", "0.01"),
        ] {
            assert_eq!(respell(spelled, &mut String::new()), expected);
        }
    }

    #[test]
    fn dates_in_words_are_read() {
        assert_eq!(parse_date("1985-03-04", false), Some(31_110.0));
        assert_eq!(parse_date("1985-03-04T12:00:00Z", true), Some(29_648.5));
        assert_eq!(parse_date("1900-02-28", false), None);
        assert_eq!(parse_date("yesterday", false), None);
    }

    #[test]
    fn dates_are_written_as_iso_8601() {
        assert_eq!(date(31_110.0, false), "1985-03-04");
        assert_eq!(date(31_110.5, false), "1985-03-04T12:00:00");
        assert_eq!(date(0.25, false), "06:00:00");
        assert_eq!(date(29_648.0, true), "1985-03-04");
        assert_eq!(date(-5.0, false), "-5");
        assert_eq!(date(1e300, false).chars().next(), Some('1'));
    }
}
