//! What a cell stores, in our spelling, and what its style and its displayed text keep back of it (ODF 1.3 part 3,
//! 19.384, 19.387).

use super::tag::CellTag;
use crate::cell::number;
use crate::odf::styles::{CellStyle, ValueFormat};
use crate::{CellKind, Hiding};
use std::fmt::Write;

/// A value as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) kind: CellKind,
    /// What hides it, for the way in which it is shown.
    pub(crate) hiding: Hiding,
    /// The displayed text says something that the value does not.
    pub(crate) speaks_otherwise: bool,
}

/// Reads the value of a cell into `stored`. `shown` is the displayed text, `None` when the cell has none.
pub(crate) fn read(
    tag: &CellTag<'_>,
    shown: Option<&str>,
    style: Option<&CellStyle>,
    stored: &mut String,
) -> Option<Value> {
    stored.clear();
    let format = style.and_then(|style| style.format.as_ref());
    let displayed = shown.unwrap_or_default();
    match (tag.value_type.as_deref(), &tag.number, &tag.date, &tag.time, &tag.boolean) {
        (Some("float" | "percentage" | "currency"), Some(text), ..) => {
            number(tag, text, shown, format, stored)
        }
        (Some("date"), _, Some(date), ..) => {
            stored.push_str(whole_day(date.trim()));
            let by_style = format.map_or(Hiding::empty(), ValueFormat::hides_date);
            let hiding = by_style | date_shown(stored, shown, format);
            let speaks_otherwise = has_strange_words(displayed, format, true, None);
            Some(Value { kind: CellKind::Date, hiding, speaks_otherwise })
        }
        (Some("time"), _, _, Some(time), _) => {
            let days = duration(time.trim(), stored);
            let by_style = days.zip(format).map_or(Hiding::empty(), |(days, format)| format.hides_time(days));
            let speaks_otherwise = has_strange_words(displayed, format, true, None);
            let kind = if days.is_some() { CellKind::Date } else { CellKind::Text };
            Some(Value { kind, hiding: by_style | empty_shown(shown), speaks_otherwise })
        }
        (Some("boolean"), _, _, _, Some(boolean)) => {
            let is_true = matches!(boolean.trim(), "true" | "1");
            stored.push_str(if is_true { "TRUE" } else { "FALSE" });
            // Every language has its own words for these two.
            let speaks_otherwise = displayed.split_whitespace().count() > 1 || displayed.len() > 16;
            Some(Value { kind: CellKind::Boolean, hiding: Hiding::empty(), speaks_otherwise })
        }
        _ => text(tag, shown, format, stored),
    }
}

fn number(
    tag: &CellTag<'_>,
    text: &str,
    shown: Option<&str>,
    format: Option<&ValueFormat>,
    stored: &mut String,
) -> Option<Value> {
    let displayed = shown.unwrap_or_default();
    let Some(value) = text.trim().parse::<f64>().ok().filter(|value| value.is_finite()) else {
        // `NaN` is what charts keep for nothing.
        let text = if text.trim().eq_ignore_ascii_case("nan") { displayed } else { text };
        stored.push_str(text.trim());
        let is_nothing = stored.is_empty() || stored.eq_ignore_ascii_case("nan");
        return (!is_nothing).then_some(Value {
            kind: CellKind::Text,
            hiding: Hiding::empty(),
            speaks_otherwise: displayed != stored,
        });
    };
    let is_date = format.is_some_and(ValueFormat::is_date);
    if is_date {
        number::write_date(value, false, stored);
    } else {
        let mut scratch = String::new();
        stored.push_str(number::respell(text, &mut scratch));
    }
    let mut hiding = format.map_or(Hiding::empty(), |format| format.hides_number(value));
    if hiding.is_empty() {
        hiding = empty_shown(shown);
        let has_digit = displayed.bytes().any(|byte| byte.is_ascii_digit()) || !displayed.is_ascii();
        // Bookkeepers show nothing as a dash.
        if hiding.is_empty() && shown.is_some() && !has_digit && value != 0.0 && !is_truth(displayed) {
            hiding = Hiding::FORMAT_REPLACED;
        }
    }
    let kind = if is_date { CellKind::Date } else { CellKind::Number };
    let speaks_otherwise = has_strange_words(displayed, format, is_date, tag.currency.as_deref());
    Some(Value { kind, hiding, speaks_otherwise })
}

fn text(
    tag: &CellTag<'_>,
    shown: Option<&str>,
    format: Option<&ValueFormat>,
    stored: &mut String,
) -> Option<Value> {
    let displayed = shown.unwrap_or_default();
    let kind = if tag.is_error { CellKind::Error } else { CellKind::Text };
    let string = tag.string.as_deref().filter(|_| !tag.is_error);
    stored.push_str(string.unwrap_or(displayed));
    // A value of a kind that nobody knows is still a value.
    if stored.is_empty() {
        let other = [&tag.number, &tag.date, &tag.time, &tag.boolean].into_iter().find_map(Option::as_deref);
        stored.push_str(other.unwrap_or_default());
    }
    if stored.is_empty() {
        return None;
    }
    let mut hiding = format.map_or(Hiding::empty(), ValueFormat::hides_text);
    let mut speaks_otherwise = false;
    if let (Some(string), Some(displayed)) = (string, shown)
        && !is_same(string, displayed)
    {
        let is_blank = displayed.trim().is_empty();
        if hiding.is_empty() {
            hiding = if is_blank { Hiding::FORMAT_BLANK } else { Hiding::FORMAT_REPLACED };
        }
        speaks_otherwise = !is_blank;
    }
    Some(Value { kind, hiding, speaks_otherwise })
}

/// A displayed text without a letter shows nothing.
fn empty_shown(shown: Option<&str>) -> Hiding {
    if shown.is_some_and(|shown| shown.trim().is_empty()) { Hiding::FORMAT_BLANK } else { Hiding::empty() }
}

fn is_truth(shown: &str) -> bool {
    shown.eq_ignore_ascii_case("true") || shown.eq_ignore_ascii_case("false")
}

/// What the displayed text leaves out of a date; asked when no style can tell.
fn date_shown(stored: &str, shown: Option<&str>, format: Option<&ValueFormat>) -> Hiding {
    let Some(shown) = shown else { return Hiding::empty() };
    if shown.trim().is_empty() {
        return Hiding::FORMAT_BLANK;
    }
    if format.is_some() || !shown.is_ascii() {
        return Hiding::empty();
    }
    let mut parts = stored.get(..10).unwrap_or_default().split('-');
    let (Some(year), Some(_), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return Hiding::empty();
    };
    let has = |number: &str| shown.contains(number.trim_start_matches('0'));
    match (has(year.get(2..).unwrap_or(year)), has(day)) {
        (true, true) => Hiding::empty(),
        (false, false) => Hiding::FORMAT_REPLACED,
        _ => Hiding::FORMAT_PARTIAL,
    }
}

/// Whether two texts are the same but for white space.
fn is_same(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}

/// Whether the text shown for a number or date has words that neither its format nor a calendar puts there.
fn has_strange_words(
    shown: &str,
    format: Option<&ValueFormat>,
    is_date: bool,
    currency: Option<&str>,
) -> bool {
    if !shown.bytes().any(|byte| byte.is_ascii_alphabetic() || byte >= 0x80) {
        return false;
    }
    let code = format.map_or("", |format| format.code.as_str());
    let words = shown.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() >= 3);
    let strange =
        words.filter(|word| !code.contains(word) && Some(*word) != currency && !is_truth(word)).count();
    // A day and a month have names, and so has the half of a day, in every language.
    let allowed = if is_date { 3 } else { 0 };
    strange > allowed
}

/// A date without its time of day when that is midnight: the spelling of every other format.
fn whole_day(date: &str) -> &str {
    match date.split_once('T') {
        Some((day, time)) if time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) => day,
        _ => date,
    }
}

/// Writes a length of time (`PT18H30M00S`) as `18:30:00`, and returns it in days. What is none is written as it is.
#[expect(clippy::cast_sign_loss, reason = "a length of time below zero is none")]
fn duration(time: &str, out: &mut String) -> Option<f64> {
    let seconds = seconds(time);
    match seconds {
        Some(seconds) => {
            let whole = seconds as u64;
            let _ = write!(out, "{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
        }
        None => out.push_str(time),
    }
    seconds.map(|seconds| seconds / 86_400.0)
}

fn seconds(time: &str) -> Option<f64> {
    let (days, time) = time.strip_prefix('P')?.split_once('T')?;
    let mut total = match days.strip_suffix('D') {
        Some(days) => days.parse::<f64>().ok()? * 86_400.0,
        None if days.is_empty() => 0.0,
        None => return None,
    };
    let mut rest = time;
    for (unit, worth) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            total += number.replace(',', ".").parse::<f64>().ok()? * worth;
            rest = after;
        }
    }
    (rest.is_empty() && (0.0..1e12).contains(&total)).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'e>(
        kind: &'e str,
        number: Option<&'e str>,
        string: Option<&'e str>,
        shown: Option<&str>,
    ) -> (Option<Value>, String) {
        let tag = CellTag {
            value_type: Some(kind.into()),
            number: number.map(Into::into),
            string: string.map(Into::into),
            ..CellTag::default()
        };
        let mut stored = String::new();
        (read(&tag, shown, None, &mut stored), stored)
    }

    #[test]
    fn times_are_written_like_everywhere_else() {
        for (time, expected) in [
            ("PT18H00M00S", "18:00:00"),
            ("PT36H05M09S", "36:05:09"),
            ("PT0H0M1.5S", "00:00:01"),
            ("P1DT1H0M0S", "25:00:00"),
            ("nonsense", "nonsense"),
        ] {
            let mut out = String::new();
            duration(time, &mut out);
            assert_eq!(out, expected);
        }
        assert_eq!(whole_day("1985-03-04T00:00:00"), "1985-03-04");
        assert_eq!(whole_day("1985-03-04T10:00:00"), "1985-03-04T10:00:00");
    }

    #[test]
    fn a_displayed_text_that_differs_is_told() {
        let (plain, _) = value("string", None, None, Some("Ashworth"));
        assert_eq!(plain.map(|value| value.hiding), Some(Hiding::empty()));
        let (replaced, stored) = value("string", None, Some("Ashworth"), Some("Redacted"));
        assert_eq!(
            replaced.map(|value| (value.hiding, value.speaks_otherwise)),
            Some((Hiding::FORMAT_REPLACED, true))
        );
        assert_eq!(stored, "Ashworth");
        let (blank, _) = value("float", Some("33047"), None, Some(""));
        assert_eq!(blank.map(|value| value.hiding), Some(Hiding::FORMAT_BLANK));
        let (words, _) = value("float", Some("33047"), None, Some("Redacted"));
        assert_eq!(words.map(|value| value.hiding), Some(Hiding::FORMAT_REPLACED));
        let (none, _) = value("float", Some("33047"), None, None);
        assert_eq!(none.map(|value| value.hiding), Some(Hiding::empty()));
        assert_eq!(value("string", None, None, Some("")).0, None);
    }
}
