//! Dates and times, read off what is displayed.

use std::fmt::Write;

/// A date, a time of day, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Year, month, day.
    pub(crate) date: Option<(u16, u8, u8)>,
    /// Hours, minutes, seconds.
    pub(crate) time: Option<(u8, u8, u8)>,
}

/// How a moment is shown: the pieces of its displayed text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct DateLooks(pub(crate) Vec<Piece>);

/// A piece of a date format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// With or without a zero before single digits.
    Day(Width),
    /// Number of the month.
    Month(Width),
    /// `Mar` or `March`.
    MonthName(Width),
    /// `85` or `1985`.
    Year(Width),
    /// `Mon` or `Monday`.
    Weekday(Width),
    /// Of the day, or of its half where the format has one.
    Hour(Width),
    /// Always two digits.
    Minute,
    /// Always two digits.
    Second,
    /// `AM` or `PM`.
    Half,
    /// A separator.
    Between(char),
}

/// Short or long form of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Width {
    Short,
    Long,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Excel takes 1900 for a leap year: from this day on all programs count alike.
const FIRST: (u16, u8, u8) = (1900, 3, 1);

impl Moment {
    /// Reads `1985-03-04`, `1985-03-04T10:00:00` or `10:00:00`, as [`inspect::CellKind::Date`] is spelled. `None` for
    /// days that programs count differently.
    pub(crate) fn parse(stored: &str) -> Option<Self> {
        let (date, time) = match stored.split_once('T') {
            Some((date, time)) => (Some(date), Some(time)),
            None if stored.contains(':') => (None, Some(stored)),
            None => (Some(stored), None),
        };
        let date = match date {
            None => None,
            Some(text) => {
                let [year, month, day] = numbers(text, '-')?;
                let (year, month, day) = (year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
                let date = (year, month, day);
                (date >= FIRST && year <= 9999).then_some(())?;
                jiff::civil::Date::new(
                    i16::try_from(year).ok()?,
                    month.try_into().ok()?,
                    day.try_into().ok()?,
                )
                .ok()?;
                Some(date)
            }
        };
        let time = match time {
            None => None,
            Some(text) => {
                let [hour, minute, second] = numbers(text, ':')?;
                (hour < 24 && minute < 60 && second < 60).then_some(())?;
                Some((hour as u8, minute as u8, second as u8))
            }
        };
        Some(Self { date, time })
    }

    /// Days since the last day of 1899, as Excel counts them.
    pub(crate) fn serial(&self) -> f64 {
        let days = self.date.map_or(0, |(year, month, day)| days_since_1899(year, month, day));
        let seconds = self.time.map_or(0, |(hour, minute, second)| {
            u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second)
        });
        f64::from(days) + f64::from(seconds) / 86_400.0
    }

    fn weekday(&self) -> Option<&'static str> {
        let (year, month, day) = self.date?;
        // 31 December 1899 was a Sunday, and counts as 1: see `days_since_1899`.
        let days = days_since_1899(year, month, day);
        WEEKDAYS.get(((days + 5) % 7) as usize).copied()
    }
}

fn numbers(text: &str, between: char) -> Option<[u16; 3]> {
    let mut parts = text.split(between);
    let mut next = || {
        let digits = parts.next().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse().ok()
    };
    let found = [next()?, next()?, next()?];
    parts.next().is_none().then_some(found)
}

/// Excel's number of a day. The day that never was, 29 February 1900, is counted: every later number has it in it.
fn days_since_1899(year: u16, month: u8, day: u8) -> u32 {
    let (year, month, day) = (u32::from(year), u32::from(month), u32::from(day));
    // Months are counted from March, so that a leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    days - 693_900
}

/// Reads a displayed moment. `None` when its text does not show all of the date, or has words that no calendar has.
/// A time of day that is not shown is not in the result; a date that is not shown cannot be left out, so that a date
/// shown as a time or as a year stays a text.
pub(crate) fn read(shown: &str, exact: Moment) -> Option<(Moment, DateLooks)> {
    let pieces = pieces(shown)?;
    let mut reader = Reader::new(&pieces, exact);
    for (index, piece) in pieces.iter().enumerate() {
        reader.take(index, piece, &pieces)?;
    }
    reader.finish()
}

/// Runs of digits, runs of letters, and single separators.
fn pieces(shown: &str) -> Option<Vec<&str>> {
    let class = |letter: char| match letter {
        '0'..='9' => Some(0),
        'A'..='Z' | 'a'..='z' => Some(1),
        ' ' | '/' | '-' | '.' | ',' | ':' => Some(2),
        _ => None,
    };
    let mut pieces = Vec::new();
    let mut rest = shown;
    while let Some(first) = rest.chars().next() {
        let kind = class(first)?;
        let end =
            if kind == 2 { 1 } else { rest.find(|letter| class(letter) != Some(kind)).unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at_checked(end)?;
        pieces.push(piece);
        rest = after;
    }
    (pieces.len() <= 24).then_some(pieces)
}

struct Reader {
    exact: Moment,
    /// Numbers are written with a zero before a single digit.
    is_padded: bool,
    has_half: bool,
    out: Vec<Piece>,
    has: [bool; 6],
}

/// Places in [`Reader::has`].
const YEAR: usize = 0;
const MONTH: usize = 1;
const DAY: usize = 2;
const HOUR: usize = 3;
const MINUTE: usize = 4;
const SECOND: usize = 5;

impl Reader {
    fn new(pieces: &[&str], exact: Moment) -> Self {
        let is_single = |piece: &&str| piece.len() == 1 && piece.as_bytes()[0].is_ascii_digit();
        Self {
            exact,
            is_padded: !pieces.iter().any(is_single),
            has_half: pieces.iter().any(|piece| matches!(*piece, "AM" | "PM")),
            out: Vec::with_capacity(pieces.len()),
            has: [false; 6],
        }
    }

    fn take(&mut self, index: usize, piece: &str, pieces: &[&str]) -> Option<()> {
        let first = piece.bytes().next()?;
        let found = if first.is_ascii_digit() {
            let neighbour = |at: Option<usize>| at.and_then(|at| pieces.get(at)).copied();
            let is_time =
                neighbour(index.checked_sub(1)) == Some(":") || neighbour(Some(index + 1)) == Some(":");
            if is_time { self.time(piece)? } else { self.date(piece)? }
        } else if first.is_ascii_alphabetic() {
            self.word(piece)?
        } else {
            Piece::Between(char::from(first))
        };
        self.out.push(found);
        Some(())
    }

    /// Hours, minutes and seconds stand in this order everywhere.
    fn time(&mut self, piece: &str) -> Option<Piece> {
        let (hour, minute, second) = self.exact.time?;
        let number: u8 = piece.parse().ok()?;
        let next = [HOUR, MINUTE, SECOND].into_iter().find(|place| !self.has[*place])?;
        self.has[next] = true;
        let is_two = piece.len() == 2;
        match next {
            HOUR => {
                let shown = match (self.has_half, hour % 12) {
                    (false, _) => hour,
                    (true, 0) => 12,
                    (true, hour) => hour,
                };
                let width = self.width(piece)?;
                (number == shown).then_some(Piece::Hour(width))
            }
            MINUTE => (is_two && number == minute).then_some(Piece::Minute),
            _ => (is_two && number == second).then_some(Piece::Second),
        }
    }

    /// Day, month or year, whichever it can be; the British order where it can be two.
    fn date(&mut self, piece: &str) -> Option<Piece> {
        let (year, month, day) = self.exact.date?;
        let number: u16 = piece.parse().ok()?;
        if piece.len() == 4 {
            return (number == year && !std::mem::replace(&mut self.has[YEAR], true))
                .then_some(Piece::Year(Width::Long));
        }
        let width = self.width(piece);
        // Behind the year the month comes first.
        let is_month = self.has[YEAR] && !self.has[MONTH] && number == u16::from(month);
        if let Some(width) = width.filter(|_| number == u16::from(day) && !self.has[DAY] && !is_month) {
            self.has[DAY] = true;
            return Some(Piece::Day(width));
        }
        if let Some(width) = width.filter(|_| number == u16::from(month) && !self.has[MONTH]) {
            self.has[MONTH] = true;
            return Some(Piece::Month(width));
        }
        // Of a year without its century, programs make one from 1930 to 2029.
        let whole = if number < 30 { 2000 + number } else { 1900 + number };
        let is_year = piece.len() == 2 && whole == year && !std::mem::replace(&mut self.has[YEAR], true);
        is_year.then_some(Piece::Year(Width::Short))
    }

    /// One or two digits, with a zero before them or not.
    fn width(&self, piece: &str) -> Option<Width> {
        match (piece.len(), piece.starts_with('0')) {
            (1, _) => Some(Width::Short),
            (2, true) => Some(Width::Long),
            (2, false) => Some(if self.is_padded { Width::Long } else { Width::Short }),
            _ => None,
        }
    }

    fn word(&mut self, word: &str) -> Option<Piece> {
        if word == "T" {
            return Some(Piece::Between('T'));
        }
        if matches!(word, "AM" | "PM") {
            let (hour, ..) = self.exact.time?;
            return ((hour >= 12) == (word == "PM")).then_some(Piece::Half);
        }
        let is_short = |name: &str| name.get(..3) == Some(word);
        let (_, month, _) = self.exact.date?;
        let name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
        if !self.has[MONTH] && (is_short(name) || *name == word) {
            self.has[MONTH] = true;
            let width = if *name == word && word.len() > 3 { Width::Long } else { Width::Short };
            return Some(Piece::MonthName(width));
        }
        let name = self.exact.weekday()?;
        if name == word {
            return Some(Piece::Weekday(Width::Long));
        }
        is_short(name).then_some(Piece::Weekday(Width::Short))
    }

    fn finish(self) -> Option<(Moment, DateLooks)> {
        let is_date = self.has[YEAR] && self.has[MONTH] && self.has[DAY];
        let has_no_date = !(self.has[YEAR] || self.has[MONTH] || self.has[DAY]);
        let has_time = self.has[HOUR] && self.has[MINUTE];
        if has_no_date && self.exact.date.is_some()
            || !has_no_date && !is_date
            || self.has[HOUR] && !has_time
            || self.has_half && !has_time
            || !is_date && !has_time
        {
            return None;
        }
        let time = self.exact.time.filter(|_| has_time);
        let time =
            time.map(|(hour, minute, second)| (hour, minute, if self.has[SECOND] { second } else { 0 }));
        Some((Moment { date: self.exact.date, time }, DateLooks(self.out)))
    }
}

impl DateLooks {
    /// The format's code in the notation of ECMA-376 part 1, 18.8.31.
    pub(crate) fn code(&self) -> String {
        let mut code = String::new();
        for piece in &self.0 {
            let text = match piece {
                Piece::Day(Width::Short) => "d",
                Piece::Day(Width::Long) => "dd",
                Piece::Month(Width::Short) => "m",
                Piece::Month(Width::Long) | Piece::Minute => "mm",
                Piece::MonthName(Width::Short) => "mmm",
                Piece::MonthName(Width::Long) => "mmmm",
                Piece::Year(Width::Short) => "yy",
                Piece::Year(Width::Long) => "yyyy",
                Piece::Weekday(Width::Short) => "ddd",
                Piece::Weekday(Width::Long) => "dddd",
                Piece::Hour(Width::Short) => "h",
                Piece::Hour(Width::Long) => "hh",
                Piece::Second => "ss",
                Piece::Half => "AM/PM",
                Piece::Between(letter @ ('/' | '-' | ':' | ' ')) => {
                    code.push(*letter);
                    continue;
                }
                Piece::Between(letter) => {
                    // Writing to a string cannot fail.
                    let _ = write!(code, "\\{letter}");
                    continue;
                }
            };
            code.push_str(text);
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_off_what_is_shown() {
        for (stored, shown, code) in [
            ("1985-03-04", "04/03/1985", "dd/mm/yyyy"),
            ("1985-03-14", "03/14/1985", "mm/dd/yyyy"),
            ("1985-03-14", "14/3/1985", "d/m/yyyy"),
            ("1985-03-04", "1985-03-04", "yyyy-mm-dd"),
            ("1985-03-04", "4 March 1985", "d mmmm yyyy"),
            ("1985-03-04", "04-Mar-85", "dd-mmm-yy"),
            ("2020-04-20", "20/04/20", "dd/mm/yy"),
            ("1985-05-01", "Wednesday, 1 May 1985", "dddd\\, d mmm yyyy"),
            ("2023-08-08T14:05:09", "08/08/2023 14:05", "dd/mm/yyyy hh:mm"),
            ("2023-08-08T14:05:09", "08/08/2023 2:05:09 PM", "dd/mm/yyyy h:mm:ss AM/PM"),
            ("00:30:00", "12:30 AM", "hh:mm AM/PM"),
            ("06:00:00", "6:00", "h:mm"),
            ("2023-08-08T14:05:09", "2023-08-08T14:05:09", "yyyy-mm-dd\\Thh:mm:ss"),
        ] {
            let exact = Moment::parse(stored).unwrap_or_else(|| panic!("{stored}"));
            let found = read(shown, exact).map(|(_, looks)| looks.code());
            assert_eq!(found.as_deref(), Some(code), "{shown}");
        }
    }

    #[test]
    fn what_does_not_show_the_whole_date_stays_a_text() {
        for (stored, shown) in [
            ("1985-03-04", "1985"),
            ("1985-03-04", "Mar 1985"),
            ("1985-03-04", "04 Mar"),
            ("1885-03-04", "04/03/85"),
            ("2085-03-04", "04/03/85"),
            ("1985-03-04T10:00:00", "10:00"),
            ("1985-03-04", "04/03/1986"),
            ("1985-03-04", "4th March 1985"),
            ("1985-03-04", "Redacted"),
            ("36:05:09", "36:05:09"),
            ("1985-03-04", "04/03/1985 (Smith)"),
            ("1985-03-04", "04/03/1985 1985"),
        ] {
            let read = Moment::parse(stored).and_then(|exact| read(shown, exact));
            assert_eq!(read, None, "{shown}");
        }
    }

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        let serial = |stored: &str| Moment::parse(stored).map(|moment| moment.serial());
        assert_eq!(serial("1985-03-04"), Some(31_110.0));
        assert_eq!(serial("1900-03-01"), Some(61.0));
        assert_eq!(serial("9999-12-31"), Some(2_958_465.0));
        assert_eq!(serial("1985-03-04T12:00:00"), Some(31_110.5));
        assert_eq!(serial("06:00:00"), Some(0.25));
        assert_eq!(serial("1900-02-28"), None);
    }
}
