//! How a text file is divided into fields, told from its content.

use super::records::{Record, Records};
use crate::Limits;

/// How fields are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Whether quotation marks can hold a field together.
    pub(super) is_quoted: bool,
    /// Fields of most rows.
    pub(super) width: usize,
    /// Lines without anything stand between the rows of the table, as some programs write them.
    pub(super) has_gaps: bool,
}

/// Dividers that programs write.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// A byte that divides nothing: for files of one column.
const NO_DELIMITER: u8 = 0x1f;

/// Rows that are looked at.
const MOST_ROWS: usize = 1000;

/// The divider that the first line names for Excel: `sep=;`. Returns it with the bytes of the line.
pub(super) fn named_delimiter(sample: &[u8]) -> Option<(u8, usize)> {
    let end = sample.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(sample.len());
    let line = &sample[..end];
    let is_named = line.len() == 5 && line[..4].eq_ignore_ascii_case(b"sep=");
    let line_end = if sample[end..].starts_with(b"\r\n") { 2 } else { usize::from(end < sample.len()) };
    is_named.then(|| (line[4], end + line_end))
}

/// What one way of dividing makes of the sample.
#[derive(Debug, Clone, Copy)]
struct Trial {
    dialect: Dialect,
    rows: usize,
    /// Rows of the most frequent width.
    regular: usize,
    /// Rows whose last field is empty.
    open_ended: usize,
    /// Bytes of the longest row.
    longest: usize,
}

impl Trial {
    fn run(sample: &[u8], delimiter: u8, is_quoted: bool, is_whole: bool) -> Self {
        let mut widths: Vec<usize> = Vec::new();
        let (mut open_ended, mut gaps, mut longest) = (0, 0, 0);
        let mut gap = false;
        let limits = Limits::default();
        let mut records = Records::new(sample, delimiter, is_quoted, &limits);
        while widths.len() < MOST_ROWS {
            match records.next() {
                Ok(Record::Fields) => {
                    gaps += usize::from(std::mem::take(&mut gap) && !widths.is_empty());
                    if records.is_blank() {
                        gap = true;
                        continue;
                    }
                    widths.push(records.width());
                    open_ended += usize::from(records.field(records.width() - 1).is_empty());
                    longest = longest.max(records.bytes());
                }
                Ok(Record::Blank) => gap = true,
                Ok(Record::End) | Err(_) => break,
            }
        }
        // The sample breaks off somewhere in its last row.
        if !is_whole && widths.len() > 1 && widths.len() < MOST_ROWS {
            widths.pop();
        }
        let rows = widths.len();
        let count_of = |width: usize| widths.iter().filter(|other| **other == width).count();
        let width = widths.iter().copied().max_by_key(|width| (count_of(*width), *width)).unwrap_or(1);
        let has_gaps = gaps >= 3 && gaps * 5 >= rows;
        Self {
            dialect: Dialect { delimiter, is_quoted, width, has_gaps },
            rows,
            regular: count_of(width),
            open_ended,
            longest,
        }
    }

    /// How regular the rows are, from 0 to 1.
    fn regularity(&self) -> f64 {
        let count = |rows: usize| f64::from(u32::try_from(rows).unwrap_or(u32::MAX));
        if self.rows == 0 { 0.0 } else { count(self.regular) / count(self.rows) }
    }

    /// Fields of a row, without the empty one behind a divider at the end of each line.
    fn filled_width(&self) -> usize {
        if self.open_ended * 10 >= self.rows * 9 {
            self.dialect.width.saturating_sub(1)
        } else {
            self.dialect.width
        }
    }

    fn score(&self) -> f64 {
        if self.filled_width() < 2 {
            0.0
        } else {
            let width = u32::try_from(self.dialect.width).unwrap_or(u32::MAX);
            self.regularity().powi(2) * f64::from(width).ln()
        }
    }
}

/// The best way of dividing a sample. `ending` is that of the file's name.
fn best(sample: &[u8], ending: &str, is_whole: bool) -> Trial {
    let has_quotes = memchr::memchr(b'"', sample).is_some();
    let mut best: Option<(f64, Trial)> = None;
    for delimiter in DELIMITERS {
        let mut trial = Trial::run(sample, delimiter, true, is_whole);
        if has_quotes {
            let plain = Trial::run(sample, delimiter, false, is_whole);
            // Quotation marks are believed, unless without them there are more rows that are no less regular.
            let is_as_regular = plain.dialect.width == trial.dialect.width
                && plain.rows > trial.rows
                && plain.regularity() >= trial.regularity();
            if is_as_regular || plain.score() > trial.score() * 1.3 {
                trial = plain;
            }
        }
        let fits_name = delimiter == b'\t' && matches!(ending, "tsv" | "tab");
        let score = trial.score() * if fits_name { 1.5 } else { 1.0 };
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, trial));
        }
    }
    best.map_or_else(|| Trial::run(sample, NO_DELIMITER, false, is_whole), |(_, trial)| trial)
}

/// How to divide a file whose beginning is `sample`.
pub(super) fn detect(sample: &[u8], named: Option<u8>, ending: &str, is_whole: bool) -> Dialect {
    if let Some(delimiter) = named {
        return Trial::run(sample, delimiter, true, is_whole).dialect;
    }
    let best = best(sample, ending, is_whole);
    // A name that says "rows" is believed when two rows agree; in any other text most of them must.
    let is_named = matches!(ending, "csv" | "tsv" | "tab");
    if best.score() > 0.0 && (best.regularity() >= 0.6 || is_named && best.regular >= 2) {
        return best.dialect;
    }
    // One column. Quotation marks hold a field with commas together, where that leaves one field everywhere.
    let quoted = Trial::run(sample, b',', true, is_whole);
    if quoted.dialect.width <= 1 && quoted.regularity() >= 1.0 {
        return quoted.dialect;
    }
    Trial::run(sample, NO_DELIMITER, false, is_whole).dialect
}

/// Whether a text is a table by its looks alone, without a name that says so.
pub(crate) fn is_table(head: &str, is_whole: bool) -> bool {
    let text = head.trim_start();
    if text.starts_with(['{', '[', '<']) || text.starts_with("#!") {
        return false;
    }
    let sample = head.as_bytes();
    if let Some((delimiter, line)) = named_delimiter(sample) {
        return Trial::run(&sample[line..], delimiter, true, is_whole).dialect.width >= 2;
    }
    let trial = best(sample, "", is_whole);
    let is_code = head
        .lines()
        .filter(|line| line.trim_end().ends_with(['{', '}', ';', ',']) || line.trim_start().starts_with("//"))
        .count();
    // A sentence has a comma here and there; rows have as many as the ones around them.
    trial.filled_width() >= 2
        && trial.rows >= 2
        && trial.regularity() >= 0.9
        && trial.longest < 4096
        && (is_code * 4 < trial.rows || trial.dialect.delimiter == b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> char {
        char::from(detect(text.as_bytes(), None, "csv", true).delimiter)
    }

    #[test]
    fn the_divider_that_makes_regular_rows_is_taken() {
        assert_eq!(delimiter("a,b,c\n1,2,3\n"), ',');
        assert_eq!(delimiter("a;b;c\n1,5;2,5;3\n2,5;3,5;4\n"), ';');
        assert_eq!(delimiter("a\tb\n1, or 2\t3\n4\t5, 6, 7\n"), '\t');
        assert_eq!(delimiter("a|b|c\n1|2|3\n"), '|');
        assert_eq!(delimiter("Title of the table\n\na,b,c\n1,2,3\n4,5,6\n"), ',');
        assert_eq!(
            delimiter("name,address\n\"Ashworth; C\",\"1, High Street; Northgate\"\n\"Q; F\",\"2; x\"\n"),
            ','
        );
    }

    #[test]
    fn quotation_marks_count_only_where_they_hold_fields_together() {
        assert!(detect(b"a,b\n\"x, y\",2\n\"z\",3\n", None, "csv", true).is_quoted);
        assert!(!detect(b"a,b\n\"6 inch,2\n\"8 inch,3\n9 inch,4\n10 inch,5\n", None, "csv", true).is_quoted);
    }

    #[test]
    fn one_column_is_divided_by_nothing() {
        let prose = "Dear Sir, I write to you.\nThe answer, as ever, is long.\nYours\n";
        assert_eq!(detect(prose.as_bytes(), None, "txt", true).width, 1);
        assert_eq!(detect(b"Surname\n\"Ashworth, C\"\n\"Quill, F\"\n", None, "csv", true).delimiter, b',');
    }

    #[test]
    fn a_table_is_told_from_other_texts() {
        assert!(is_table("Surname,Rank\nAshworth,Constable\nMarrowby,Sergeant\n", true));
        assert!(is_table("a\tb\n1\t2\n", true));
        assert!(is_table("sep=;\na;b\n", true));
        for other in [
            "Dear Sir,\nI write to you, as I did before, about the answer.\nYours, A\n",
            "{\"surname\": \"Ashworth\",\n\"rank\": \"Constable\"}\n",
            "fn main() {\n    let a = 1;\n    let b = 2;\n}\n",
            "one\ntwo\nthree\n",
            "<html><body>a,b</body></html>",
        ] {
            assert!(!is_table(other, true), "{other}");
        }
    }

    #[test]
    fn excel_is_told_the_divider_in_the_first_line() {
        assert_eq!(named_delimiter(b"sep=;\r\na;b\r\n"), Some((b';', 7)));
        assert_eq!(named_delimiter(b"SEP=|\na|b\n"), Some((b'|', 6)));
        assert_eq!(named_delimiter(b"separator\n"), None);
    }
}
