//! Dates of birth, as extracts write them.

use jiff::civil::Date;

/// Whether a text is a day on which somebody alive can have been born.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Birth {
    /// It is.
    Possible,
    /// It is no day, or one of another century.
    NoDate,
    /// It has not come yet.
    Future,
}

/// Judges `1985-03-04`, `1985-03-04T00:00:00`, `04/03/1985` (the day first, as in Britain) and `4 March 1985`.
pub(super) fn judge(text: &str, today: Date) -> Birth {
    match parse(text) {
        Some(date) if date > today => Birth::Future,
        Some(date) if date.year() >= 1880 => Birth::Possible,
        _ => Birth::NoDate,
    }
}

fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = match text.split_once(['T', ' ']) {
        // A time behind the day: midnight, as databases write it.
        Some((day, time)) if time.starts_with("00:00") => day,
        _ => text,
    };
    let parts: Vec<&str> = day.split(['-', '/', '.', ' ']).collect();
    let [first, month, last] = *parts.as_slice() else { return None };
    let is_number =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || !is_number(last) {
        return None;
    }
    let (day, year) = match (first.len(), last.len()) {
        (4, 1 | 2) => (last, first),
        (1 | 2, 4) => (first, last),
        _ => return None,
    };
    let month = if is_number(month) { month.parse().ok()? } else { named(month)? };
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn named(month: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let month = month.to_lowercase();
    let found =
        MONTHS.iter().position(|name| *name == month || month.len() == 3 && name.starts_with(&month))?;
    i8::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_britain_writes_them() {
        let today = Date::constant(2026, 11, 26);
        for text in
            ["1985-03-04", "04/03/1985", "4.3.1985", "4 March 1985", "04-Mar-1985", "1985-03-04T00:00:00"]
        {
            assert_eq!(judge(text, today), Birth::Possible, "{text}");
        }
        for text in ["1985-13-04", "31/02/1985", "85-03-04", "12345", "1785-03-04", "n/a", "03/25/1985"] {
            assert_eq!(judge(text, today), Birth::NoDate, "{text}");
        }
        assert_eq!(judge("2026-11-27", today), Birth::Future);
        assert_eq!(parse("04/03/1985"), parse("1985-03-04"));
    }
}
