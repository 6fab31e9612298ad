//! What a number format shows of a value, what it leaves out, and what it prints instead.

use super::number;
use crate::{CellKind, Hiding};
use ooxml_numfmt::ast::{DatePart, FormatPart};
use ooxml_numfmt::{DateSystem, FormatOptions, NumberFormat, Section, format_code_from_id};

/// A number format (ECMA-376 part 1, 18.8.31), judged once and used for every cell that has it.
#[derive(Debug, Clone)]
pub(crate) struct CellFormat {
    code: String,
    compiled: Option<NumberFormat>,
    sections: Vec<Hiding>,
    is_date: bool,
    /// Neither a date nor hiding anything: the common case, decided without looking at the value.
    is_plain: bool,
}

/// Built-in formats that follow the language of the machine. On a British one the day comes first, money is pounds, and
/// negative numbers have a minus sign.
const BRITISH: &[(u32, &str)] = &[
    (5, "\"£\"#,##0;-\"£\"#,##0"),
    (6, "\"£\"#,##0;[Red]-\"£\"#,##0"),
    (7, "\"£\"#,##0.00;-\"£\"#,##0.00"),
    (8, "\"£\"#,##0.00;[Red]-\"£\"#,##0.00"),
    (14, "dd/mm/yyyy"),
    (15, "dd-mmm-yy"),
    (16, "dd-mmm"),
    (18, "hh:mm AM/PM"),
    (19, "hh:mm:ss AM/PM"),
    (20, "hh:mm"),
    (21, "hh:mm:ss"),
    (22, "dd/mm/yyyy hh:mm"),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;[Red]-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;[Red]-#,##0.00"),
    (41, "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-"),
    (42, "_-\"£\"* #,##0_-;-\"£\"* #,##0_-;_-\"£\"* \"-\"_-;_-@_-"),
    (43, "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-"),
    (44, "_-\"£\"* #,##0.00_-;-\"£\"* #,##0.00_-;_-\"£\"* \"-\"??_-;_-@_-"),
];

/// Codes that stand for the machine's own long date and time, whatever comes behind them.
const OF_THE_MACHINE: &[(&str, &str)] = &[("[$-F800]", "dd mmmm yyyy"), ("[$-F400]", "hh:mm:ss")];

/// Numbers nearer to zero than this, other than zero, are shown with an exponent.
const TINY: f64 = 1e-14;

impl CellFormat {
    /// A format by its code.
    pub(crate) fn from_code(code: &str) -> Self {
        if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
            let compiled = NumberFormat::parse(if code == "@" { "@" } else { "General" }).ok();
            return Self {
                code: code.to_owned(),
                compiled,
                sections: Vec::new(),
                is_date: false,
                is_plain: true,
            };
        }
        let of_the_machine = OF_THE_MACHINE
            .iter()
            .find(|(mark, _)| code.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)));
        let Ok(compiled) = NumberFormat::parse(of_the_machine.map_or(code, |(_, british)| british)) else {
            // What a format that makes no sense shows is anybody's guess.
            let sections = vec![Hiding::FORMAT_PARTIAL];
            return Self { code: code.to_owned(), compiled: None, sections, is_date: false, is_plain: false };
        };
        let is_date = compiled.is_date_format();
        let sections: Vec<Hiding> = compiled.sections().iter().map(hiding_of).collect();
        let is_plain = !is_date && sections.iter().all(Hiding::is_empty);
        Self { code: code.to_owned(), compiled: Some(compiled), sections, is_date, is_plain }
    }

    /// A built-in format by its number (ECMA-376 part 1, 18.8.30).
    pub(crate) fn built_in(id: u32) -> Self {
        let british = BRITISH.iter().find(|(number, _)| *number == id).map(|(_, code)| *code);
        // Numbers without a meaning of their own are what programs of other languages write for dates of theirs.
        let foreign_date = matches!(id, 27..=36 | 50..=58).then_some("dd/mm/yyyy");
        Self::from_code(british.or_else(|| format_code_from_id(id)).or(foreign_date).unwrap_or("General"))
    }

    /// The code as a program would write it.
    pub(crate) fn code(&self) -> &str {
        if self.code.is_empty() { "General" } else { &self.code }
    }

    /// Whether a value is shown as it is stored, whatever it is.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// What hides a number shown in this format.
    pub(crate) fn hides_number(&self, value: f64) -> Hiding {
        let index = match &self.compiled {
            Some(compiled) => compiled.select_section_index(value),
            None => 0,
        };
        let hiding = self.sections.get(index).copied().unwrap_or_default();
        // A time of day has no date that could be left out.
        if self.is_date && value.abs() < 1.0 { hiding - Hiding::FORMAT_PARTIAL } else { hiding }
    }

    /// What hides a text shown in this format.
    pub(crate) fn hides_text(&self) -> Hiding {
        let Some(compiled) = &self.compiled else { return Hiding::empty() };
        let index = compiled.select_text_section_index();
        index.and_then(|index| self.sections.get(index)).copied().unwrap_or_default() - Hiding::FORMAT_PARTIAL
    }

    /// Kind of a stored number, and its stored text in our spelling.
    pub(crate) fn store(&self, value: f64, is_1904: bool, out: &mut String) -> CellKind {
        out.clear();
        if self.is_date {
            number::write_date(value, is_1904, out);
            CellKind::Date
        } else {
            number::write(value, out);
            CellKind::Number
        }
    }

    /// What the program displays for a number.
    pub(crate) fn show_number(&self, value: f64, is_1904: bool) -> String {
        let date_system = if is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
        let options = FormatOptions { date_system, ..FormatOptions::default() };
        if self.is_date && !(0.0..=number::LAST_DAY).contains(&value) {
            return "####".to_owned();
        }
        if value != 0.0 && value.abs() < TINY && self.code().eq_ignore_ascii_case("general") {
            return tiny(value);
        }
        if self.hides_number(value).contains(Hiding::FORMAT_BLANK) {
            // The library takes an empty section for one that says nothing about the number, and prints it.
            return String::new();
        }
        match self.compiled.as_ref().map(|compiled| compiled.try_format(self.rounding(value), &options)) {
            Some(Ok(shown)) => shown,
            // Excel fills the cell with "####"; so nothing of the value is shown.
            Some(Err(_)) => "####".to_owned(),
            None => String::new(),
        }
    }

    /// A number that rounds as its decimal digits say: 1.005 is stored as a little less, and shown as 1.01 with two
    /// decimals; a half goes up.
    fn rounding(&self, value: f64) -> f64 {
        if self.is_date || value.fract() == 0.0 { value } else { value * (1.0 + 2.0 * f64::EPSILON) }
    }

    /// What the program displays for a text.
    pub(crate) fn show_text(&self, text: &str) -> String {
        match &self.compiled {
            Some(compiled) => compiled.format_text(text, &FormatOptions::default()),
            None => text.to_owned(),
        }
    }
}

/// A number too small for decimal places, in the general format: the library shows it as 0.
fn tiny(value: f64) -> String {
    let shown = format!("{value:.5e}");
    let (digits, power) = shown.split_once('e').unwrap_or((&shown, "0"));
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}E-{:0>2}", power.trim_start_matches('-'))
}

/// What one section of a format hides.
fn hiding_of(section: &Section) -> Hiding {
    let parts = section.parts();
    let shows_value = parts.iter().any(|part| {
        part.is_date_part()
            || matches!(
                part,
                FormatPart::Digit(_)
                    | FormatPart::GeneralNumber
                    | FormatPart::Fraction(_)
                    | FormatPart::TextPlaceholder
            )
    });
    if !shows_value {
        return if prints_words(parts) { Hiding::FORMAT_REPLACED } else { Hiding::FORMAT_BLANK };
    }
    if section.has_date_parts() {
        return if shows_whole_date(parts) { Hiding::empty() } else { Hiding::FORMAT_PARTIAL };
    }
    // A separator behind the last digit divides by a thousand: `0,,` shows 943476 of 943 476 591 900.
    let last_digit = parts.iter().rposition(|part| matches!(part, FormatPart::Digit(_)));
    let last_separator = parts.iter().rposition(|part| matches!(part, FormatPart::ThousandsSeparator));
    if last_separator > last_digit { Hiding::FORMAT_PARTIAL } else { Hiding::empty() }
}

fn prints_words(parts: &[FormatPart]) -> bool {
    parts.iter().any(|part| match part {
        FormatPart::Literal(text) | FormatPart::EscapedLiteral(text) => !text.trim().is_empty(),
        FormatPart::Fill(letter) => !letter.is_whitespace(),
        FormatPart::Locale(locale) => locale.currency.as_deref().is_some_and(|sign| !sign.trim().is_empty()),
        FormatPart::Percent => true,
        _ => false,
    })
}

fn shows_whole_date(parts: &[FormatPart]) -> bool {
    let has = |wanted: fn(DatePart) -> bool| {
        parts.iter().any(|part| matches!(part, FormatPart::DatePart(date) if wanted(*date)))
    };
    let year = has(|part| {
        matches!(
            part,
            DatePart::Year2
                | DatePart::Year3
                | DatePart::Year4
                | DatePart::BuddhistYear2
                | DatePart::BuddhistYear4
                | DatePart::BuddhistYear4Alt
                | DatePart::BuddhistYear2Alt
        )
    });
    let month = has(|part| {
        matches!(
            part,
            DatePart::Month
                | DatePart::Month2
                | DatePart::MonthAbbr
                | DatePart::MonthFull
                | DatePart::MonthLetter
        )
    });
    let day = has(|part| matches!(part, DatePart::Day | DatePart::Day2));
    // An elapsed time counts everything in hours, minutes or seconds.
    let elapsed = parts.iter().any(|part| matches!(part, FormatPart::Elapsed(_)));
    year && month && day || elapsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_tells_what_it_keeps_back() {
        for (code, value, expected) in [
            ("General", 5.0, Hiding::empty()),
            ("0.00", 5.0, Hiding::empty()),
            ("#,##0", 5.0, Hiding::empty()),
            (";;;", 5.0, Hiding::FORMAT_BLANK),
            ("0;;", -5.0, Hiding::FORMAT_BLANK),
            ("0;;", 5.0, Hiding::empty()),
            ("\"Redacted\"", 5.0, Hiding::FORMAT_REPLACED),
            ("**;**;**", 5.0, Hiding::FORMAT_REPLACED),
            ("yyyy", 31_110.0, Hiding::FORMAT_PARTIAL),
            ("mmm yyyy", 31_110.0, Hiding::FORMAT_PARTIAL),
            ("dd/mm/yyyy", 31_110.0, Hiding::empty()),
            ("hh:mm", 0.5, Hiding::empty()),
            ("hh:mm", 31_110.5, Hiding::FORMAT_PARTIAL),
            ("[h]:mm", 31_110.5, Hiding::empty()),
            ("0,,\"m\"", 9e9, Hiding::FORMAT_PARTIAL),
        ] {
            assert_eq!(CellFormat::from_code(code).hides_number(value), expected, "{code} of {value}");
        }
        for (code, expected) in [
            (";;;", Hiding::FORMAT_BLANK),
            ("0;0;0;\"Redacted\"", Hiding::FORMAT_REPLACED),
            ("yyyy", Hiding::empty()),
            ("0.00", Hiding::empty()),
            ("@", Hiding::empty()),
        ] {
            assert_eq!(CellFormat::from_code(code).hides_text(), expected, "{code} of text");
        }
    }

    #[test]
    fn dates_are_shown_the_british_way() {
        assert_eq!(CellFormat::built_in(14).show_number(31_110.0, false), "04/03/1985");
        assert_eq!(CellFormat::from_code("yyyy").show_number(31_110.0, false), "1985");
        let long = "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy";
        assert_eq!(CellFormat::from_code(long).show_number(31_110.0, false), "04 March 1985");
        assert_eq!(CellFormat::built_in(37).show_number(-1234.0, false), "-1,234");
        assert_eq!(CellFormat::built_in(7).show_number(1234.5, false), "£1,234.50");
        assert_eq!(CellFormat::built_in(44).show_number(1234.5, false).trim(), "£1,234.50");
        assert_eq!(CellFormat::from_code("General").show_number(-3e-104, false), "-3E-104");
        for (code, value, shown) in [
            ("0.00", 1.005, "1.01"),
            ("0.0000", 1.26805, "1.2681"),
            ("0%", 0.125, "13%"),
            ("0", -2.5, "-3"),
            ("0.00", 2.675, "2.68"),
            ("General", 0.1, "0.1"),
            ("0.000000000000000", 0.1, "0.100000000000000"),
        ] {
            assert_eq!(CellFormat::from_code(code).show_number(value, false), shown, "{code} of {value}");
        }
        assert_eq!(CellFormat::from_code("\"Redacted\"").show_number(31_110.0, false), "Redacted");
        assert_eq!(CellFormat::from_code(";;;").show_number(7.0, false), "");
        assert_eq!(CellFormat::from_code("0;;").show_number(-7.0, false), "");
        let mut out = String::new();
        assert_eq!(CellFormat::built_in(14).store(31_110.0, false, &mut out), CellKind::Date);
        assert_eq!(out, "1985-03-04");
    }
}
