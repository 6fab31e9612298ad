//! Writes comma-separated values (RFC 4180) in UTF-8.
//!
//! - Every row has the same number of fields; rows without a value are left out. Programs that read a table take what
//!   comes after an empty line, or is shaped otherwise, for something else.
//! - A text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets know as "this is
//!   a text": anything that begins with `=`, `+`, `-`, `@`, a tab or a line end and is neither a number nor a dash.
//! - The mark `EF BB BF` stands at the start only where there are letters beyond ASCII: without it Excel reads `£` as
//!   `Â£`, and with it some programs take it for a part of the first heading.

use super::{OutCell, SheetHead, Styles, Trouble, Writer};
use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom, Write};

const MARK: &[u8] = b"\xef\xbb\xbf";

/// A text file under way; it has one sheet.
pub(crate) struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
    columns: u32,
    is_ascii: bool,
}

impl<W: Read + Write + Seek> CsvWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        let out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        Self { out, columns: 0, is_ascii: true }
    }
}

impl<W: Read + Write + Seek> Writer for CsvWriter<W> {
    fn begin_sheet(&mut self, head: &SheetHead<'_>) -> Result<(), Trouble> {
        self.columns = head.columns;
        Ok(())
    }

    fn row(&mut self, _: u32, cells: &[OutCell<'_>]) -> Result<(), Trouble> {
        let mut next = 0;
        for cell in cells {
            for _ in next..cell.column {
                self.out.write_field("").map_err(trouble)?;
            }
            let text = guarded(cell.value.shown());
            self.is_ascii &= text.is_ascii();
            self.out.write_field(text.as_bytes()).map_err(trouble)?;
            next = cell.column.saturating_add(1);
        }
        for _ in next..self.columns {
            self.out.write_field("").map_err(trouble)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(trouble)
    }

    fn end_sheet(&mut self) -> Result<(), Trouble> {
        Ok(())
    }

    fn finish(self: Box<Self>, _: &Styles) -> Result<(), Trouble> {
        let mut out = self.out.into_inner().map_err(|error| Trouble::Io(error.into_error()))?;
        if !self.is_ascii {
            insert(MARK, &mut out)?;
        }
        Ok(())
    }
}

fn trouble(error: csv::Error) -> Trouble {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Trouble::Io(error),
        _ => Trouble::Io(io::Error::other("a row could not be written")),
    }
}

/// Puts bytes before everything, moving it up piece by piece from the end.
fn insert<W: Read + Write + Seek>(bytes: &[u8], file: &mut W) -> io::Result<()> {
    let mut piece = vec![0; 1 << 16];
    let mut at = file.seek(SeekFrom::End(0))?;
    while at > 0 {
        let len = at.min(piece.len() as u64);
        at -= len;
        let part = piece.get_mut(..len as usize).unwrap_or_default();
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(part)?;
        file.seek(SeekFrom::Start(at + bytes.len() as u64))?;
        file.write_all(part)?;
    }
    file.seek(SeekFrom::Start(0))?;
    file.write_all(bytes)
}

/// A field that no program takes for a formula.
fn guarded(text: &str) -> Cow<'_, str> {
    let begins_like_one = text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\n']);
    if begins_like_one && !is_number(text.trim()) && !is_dash(text) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// `-5`, `+44 20 7946 0000`, `-£1,234.50`, `-1.2E+05`.
fn is_number(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-']) else { return false };
    let digits = match rest.split_once('E') {
        Some((digits, power)) if power.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit()) => {
            digits
        }
        _ => rest,
    };
    digits.contains(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| {
            letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ' | '%' | '£' | '€' | '$')
        })
}

/// What tables write for nothing.
fn is_dash(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, '-' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for text in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "- item", "\t=1", " =1", "-SUM(1)"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["-5", "+44 20 7946 0000", "-£1,234.50", "-1.2E+05", "-12%", "-", "--", "a=b", "", "(5)"]
        {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn a_mark_goes_before_everything() {
        let mut file = Cursor::new(vec![b'x'; 200_000]);
        insert(b"abc", &mut file).unwrap();
        let bytes = file.into_inner();
        assert_eq!(bytes.len(), 200_003);
        assert_eq!(bytes.get(..4), Some(&b"abcx"[..]));
        assert!(bytes.iter().skip(3).all(|byte| *byte == b'x'));
    }
}
