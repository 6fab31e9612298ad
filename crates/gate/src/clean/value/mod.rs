//! What a cell of the copy is: the displayed text, or a number or date that is read off the displayed text.
//!
//! One principle keeps anything undisplayed out: **value and format come from the displayed text alone**. The number
//! 3.14159 shown as `3.14` becomes 3.14 in the format `0.00`; a date of birth shown as a year becomes the text `1985`.
//! The original's format code is not copied: its other sections could hold words that nobody sees. The stored value only
//! says whether the reading is right; where it is not, or where the text cannot be read, the text stays a text.

pub(crate) mod date;
pub(crate) mod number;
mod text;

use date::{DateLooks, Moment};
use inspect::CellKind;
use number::NumberLooks;
use std::borrow::Cow;
pub(crate) use text::{is_blank, visible};

/// A value of the copy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'t> {
    /// Words.
    Text(Cow<'t, str>),
    /// A number, with the text that its format shows.
    Number(f64, Cow<'t, str>),
    /// A date, a time or both, with the text that its format shows.
    Date(Moment, Cow<'t, str>),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
}

/// How a value is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) enum Format {
    /// As it is.
    #[default]
    General,
    /// A number with decimals, groups, a currency.
    Number(NumberLooks),
    /// A date or a time.
    Date(DateLooks),
}

/// A value with its format, and what is not in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading<'t> {
    /// The value.
    pub(crate) value: Value<'t>,
    /// Its format.
    pub(crate) format: Format,
    /// It is shorter than the stored value: digits, or a time of day, that were not shown.
    pub(crate) is_shortened: bool,
    /// Characters without a shape that were dropped.
    pub(crate) dropped: u64,
}

/// Reads a cell by what it displays; `None` when it displays nothing.
pub(crate) fn read<'t>(kind: CellKind, stored: &str, displayed: &'t str) -> Option<Reading<'t>> {
    let (shown, dropped) = visible(displayed);
    if is_blank(&shown) {
        return None;
    }
    let text =
        |shown| Reading { value: Value::Text(shown), format: Format::General, is_shortened: false, dropped };
    Some(match kind {
        CellKind::Text | CellKind::Error => text(shown),
        CellKind::Boolean => match shown.as_ref() {
            "TRUE" => Reading { value: Value::Boolean(true), ..text(shown) },
            "FALSE" => Reading { value: Value::Boolean(false), ..text(shown) },
            _ => text(shown),
        },
        CellKind::Number => {
            // Formats pad numbers with spaces so that they stand below one another; the copy's format does not.
            let shown = trimmed(shown);
            let exact = stored.trim().parse::<f64>().ok().filter(|value| value.is_finite());
            match exact.and_then(|exact| number::read(&shown, exact)) {
                Some((value, looks)) => Reading {
                    is_shortened: exact.is_some_and(|exact| is_other(exact, value)),
                    value: Value::Number(value, shown),
                    format: looks.map_or(Format::General, Format::Number),
                    dropped,
                },
                None => text(shown),
            }
        }
        CellKind::Date => {
            let shown = trimmed(shown);
            match Moment::parse(stored)
                .and_then(|exact| date::read(&shown, exact).map(|found| (exact, found)))
            {
                Some((exact, (moment, looks))) => Reading {
                    is_shortened: exact != moment,
                    value: Value::Date(moment, shown),
                    format: Format::Date(looks),
                    dropped,
                },
                None => text(shown),
            }
        }
    })
}

#[expect(clippy::float_cmp, reason = "any other number is another number")]
fn is_other(exact: f64, value: f64) -> bool {
    exact != value
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

impl Value<'_> {
    /// The text that the cell shows.
    pub(crate) fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(_, text) | Self::Date(_, text) => text,
            Self::Boolean(true) => "TRUE",
            Self::Boolean(false) => "FALSE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(kind: CellKind, stored: &str, displayed: &str) -> String {
        match read(kind, stored, displayed) {
            None => "nothing".to_owned(),
            Some(reading) => {
                let short = if reading.is_shortened { ", shortened" } else { "" };
                let format = match &reading.format {
                    Format::General => "General".to_owned(),
                    Format::Number(looks) => looks.code(),
                    Format::Date(looks) => looks.code(),
                };
                match reading.value {
                    Value::Text(text) => format!("text {text}"),
                    Value::Number(value, _) => format!("{value} as {format}{short}"),
                    Value::Date(moment, _) => format!("{moment:?} as {format}{short}"),
                    Value::Boolean(value) => format!("{value}"),
                }
            }
        }
    }

    #[test]
    fn nothing_undisplayed_survives_in_a_number() {
        assert_eq!(summary(CellKind::Number, "3.14159", "3.14"), "3.14 as 0.00, shortened");
        assert_eq!(summary(CellKind::Number, "12345678", "12,346"), "text 12,346");
        assert_eq!(summary(CellKind::Number, "33047", "Redacted"), "text Redacted");
        assert_eq!(summary(CellKind::Number, "33047", "####"), "text ####");
        assert_eq!(summary(CellKind::Number, "0", " - "), "text -");
        assert_eq!(summary(CellKind::Number, "7", " 7 "), "7 as General");
    }

    #[test]
    fn nothing_undisplayed_survives_in_a_date() {
        assert_eq!(summary(CellKind::Date, "1985-03-04", "1985"), "text 1985");
        assert_eq!(summary(CellKind::Date, "1985-03-04", "Mar 1985"), "text Mar 1985");
        assert!(
            summary(CellKind::Date, "1985-03-04T10:00:00", "04/03/1985").ends_with("dd/mm/yyyy, shortened")
        );
    }

    #[test]
    fn words_stay_words() {
        assert_eq!(summary(CellKind::Text, "007", "007"), "text 007");
        assert_eq!(summary(CellKind::Error, "#N/A", "#N/A"), "text #N/A");
        assert_eq!(summary(CellKind::Boolean, "TRUE", "TRUE"), "true");
        assert_eq!(summary(CellKind::Boolean, "TRUE", "yes"), "text yes");
        assert_eq!(summary(CellKind::Text, "x", " \u{200b} "), "nothing");
    }
}
