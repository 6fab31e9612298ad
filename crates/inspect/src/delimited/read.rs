//! Reads a delimited text file.

use super::bounds::{Bounds, Verdict};
use super::dialect::{self, Dialect};
use super::fields;
use super::records::{Record, Records};
use crate::cell::address;
use crate::cell::far::FarCells;
use crate::format::FileContext;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::text::decoded;
use crate::text::encoding::{self, TextEncoding};
use crate::text::metered::Metered;
use crate::{
    Budget, CellKind, Channel, Content, FileTail, Hiding, RowBuffer, RowRole, Scribe, Slice, Source, Spot,
    probe,
};
use std::cell::Cell;
use std::io;
use std::rc::Rc;

/// Bytes from which dialect and encoding are told.
const SAMPLE: usize = 64 << 10;

/// Reads the whole file.
pub(crate) fn read(context: &FileContext<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let file = context.file;
    let head = context.source.head(SAMPLE)?;
    let is_whole = head.len() as u64 == context.source.len();
    let encoding = encoding::of_head(&head).ok_or_else(|| Stop::damaged("it is no text"))?;
    let sample = encoding::head_as_text(&head).unwrap_or_default();
    let named = dialect::named_delimiter(sample.as_bytes());
    let table = &sample.as_bytes()[named.map_or(0, |(_, bytes)| bytes)..];
    let ending = probe::ending_of(context.name);
    let dialect = dialect::detect(table, named.map(|(delimiter, _)| delimiter), &ending, is_whole);

    let name = context.name.rsplit(['/', '\\']).next().unwrap_or_default();
    if !name.is_empty() {
        scribe.note(file, &Spot::new(Channel::FileName, ""), "", name)?;
    }
    let part = scribe.open(file, Content::Table, &Spot::new(Channel::DelimitedTable, "").human("table"))?;
    let mut parts = LazyParts::new(file, "", "").inside(Some(part));
    let body = Slice::new(context.source, encoding.mark(&head) as u64, context.source.len());
    let (text, faults) = decoded(&body, encoding, scribe.budget());
    let rows = Rows {
        part,
        parts: &mut parts,
        scribe: &mut *scribe,
        dialect,
        bounds: Bounds::new(dialect.width < 2, dialect.has_gaps),
        far: FarCells::default(),
        row: 0,
        buffer: RowBuffer::default(),
        zeros: 0,
    };
    let result = rows.read(text, named.is_some());
    parts.close(scribe)?;
    scribe.close(part)?;
    let zeros = result?;
    if zeros > 0 {
        let why = "zero bytes inside the text, which programs show in different ways";
        scribe.unaccounted(file, "", (0, 0), why)?;
    }
    if faults.get() > 0 {
        scribe.unaccounted(file, "", (0, 0), "bytes that stand for no letter in the encoding of the rest")?;
    }
    Ok(FileTail { file, pieces: 1, read: 1, swept: 0 })
}

/// The bytes behind the mark as UTF-8, or as a mixture that is read field by field.
fn decoded<'b>(
    body: &'b dyn Source,
    encoding: TextEncoding,
    budget: &'b Budget,
) -> (Box<dyn io::Read + 'b>, Rc<Cell<u64>>) {
    match encoding {
        TextEncoding::Windows1252 => (Box::new(Metered::new(body, budget)), Rc::default()),
        other => decoded::decoded(body, other, budget),
    }
}

struct Rows<'a, 's> {
    part: u32,
    parts: &'a mut LazyParts,
    scribe: &'a mut Scribe<'s>,
    dialect: Dialect,
    bounds: Bounds,
    far: FarCells,
    /// Number of the row under way, from 1: lines without content count, as they do in every program.
    row: u32,
    buffer: RowBuffer,
    /// Zero bytes met.
    zeros: u64,
}

impl Rows<'_, '_> {
    /// Reads all rows. Returns how many zero bytes were met.
    fn read(mut self, text: Box<dyn io::Read + '_>, skip_first: bool) -> Read<u64> {
        let limits = self.scribe.budget().limits().clone();
        let mut records = Records::new(text, self.dialect.delimiter, self.dialect.is_quoted, &limits);
        if skip_first {
            records.next()?;
            self.row += 1;
        }
        loop {
            match records.next()? {
                Record::End => break,
                Record::Fields if !records.is_blank() => {
                    self.row = self.row.saturating_add(1);
                    self.fields(&records)?;
                }
                Record::Fields | Record::Blank => {
                    self.row = self.row.saturating_add(1);
                    // What waited stands before the gap, and the table does not come back after it.
                    self.bounds.blank();
                }
            }
        }
        let is_table = self.bounds.waiting_is_table();
        self.release(is_table)?;
        Ok(self.zeros)
    }

    fn fields<R: io::Read>(&mut self, records: &Records<R>) -> Read {
        let last = records.field(records.width().saturating_sub(1));
        let verdict = self.bounds.row(records.width(), fields::is_count(last));
        if verdict != Verdict::Wait && self.bounds.has_waiting() {
            self.release(verdict == Verdict::Send)?;
        }
        self.buffer.clear();
        let row = self.row - 1;
        self.far.row(row);
        for column in 0..records.width() {
            let field = records.field(column);
            if field.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let column = column as u32;
            let text = encoding::narrow(field);
            let text = if text.contains('\0') { self.without_zeros(&text).into() } else { text };
            if fields::is_formula(&text) {
                let at = address::name(row, column);
                self.parts.say(Channel::Formula, "", &at, &text, self.scribe)?;
            }
            self.buffer.push(column, CellKind::Text, self.far.cell(row, column), &text);
        }
        match verdict {
            Verdict::Send => self.send(Hiding::empty()),
            Verdict::Stray => self.send(Hiding::AFTER_TABLE),
            Verdict::Wait => {
                let buffer = std::mem::take(&mut self.buffer);
                if self.bounds.keep(self.row, buffer) { self.release(true) } else { Ok(()) }
            }
        }
    }

    fn send(&mut self, hiding: Hiding) -> Read {
        self.scribe.mark(self.part, hiding, 1);
        self.scribe.row(self.part, self.row, RowRole::Data, hiding, &self.buffer)
    }

    /// Sends the rows that waited.
    fn release(&mut self, goes_on: bool) -> Read {
        let (waiting, hiding) = self.bounds.release(goes_on);
        for (number, buffer) in waiting {
            self.scribe.mark(self.part, hiding, 1);
            self.scribe.row(self.part, number, RowRole::Data, hiding, &buffer)?;
        }
        Ok(())
    }

    /// A name with a zero inside it is still the name.
    fn without_zeros(&mut self, text: &str) -> String {
        let kept: String = text.chars().filter(|letter| *letter != '\0').collect();
        self.zeros += (text.len() - kept.len()) as u64;
        kept
    }
}
