//! Dates as people in Britain write them: day first, the month in digits or words. ISO 8601 too, as cells are stored.

use crate::identifiers::Day;

const MONTHS: [&[u8]; 12] = [
    b"january",
    b"february",
    b"march",
    b"april",
    b"may",
    b"june",
    b"july",
    b"august",
    b"september",
    b"october",
    b"november",
    b"december",
];

/// Number of a month written in words: in full, or its first three letters ("Sept" too).
pub(crate) fn month(word: &[u8]) -> Option<u8> {
    let at = MONTHS.iter().position(|month| {
        let short = word.len() == 3 || (word.len() == 4 && month.starts_with(b"sept"));
        (short || word.len() == month.len())
            && month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    })?;
    Some(at as u8 + 1)
}

/// Reads a date. A time behind it is passed over. A year of two digits is the latest that has come.
pub(crate) fn parse(text: &[u8], today: Day) -> Option<Day> {
    let date = before_time(text);
    if date.contains(&b':') {
        return None;
    }
    if date.len() == 8 && date.iter().all(u8::is_ascii_digit) {
        // 19850304; the other order is only told by a column as a whole.
        return day(number(date.get(..4)?)?, number(date.get(4..6)?)?, number(date.get(6..)?)?);
    }
    let mut pieces = date.split(|byte| !byte.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty());
    let (first, second, third) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    if let Some(month) = month(second) {
        return day(year(third, today)?, month.into(), ordinal(first)?);
    }
    if let Some(month) = month(first) {
        return day(year(third, today)?, month.into(), ordinal(second)?);
    }
    match first.len() {
        4 => day(number(first)?, number(second)?, number(third)?),
        1 | 2 if second.len() <= 2 => {
            let (first, second, year) = (number(first)?, number(second)?, year(third, today)?);
            // American order only where the British one is impossible.
            day(year, second, first).or_else(|| day(year, first, second))
        }
        _ => None,
    }
}

/// The text up to a clock time: `1985-03-04T00:00:00`, `04/03/1985 00:00`.
fn before_time(text: &[u8]) -> &[u8] {
    let Some(colon) = text.iter().position(|&byte| byte == b':') else { return text };
    let start =
        text.get(..colon).and_then(|head| head.iter().rposition(|&byte| byte == b' ' || byte == b'T'));
    start.and_then(|start| text.get(..start)).unwrap_or(text).trim_ascii_end()
}

fn day(year: u16, month: u16, day: u16) -> Option<Day> {
    Day::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

fn number(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    digits
        .iter()
        .try_fold(0_u16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u16::from(digit - b'0')))
}

fn year(digits: &[u8], today: Day) -> Option<u16> {
    let year = number(digits)?;
    match digits.len() {
        2 => Some(Day::full_year(year as u8, today)),
        4 => Some(year),
        _ => None,
    }
}

/// `4`, `04`, `4th`, `21st`.
fn ordinal(piece: &[u8]) -> Option<u16> {
    let digits = piece.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, ending) = piece.split_at(digits);
    let ending_fits = ending.is_empty()
        || [b"st", b"nd", b"rd", b"th"].iter().any(|known| ending.eq_ignore_ascii_case(*known));
    if ending_fits && digits.len() <= 2 { number(digits) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_it_is_written() {
        let today = Day::new(2024, 6, 1).unwrap();
        for text in [
            "04/03/1985",
            "4/3/85",
            "04.03.85",
            "4 March 1985",
            "4th Mar 85",
            "March 4, 1985",
            "04-Mar-1985",
            "1985-03-04",
            "1985-03-04T00:00:00",
            "04/03/1985 10:30",
            "19850304",
        ] {
            assert_eq!(parse(text.as_bytes(), today), Day::new(1985, 3, 4), "{text}");
        }
        assert_eq!(parse(b"03/25/1985", today), Day::new(1985, 3, 25));
        for text in
            ["4 Marsh 1985", "31/02/1985", "1985", "4/1985", "10:30:00", "1.2.3.4", "1985-3", "40/40/1985"]
        {
            assert_eq!(parse(text.as_bytes(), today), None, "{text}");
        }
    }
}
