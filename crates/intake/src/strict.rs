//! A second, stricter look at delimited text (RFC 4180). It must divide the file exactly as `inspect` did, and it refuses
//! what programs forgive.

use crate::{Fault, Intake, IntakeError, encoding};
use std::collections::HashMap;

/// Dividers that programs write.
const DELIMITERS: [char; 4] = [',', '\t', ';', '|'];

/// Holds what was read of delimited text to the bytes of the file.
pub fn hold_to(intake: &mut Intake, bytes: &[u8]) -> Result<(), IntakeError> {
    let text = encoding::decoded(bytes)?;
    let named = named_delimiter(&text);
    let delimiter = match named {
        Some(delimiter) => Some(delimiter),
        None => DELIMITERS.into_iter().find(|delimiter| heads_agree(&text, *delimiter, &intake.headings)),
    };
    let delimiter = delimiter.ok_or_else(ambiguous)?;
    let mut kept: HashMap<u64, usize> = HashMap::with_capacity(intake.rows.len());
    for (place, (row, _)) in intake.rows.iter().enumerate() {
        kept.insert(*row, place);
    }
    let mut records = Records::new(&text, delimiter);
    let mut is_heading = true;
    let mut accounted = 0;
    while let Some(record) = records.next() {
        if named.is_some() && record.number == 1 {
            continue;
        }
        if let Some(line) = record.open_since {
            return Err(IntakeError::refused(
                format!("a quotation mark in line {line} is never closed"),
                "Close it, or save the file anew in the program that made it",
            ));
        }
        if record.fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if is_heading {
            is_heading = false;
            continue;
        }
        let place = kept.get(&record.number);
        accounted += usize::from(place.is_some());
        let row = place.and_then(|place| intake.rows.get(*place)).map(|(_, values)| values.as_slice());
        if let Some(why) = fault(&record, row, intake.headings.len()) {
            intake.faults.push(Fault { row: record.number, why });
        } else if row.is_none() {
            return Err(ambiguous());
        }
    }
    if accounted != intake.rows.len() {
        return Err(ambiguous());
    }
    let faults: std::collections::HashSet<u64> = intake.faults.iter().map(|fault| fault.row).collect();
    intake.rows.retain(|(row, _)| !faults.contains(row));
    Ok(())
}

/// What is wrong with a row that was read as `values`.
fn fault(record: &Record, values: Option<&[String]>, width: usize) -> Option<String> {
    let fields = &record.fields;
    if record.is_broken {
        return Some("it has text behind a closing quotation mark".into());
    }
    if fields.len() < width {
        return Some(format!("it has {} of {width} fields", fields.len()));
    }
    if fields.iter().skip(width).any(|field| !field.trim().is_empty()) {
        return Some(format!("it has {} fields, and there are {width} headings", fields.len()));
    }
    let agree = values?.iter().zip(fields).all(|(value, field)| value.trim() == field.trim());
    (!agree).then(|| "it can be read in two ways".into())
}

fn ambiguous() -> IntakeError {
    IntakeError::refused(
        "it can be read in two ways, and programs differ in which one they show",
        "Save it as CSV with commas and quotation marks, in UTF-8, and try again",
    )
}

fn named_delimiter(text: &str) -> Option<char> {
    let line = text.lines().next()?;
    let is_named =
        line.chars().count() == 5 && line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    line.chars().last().filter(|_| is_named)
}

fn heads_agree(text: &str, delimiter: char, headings: &[String]) -> bool {
    let mut records = Records::new(text, delimiter);
    while let Some(record) = records.next() {
        if record.fields.iter().any(|field| !field.trim().is_empty()) {
            let mut fields: Vec<&str> = record.fields.iter().map(|field| field.trim()).collect();
            while fields.last().is_some_and(|field| field.is_empty()) {
                fields.pop();
            }
            return fields.iter().eq(headings.iter());
        }
    }
    false
}

/// A row as the rules divide it.
struct Record {
    /// Number, from 1; empty lines count.
    number: u64,
    fields: Vec<String>,
    /// Text stands behind a closing quotation mark.
    is_broken: bool,
    /// Line of a quotation mark that was never closed.
    open_since: Option<usize>,
}

struct Records<'t> {
    letters: std::iter::Peekable<std::str::Chars<'t>>,
    delimiter: char,
    number: u64,
    line: usize,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: char) -> Self {
        Self { letters: text.chars().peekable(), delimiter, number: 0, line: 1 }
    }

    fn next(&mut self) -> Option<Record> {
        self.letters.peek()?;
        self.number += 1;
        let mut record =
            Record { number: self.number, fields: vec![String::new()], is_broken: false, open_since: None };
        let mut quoted_since = None;
        let mut was_quoted = false;
        while let Some(letter) = self.letters.next() {
            let is_end = self.ends_line(letter);
            let Some(field) = record.fields.last_mut() else { break };
            if quoted_since.is_some() {
                if letter != '"' {
                    field.push(letter);
                    if is_end && letter == '\r' && self.letters.next_if_eq(&'\n').is_some() {
                        field.push('\n');
                    }
                } else if self.letters.next_if_eq(&'"').is_some() {
                    field.push('"');
                } else {
                    quoted_since = None;
                }
            } else if is_end {
                if letter == '\r' {
                    self.letters.next_if_eq(&'\n');
                }
                break;
            } else if letter == self.delimiter {
                record.fields.push(String::new());
                was_quoted = false;
            } else if letter == '"' && field.is_empty() && !was_quoted {
                quoted_since = Some(self.line);
                was_quoted = true;
            } else {
                record.is_broken |= was_quoted && !letter.is_whitespace();
                field.push(letter);
            }
        }
        record.open_since = quoted_since;
        Some(record)
    }

    /// Whether a letter ends a line, which is counted.
    fn ends_line(&mut self, letter: char) -> bool {
        let is_end = letter == '\n' || letter == '\r';
        self.line += usize::from(is_end);
        is_end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u64, Vec<String>, bool, Option<usize>)> {
        let mut records = Records::new(text, ',');
        std::iter::from_fn(|| records.next())
            .map(|record| (record.number, record.fields, record.is_broken, record.open_since))
            .collect()
    }

    #[test]
    fn rows_are_divided_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,\"b,\"\"c\"\"\"", "", "d,\"e", "f\""].join(end);
            let rows = all(&text);
            assert_eq!(rows[0].1, ["a", "b,\"c\""]);
            assert_eq!(rows[1].1, [""]);
            assert_eq!((rows[2].0, &rows[2].1[1]), (3, &format!("e{end}f")));
            assert_eq!(rows.len(), 3, "{end:?}");
        }
    }

    #[test]
    fn what_programs_forgive_is_told() {
        assert!(all("a,\"b\"c").iter().all(|row| row.2));
        assert!(all("a,b\"c").iter().all(|row| !row.2), "a mark inside a field is a letter");
        assert_eq!(all("a,b\nc,\"d\ne,f\n")[1].3, Some(2));
    }
}
