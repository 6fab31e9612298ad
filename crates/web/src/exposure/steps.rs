//! A stretch of time in equal steps, for a picture over time: days, months, quarters or years of Europe/London, so that
//! there are neither too few nor too many.

use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan};
use record::RecordError;
use record::time::{Window, london};

/// Most steps of a picture.
const MOST: usize = 36;

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name: "July 2023".
    pub name: String,
    /// The part of it that lies in what was asked.
    pub window: Window,
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Month,
    Quarter,
    Years(i16),
}

/// The steps of a window. A window of one step has none: there is nothing to compare.
pub fn steps(window: Window) -> Result<Vec<Step>, RecordError> {
    let units = [
        Unit::Day,
        Unit::Month,
        Unit::Quarter,
        Unit::Years(1),
        Unit::Years(5),
        Unit::Years(25),
        Unit::Years(400),
    ];
    for unit in units {
        if let Some(steps) = in_units(window, unit)? {
            return Ok(if steps.len() > 1 { steps } else { Vec::new() });
        }
    }
    Ok(Vec::new())
}

/// None: there are too many.
fn in_units(window: Window, unit: Unit) -> Result<Option<Vec<Step>>, RecordError> {
    let zone = london()?;
    let Some(mut first) = unit.begin(zone.to_datetime(window.from).date()) else { return Ok(None) };
    let mut steps = Vec::new();
    let begins = |date: Date| zone.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok();
    while let Some(from) = begins(first).filter(|from| *from < window.until) {
        if steps.len() == MOST {
            return Ok(None);
        }
        let next = first.checked_add(unit.span()).ok();
        let until = next.and_then(begins).unwrap_or(Timestamp::MAX);
        let window = Window::new(from.max(window.from), until.min(window.until))?;
        steps.push(Step { name: unit.name(first), window });
        let Some(next) = next else { break };
        first = next;
    }
    Ok(Some(steps))
}

impl Unit {
    fn begin(self, date: Date) -> Option<Date> {
        let (year, month, day) = match self {
            Self::Day => (date.year(), date.month(), date.day()),
            Self::Month => (date.year(), date.month(), 1),
            Self::Quarter => (date.year(), (date.month() - 1) / 3 * 3 + 1, 1),
            Self::Years(years) => (date.year().div_euclid(years) * years, 1, 1),
        };
        Date::new(year, month, day).ok()
    }

    fn span(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Years(years) => i64::from(years).years(),
        }
    }

    fn name(self, first: Date) -> String {
        match self {
            Self::Day => first.strftime("%-d %b %Y").to_string(),
            Self::Month => first.strftime("%b %Y").to_string(),
            Self::Quarter => format!("{} to {}", first.strftime("%b"), last_month(first).strftime("%b %Y")),
            Self::Years(1) => first.year().to_string(),
            Self::Years(years) => format!("{} to {}", first.year(), first.year().saturating_add(years - 1)),
        }
    }
}

fn last_month(first: Date) -> Date {
    first.checked_add(2.months()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(from: &str, to: &str) -> Vec<String> {
        let window = Window::parse(from, to).unwrap();
        let steps = steps(window).unwrap();
        if let (Some(first), Some(last)) = (steps.first(), steps.last()) {
            assert_eq!((first.window.from, last.window.until), (window.from, window.until));
            assert!(steps.windows(2).all(|pair| pair[0].window.until == pair[1].window.from));
        }
        steps.into_iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_stretch_is_cut_into_days_months_quarters_or_years() {
        assert_eq!(names("2023-07-01", "2023-07-03"), ["1 Jul 2023", "2 Jul 2023", "3 Jul 2023"]);
        assert_eq!(names("2023-06-20", "2023-08-26"), ["Jun 2023", "Jul 2023", "Aug 2023"]);
        assert_eq!(names("2020-02", "2023-05").first().unwrap(), "Jan to Mar 2020");
        assert_eq!(names("2001-01", "2020-12").len(), 20);
        assert!(names("1900-01", "2026-11").len() < MOST);
        assert!(names("2023-07-01", "2023-07-01").is_empty());
    }

    #[test]
    fn a_stretch_as_long_as_time_itself_ends_too() {
        let window = Window::new(Timestamp::MIN, Timestamp::MAX).unwrap();
        assert!(steps(window).unwrap().len() <= MOST);
    }
}
