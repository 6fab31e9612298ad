//! Data styles (ODF 1.3 part 3, 16.29): how a number, a date or a text is shown, turned into the format code of
//! ECMA-376 part 1, 18.8.31, so that one judge decides for every format what a cell keeps back.

use crate::xml::Element;
use std::fmt::Write;

/// Digits that a style may ask for; counts in the file are claims.
const MOST_DIGITS: usize = 30;

/// Conditions of one style: LibreOffice writes three at most.
const MOST_MAPS: usize = 64;

/// What kind of values a data style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataKind {
    Number,
    Date,
    Boolean,
    Text,
}

/// A data style as it stands in the file.
#[derive(Debug, Clone)]
pub(crate) struct DataStyle {
    pub(crate) kind: DataKind,
    /// Code of its own section.
    pub(crate) code: String,
    /// Conditions on the value, and the style that shows it then (16.3).
    pub(crate) maps: Vec<(Condition, String)>,
    is_percentage: bool,
    /// The first time part counts hours, minutes or seconds without end.
    is_elapsed: bool,
}

/// A condition on a value: `value()>=0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Condition {
    Less(f64),
    LessOrEqual(f64),
    Greater(f64),
    GreaterOrEqual(f64),
    Equal(f64),
    Unequal(f64),
}

impl Condition {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("value()")?.trim_start();
        let digits_at = rest.find(|letter: char| !matches!(letter, '<' | '>' | '=' | '!'))?;
        let (sign, number) = rest.split_at_checked(digits_at)?;
        let number = number.trim().parse().ok()?;
        Some(match sign {
            "<=" => Self::LessOrEqual(number),
            ">=" => Self::GreaterOrEqual(number),
            "!=" => Self::Unequal(number),
            "<" => Self::Less(number),
            ">" => Self::Greater(number),
            "=" => Self::Equal(number),
            _ => return None,
        })
    }

    #[expect(clippy::float_cmp, reason = "a style that asks for zero means zero")]
    pub(crate) fn holds(self, value: f64) -> bool {
        match self {
            Self::Less(limit) => value < limit,
            Self::LessOrEqual(limit) => value <= limit,
            Self::Greater(limit) => value > limit,
            Self::GreaterOrEqual(limit) => value >= limit,
            Self::Equal(limit) => value == limit,
            Self::Unequal(limit) => value != limit,
        }
    }

    fn code(self) -> String {
        match self {
            Self::Less(limit) => format!("[<{limit}]"),
            Self::LessOrEqual(limit) => format!("[<={limit}]"),
            Self::Greater(limit) => format!("[>{limit}]"),
            Self::GreaterOrEqual(limit) => format!("[>={limit}]"),
            Self::Equal(limit) => format!("[={limit}]"),
            Self::Unequal(limit) => format!("[<>{limit}]"),
        }
    }
}

impl DataStyle {
    /// Begins a data style at its element; `None` when the element is none.
    pub(crate) fn begin(element: &Element<'_>) -> Option<Self> {
        let kind = match element.name() {
            "number-style" | "currency-style" | "percentage-style" => DataKind::Number,
            "date-style" | "time-style" => DataKind::Date,
            "boolean-style" => DataKind::Boolean,
            "text-style" => DataKind::Text,
            _ => return None,
        };
        Some(Self {
            kind,
            code: String::new(),
            maps: Vec::new(),
            is_percentage: element.name() == "percentage-style",
            is_elapsed: element.name() == "time-style" && !element.flag_or_true("truncate-on-overflow"),
        })
    }

    /// Takes an element inside the style.
    pub(crate) fn element(&mut self, element: &Element<'_>) {
        let is_long = element.attribute("style").is_some_and(|style| style == "long");
        let is_textual = element.flag("textual");
        let code = match (element.name(), is_long) {
            ("number", _) => return self.number(element),
            ("scientific-number", _) => {
                self.digits(element, true);
                "E+00"
            }
            ("fraction", _) => "# ??/??",
            ("boolean", _) => "General",
            ("text-content", _) => "@",
            ("day", true) => "dd",
            ("day", false) => "d",
            ("month", true) => ["mm", "mmmm"][usize::from(is_textual)],
            ("month", false) => ["m", "mmm"][usize::from(is_textual)],
            ("year", true) => "yyyy",
            ("year", false) => "yy",
            ("day-of-week", true) => "dddd",
            ("day-of-week", false) => "ddd",
            // There is no code for these; like a month, each shows a part of a date.
            ("quarter" | "week-of-year", _) => "m",
            ("hours", true) => self.elapsed("hh", "[hh]"),
            ("hours", false) => self.elapsed("h", "[h]"),
            ("minutes", true) => self.elapsed("mm", "[mm]"),
            ("minutes", false) => self.elapsed("m", "[m]"),
            ("seconds", _) => {
                let code = if is_long { self.elapsed("ss", "[ss]") } else { self.elapsed("s", "[s]") };
                self.code.push_str(code);
                self.decimals(element.number("decimal-places").unwrap_or(0), 0);
                ""
            }
            ("am-pm", _) => "AM/PM",
            ("map", _) => return self.map(element),
            _ => "",
        };
        self.code.push_str(code);
    }

    fn elapsed(&mut self, plain: &'static str, elapsed: &'static str) -> &'static str {
        if std::mem::take(&mut self.is_elapsed) { elapsed } else { plain }
    }

    fn map(&mut self, element: &Element<'_>) {
        let condition = element.attribute("condition").and_then(|text| Condition::parse(&text));
        if let (Some(condition), Some(style)) = (condition, element.attribute("apply-style-name")) {
            // Each value of a cell is compared with all of them.
            if self.maps.len() < MOST_MAPS {
                self.maps.push((condition, style.into_owned()));
            }
        }
    }

    fn number(&mut self, element: &Element<'_>) {
        let says_decimals = element.attribute("decimal-places").is_some();
        let least: usize = element.number("min-integer-digits").unwrap_or(1);
        if !says_decimals && least <= 1 && !element.flag("grouping") {
            self.code.push_str("General");
            return;
        }
        self.digits(element, false);
        // Each separator behind the last digit divides by a thousand.
        let factor: f64 = element.number("display-factor").unwrap_or(1.0);
        let mut left = factor;
        for _ in 0..MOST_DIGITS {
            if left < 1000.0 {
                break;
            }
            self.code.push(',');
            left /= 1000.0;
        }
    }

    fn digits(&mut self, element: &Element<'_>, is_scientific: bool) {
        let least: usize = element.number("min-integer-digits").unwrap_or(1).min(MOST_DIGITS);
        if element.flag("grouping") && !is_scientific {
            let zeros = "0".repeat(least);
            let _ = write!(self.code, "{}", grouped(&zeros));
        } else if least == 0 {
            self.code.push('#');
        } else {
            self.code.extend(std::iter::repeat_n('0', least));
        }
        let most: usize = element.number("decimal-places").unwrap_or(0);
        self.decimals(most, most - element.number("min-decimal-places").unwrap_or(most).min(most));
    }

    /// Decimal places, the last `optional` of them shown only when they are not zero.
    fn decimals(&mut self, places: usize, optional: usize) {
        let places = places.min(MOST_DIGITS);
        if places > 0 {
            let optional = optional.min(places);
            self.code.push('.');
            self.code.extend(std::iter::repeat_n('0', places - optional));
            self.code.extend(std::iter::repeat_n('#', optional));
        }
    }

    /// Takes words that the style prints.
    pub(crate) fn words(&mut self, text: &str) {
        for (index, piece) in text.split('%').enumerate() {
            if index > 0 {
                self.code.push_str(if self.is_percentage { "%" } else { "\\%" });
            }
            if !piece.is_empty() {
                let _ = write!(self.code, "\"{}\"", piece.replace('"', "\"\\\"\""));
            }
        }
    }

    /// The whole code, sections and conditions included, as a program would write it.
    pub(crate) fn whole_code(&self, of: impl Fn(&str) -> Option<String>) -> String {
        let mut code = String::new();
        let usual = [Condition::Greater(0.0), Condition::Less(0.0), Condition::Equal(0.0)];
        let is_usual =
            self.maps.iter().map(|(condition, _)| *condition).eq(usual.into_iter().take(self.maps.len()))
                || matches!(self.maps.as_slice(), [(Condition::GreaterOrEqual(0.0), _)]);
        for (condition, style) in self.maps.iter().take(3) {
            if !is_usual {
                code.push_str(&condition.code());
            }
            code.push_str(&of(style).unwrap_or_default());
            code.push(';');
        }
        code.push_str(&self.code);
        code
    }
}

/// `#,##0` from `0`.
fn grouped(zeros: &str) -> String {
    let width = zeros.len().max(4);
    let digits = format!("{zeros:#>width$}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read() {
        assert_eq!(Condition::parse("value()>=0"), Some(Condition::GreaterOrEqual(0.0)));
        assert_eq!(Condition::parse("value()!=1.5"), Some(Condition::Unequal(1.5)));
        assert_eq!(Condition::parse("cell-content()>0"), None);
        assert!(Condition::Less(0.0).holds(-1.0) && !Condition::Less(0.0).holds(0.0));
    }

    #[test]
    fn groups_have_three_digits() {
        assert_eq!(grouped("0"), "#,##0");
        assert_eq!(grouped(""), "#,###");
        assert_eq!(grouped("000000"), "000,000");
    }
}
