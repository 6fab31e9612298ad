//! A data style, judged: what it shows of a value.

use super::number::{Condition, DataKind, DataStyle};
use crate::Hiding;
use crate::cell::number_format::CellFormat;
use std::collections::HashMap;

/// A data style with the styles that it hands values on to.
#[derive(Debug, Clone)]
pub(crate) struct ValueFormat {
    kind: DataKind,
    own: CellFormat,
    /// How text is shown, where the style has a say in it.
    text: Option<CellFormat>,
    maps: Vec<(Condition, CellFormat)>,
    /// The whole format code, for who builds a copy.
    pub(crate) code: String,
}

/// Day and time in the middle of the calendar: stands for a date whose serial number nobody asks for.
const SOME_DAY: f64 = 40_000.0;

impl ValueFormat {
    pub(crate) fn new(style: &DataStyle, all: &HashMap<String, DataStyle>) -> Self {
        let code_of = |name: &str| all.get(name).map(|style| style.code.clone());
        // A number in a text style is shown as it is, where the style shows text at all.
        let shows_text = style.kind == DataKind::Text && style.code.contains('@');
        let maps = style.maps.iter().map(|(condition, name)| {
            (*condition, CellFormat::from_code(&section(&code_of(name).unwrap_or_default())))
        });
        Self {
            kind: style.kind,
            own: CellFormat::from_code(&section(if shows_text { "General" } else { &style.code })),
            text: (style.kind == DataKind::Text)
                .then(|| CellFormat::from_code(&format!(";;;{}", style.code))),
            maps: maps.collect(),
            code: style.whole_code(code_of),
        }
    }

    fn of(&self, value: f64) -> &CellFormat {
        self.maps.iter().find(|(condition, _)| condition.holds(value)).map_or(&self.own, |(_, format)| format)
    }

    /// Whether numbers are shown as dates or times.
    pub(crate) fn is_date(&self) -> bool {
        self.kind == DataKind::Date
    }

    /// Whether every value is shown as it is stored.
    pub(crate) fn is_plain(&self) -> bool {
        self.kind == DataKind::Boolean
            || self.own.is_plain() && self.maps.iter().all(|(_, format)| format.is_plain())
    }

    /// What hides a number.
    pub(crate) fn hides_number(&self, value: f64) -> Hiding {
        if self.is_plain() { Hiding::empty() } else { self.of(value).hides_number(value) }
    }

    /// What hides a date, with or without a time of day.
    pub(crate) fn hides_date(&self) -> Hiding {
        // A date in a number style is shown as its serial number: unusual, but whole.
        self.hides_number(SOME_DAY)
    }

    /// What hides a length of time, given in days.
    pub(crate) fn hides_time(&self, days: f64) -> Hiding {
        self.hides_number(days)
    }

    /// What hides a text. Only a text style has a say in how text is shown.
    pub(crate) fn hides_text(&self) -> Hiding {
        self.text.as_ref().map_or(Hiding::empty(), CellFormat::hides_text)
    }

    /// What the program displays for a number.
    pub(crate) fn show_number(&self, value: f64) -> String {
        self.of(value).show_number(value, false)
    }
}

/// A section of its own. An empty code would mean "as it is", and an empty section means "nothing".
fn section(code: &str) -> String {
    if code.is_empty() { ";;;".to_owned() } else { code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lazy::LazyParts;
    use crate::{Budget, Closed, Frame, Limits, Scribe};

    fn format(xml: &str) -> ValueFormat {
        let mut sink = |_: &Frame<'_>| -> Result<(), Closed> { Ok(()) };
        let budget = Budget::new(Limits::default());
        let mut scribe = Scribe::new(&mut sink, &budget, false);
        let mut styles = super::super::Styles::default();
        let text =
            format!("<office:styles xmlns:office='o' xmlns:number='n' xmlns:style='s'>{xml}</office:styles>");
        let mut parts = LazyParts::new(0, "", "");
        super::super::read::read_text(&text, &mut styles, &mut parts, &mut scribe).unwrap();
        ValueFormat::new(&styles.data["N1"], &styles.data)
    }

    #[test]
    fn styles_tell_what_they_keep_back() {
        for (xml, value, expected) in [
            (
                "<number:number-style style:name='N1'><number:number number:min-integer-digits='1'/></number:number-style>",
                5.0,
                Hiding::empty(),
            ),
            (
                "<number:number-style style:name='N1'><number:text>Redacted</number:text></number:number-style>",
                5.0,
                Hiding::FORMAT_REPLACED,
            ),
            ("<number:number-style style:name='N1'/>", 5.0, Hiding::FORMAT_BLANK),
            (
                "<number:date-style style:name='N1'><number:year number:style='long'/></number:date-style>",
                31_110.0,
                Hiding::FORMAT_PARTIAL,
            ),
            (
                "<number:date-style style:name='N1'><number:day/><number:text>/</number:text><number:month/><number:text>/</number:text><number:year/></number:date-style>",
                31_110.0,
                Hiding::empty(),
            ),
            (
                "<number:date-style style:name='N1'><number:quarter/><number:year/></number:date-style>",
                31_110.0,
                Hiding::FORMAT_PARTIAL,
            ),
            (
                "<number:time-style style:name='N1' number:truncate-on-overflow='false'><number:hours/><number:text>:</number:text><number:minutes number:style='long'/></number:time-style>",
                1.5,
                Hiding::empty(),
            ),
            (
                "<number:time-style style:name='N1'><number:hours/><number:text>:</number:text><number:minutes number:style='long'/></number:time-style>",
                1.5,
                Hiding::FORMAT_PARTIAL,
            ),
            (
                "<number:number-style style:name='N1'><number:number number:decimal-places='0' number:display-factor='1000000'/></number:number-style>",
                9e9,
                Hiding::FORMAT_PARTIAL,
            ),
            (
                "<number:number-style style:name='N1P0'><number:number number:decimal-places='0'/></number:number-style><number:number-style style:name='N1'><style:map style:condition='value()&gt;0' style:apply-style-name='N1P0'/></number:number-style>",
                -7.0,
                Hiding::FORMAT_BLANK,
            ),
            (
                "<number:number-style style:name='N1P0'><number:number number:decimal-places='0'/></number:number-style><number:number-style style:name='N1'><style:map style:condition='value()&gt;0' style:apply-style-name='N1P0'/></number:number-style>",
                7.0,
                Hiding::empty(),
            ),
        ] {
            assert_eq!(format(xml).hides_number(value), expected, "{xml} of {value}");
        }
        for (xml, expected) in [
            (
                "<number:text-style style:name='N1'><number:text-content/></number:text-style>",
                Hiding::empty(),
            ),
            (
                "<number:text-style style:name='N1'><number:text>Redacted</number:text></number:text-style>",
                Hiding::FORMAT_REPLACED,
            ),
            ("<number:text-style style:name='N1'/>", Hiding::FORMAT_BLANK),
            (
                "<number:date-style style:name='N1'><number:year number:style='long'/></number:date-style>",
                Hiding::empty(),
            ),
        ] {
            assert_eq!(format(xml).hides_text(), expected, "{xml} of text");
        }
    }

    #[test]
    fn the_code_is_what_a_program_would_write() {
        let currency = "<number:currency-style style:name='N1P0'><number:currency-symbol>£</number:currency-symbol><number:number number:decimal-places='2' number:grouping='true'/></number:currency-style><number:currency-style style:name='N1'><number:text>-</number:text><number:currency-symbol>£</number:currency-symbol><number:number number:decimal-places='2' number:grouping='true'/><style:map style:condition='value()&gt;=0' style:apply-style-name='N1P0'/></number:currency-style>";
        assert_eq!(format(currency).code, "\"£\"#,##0.00;\"-\"\"£\"#,##0.00");
        let percent = "<number:percentage-style style:name='N1'><number:number number:decimal-places='2'/><number:text>%</number:text></number:percentage-style>";
        assert_eq!(format(percent).code, "0.00%");
        assert_eq!(format(percent).show_number(0.25), "25.00%");
    }
}
