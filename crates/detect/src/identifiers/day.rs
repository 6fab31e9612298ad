//! A day of the calendar. Passed in as "today" wherever an answer depends on it, so that answers can be repeated.

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    date: u8,
}

impl Day {
    /// A day that the calendar has, of a year from 1 to 9999.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year == 0 || year > 9999 || day == 0 || day > days_in(year, month) {
            return None;
        }
        Some(Self { year, month, date: day })
    }

    /// Year, with its century.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.date
    }

    /// Whole years from this day to `later`; `None` when `later` is earlier.
    pub const fn age_on(self, later: Self) -> Option<u16> {
        let before = later.month < self.month || (later.month == self.month && later.date < self.date);
        match later.year.checked_sub(self.year) {
            Some(years) if before => years.checked_sub(1),
            years => years,
        }
    }

    /// A year written with two digits: the latest such year that is not after `today`.
    pub const fn full_year(two_digits: u8, today: Self) -> u16 {
        let century = today.year - today.year % 100;
        let year = century + two_digits as u16;
        if year > today.year && year > 100 { year - 100 } else { year }
    }
}

/// Days of a month; 0 for a month that does not exist.
const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).unwrap()
    }

    #[test]
    fn only_days_of_the_calendar_exist() {
        assert!(Day::new(2024, 2, 29).is_some() && Day::new(2000, 2, 29).is_some());
        for (year, month, date) in [(2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 4, 31), (2024, 1, 0)]
        {
            assert_eq!(Day::new(year, month, date), None);
        }
    }

    #[test]
    fn an_age_changes_on_the_birthday() {
        assert_eq!(day(1985, 3, 4).age_on(day(2024, 3, 3)), Some(38));
        assert_eq!(day(1985, 3, 4).age_on(day(2024, 3, 4)), Some(39));
        assert_eq!(day(2024, 3, 5).age_on(day(2024, 3, 4)), None);
        assert_eq!(day(2025, 1, 1).age_on(day(2024, 3, 4)), None);
    }

    #[test]
    fn two_digits_mean_the_latest_year_that_has_come() {
        assert_eq!(Day::full_year(24, day(2024, 1, 1)), 2024);
        assert_eq!(Day::full_year(25, day(2024, 1, 1)), 1925);
    }
}
