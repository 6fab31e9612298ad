//! One spelling for every number and date, so that a value in a cache equals the same value in a cell.

use ooxml_numfmt::DateSystem;
use ooxml_numfmt::date_serial::{serial_to_date, serial_to_time};
use std::fmt::Write;

/// Writes a number in its shortest decimal form.
pub(crate) fn write(value: f64, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = if value == value.trunc() && value.abs() < 1e15 {
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
    fn dates_are_written_as_iso_8601() {
        assert_eq!(date(31_110.0, false), "1985-03-04");
        assert_eq!(date(31_110.5, false), "1985-03-04T12:00:00");
        assert_eq!(date(0.25, false), "06:00:00");
        assert_eq!(date(29_648.0, true), "1985-03-04");
        assert_eq!(date(-5.0, false), "-5");
        assert_eq!(date(1e300, false).chars().next(), Some('1'));
    }
}
