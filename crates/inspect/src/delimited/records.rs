//! Rows of a delimited text, one by one, in memory that does not grow with the file. `csv-core` divides the fields;
//! lines without anything, which it passes over, are told here, because they end tables.

use crate::stop::{LimitMet, Read};
use crate::{Limits, Reason};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use std::io;

/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// Fields that a row may have: 64 times as many as any program shows.
const MOST_FIELDS: usize = 1 << 20;

/// What came next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Record {
    /// A row; its fields are asked for one by one.
    Fields,
    /// A line without anything.
    Blank,
    /// Nothing more.
    End,
}

/// Goes through the rows.
pub(super) struct Records<R> {
    source: R,
    reader: Reader,
    input: Vec<u8>,
    at: usize,
    is_at_end: bool,
    /// The last byte taken ended a line: a line feed behind it belongs to the same end.
    after_return: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
    width: usize,
    most_bytes: usize,
}

impl<R: io::Read> Records<R> {
    pub(super) fn new(source: R, delimiter: u8, is_quoted: bool, limits: &Limits) -> Self {
        let reader =
            ReaderBuilder::new().delimiter(delimiter).quoting(is_quoted).terminator(Terminator::CRLF).build();
        Self {
            source,
            reader,
            input: Vec::new(),
            at: 0,
            is_at_end: false,
            after_return: false,
            text: vec![0; 4096],
            ends: vec![0; 64],
            width: 0,
            most_bytes: usize::try_from(limits.row_bytes).unwrap_or(usize::MAX),
        }
    }

    /// Goes on to the next row.
    pub(super) fn next(&mut self) -> Read<Record> {
        self.width = 0;
        if std::mem::take(&mut self.after_return) && self.peek()? == Some(b'\n') {
            self.at += 1;
        }
        match self.peek()? {
            None => return Ok(Record::End),
            Some(byte @ (b'\r' | b'\n')) => {
                self.at += 1;
                self.after_return = byte == b'\r';
                return Ok(Record::Blank);
            }
            Some(_) => {}
        }
        let (mut bytes, mut fields) = (0, 0);
        loop {
            if self.at == self.input.len() {
                self.fill()?;
            }
            let input = &self.input[self.at..];
            let (result, taken, written, ended) =
                self.reader.read_record(input, &mut self.text[bytes..], &mut self.ends[fields..]);
            if taken > 0 {
                self.after_return = input[taken - 1] == b'\r';
            }
            self.at += taken;
            bytes += written;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => grow(&mut self.text, self.most_bytes, Reason::TooLarge)?,
                ReadRecordResult::OutputEndsFull => grow(&mut self.ends, MOST_FIELDS, Reason::TooManyParts)?,
                ReadRecordResult::Record => {
                    self.width = fields;
                    return Ok(Record::Fields);
                }
                ReadRecordResult::End => return Ok(Record::End),
            }
        }
    }

    fn peek(&mut self) -> Read<Option<u8>> {
        if self.at == self.input.len() {
            self.fill()?;
        }
        Ok(self.input.get(self.at).copied())
    }

    fn fill(&mut self) -> Read {
        self.at = 0;
        if self.is_at_end {
            self.input.clear();
            return Ok(());
        }
        self.input.resize(PIECE, 0);
        let read = self.source.read(&mut self.input)?;
        self.input.truncate(read);
        self.is_at_end = read == 0;
        Ok(())
    }

    /// Fields of the row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Bytes of the row's fields.
    pub(super) fn bytes(&self) -> usize {
        self.width.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0)
    }

    /// A field of the row.
    pub(super) fn field(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = if index < self.width { self.ends.get(index).copied().unwrap_or(start) } else { start };
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether the row says nothing: dividers and white space alone.
    pub(super) fn is_blank(&self) -> bool {
        self.text.get(..self.bytes()).is_none_or(|text| text.iter().all(u8::is_ascii_whitespace))
    }
}

/// Doubles a buffer, up to a limit.
fn grow<T: Clone + Default>(buffer: &mut Vec<T>, most: usize, reason: Reason) -> Read {
    if buffer.len() >= most {
        return Err(LimitMet(reason).into());
    }
    buffer.resize((buffer.len() * 2).min(most), T::default());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Option<Vec<String>>> {
        let limits = Limits::default();
        let mut records = Records::new(text.as_bytes(), b',', true, &limits);
        let mut rows = Vec::new();
        loop {
            match records.next().unwrap() {
                Record::End => return rows,
                Record::Blank => rows.push(None),
                Record::Fields => rows.push(Some(
                    (0..records.width())
                        .map(|index| String::from_utf8_lossy(records.field(index)).into())
                        .collect(),
                )),
            }
        }
    }

    #[test]
    fn blank_lines_are_told_whatever_ends_a_line() {
        let row = |fields: &[&str]| Some(fields.iter().map(ToString::to_string).collect::<Vec<_>>());
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "", "c,\"d", "e\"", "", "f"].join(end);
            let held = format!("d{end}e");
            let expected = vec![row(&["a", "b"]), None, None, row(&["c", &held]), None, row(&["f"])];
            assert_eq!(rows(&text), expected, "{end:?}");
        }
        assert_eq!(rows("\r\n\r\na\r\n"), vec![None, None, row(&["a"])]);
        assert_eq!(rows(""), Vec::new());
    }

    #[test]
    fn a_row_without_end_meets_the_limit() {
        let limits = Limits { row_bytes: 10_000, ..Limits::default() };
        let endless = format!("\"{}", "x".repeat(20_000));
        let mut records = Records::new(endless.as_bytes(), b',', true, &limits);
        assert!(records.next().is_err());
    }
}
