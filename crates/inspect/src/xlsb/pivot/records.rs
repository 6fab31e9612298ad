//! The records of a pivot cache, as rows of its source (`pivotCacheRecords*.bin`).

use super::item;
use crate::bytes::Bytes;
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::ooxml::pivot::definition::{Definition, Form};
use crate::ooxml::pivot::open;
use crate::stop::{Read, Stop};
use crate::xlsb::page::{self, Reader, Taken};
use crate::xlsb::record::Record;
use crate::{CellKind, Channel, Hiding, RowBuffer, RowRole, Scribe};

/// Sends the records of the part `index` as a table.
pub(crate) fn read(
    book: &Book<'_>,
    index: usize,
    definition: &mut Definition,
    scribe: &mut Scribe<'_>,
) -> Read {
    let (part, mut buffer) = open(book, index, definition, scribe)?;
    buffer.clear();
    let columns: Vec<usize> =
        (0..definition.fields.len()).filter(|field| definition.fields[*field].in_records).collect();
    let mut rows = Rows { definition, columns, part, buffer, place: 0, number: 0, is_row_open: false };
    let mut parts = book.parts(index);
    let result =
        book.package.zip.unpack(index, scribe.budget()).and_then(|records| {
            page::walk(records, &mut rows, &book.workbook.references, &mut parts, scribe)
        });
    rows.row_ends(scribe)?;
    parts.close(scribe)?;
    scribe.close(part)?;
    result
}

struct Rows<'a> {
    definition: &'a mut Definition,
    /// Field of each value of a record.
    columns: Vec<usize>,
    part: u32,
    buffer: RowBuffer,
    /// Place of the next value in its record.
    place: usize,
    number: u32,
    is_row_open: bool,
}

impl Reader for Rows<'_> {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(record.body);
        let sound = match record.number {
            0x0021 => {
                self.row_begins(scribe)?;
                self.record(&mut bytes)?
            }
            0x0022 => {
                // Its values are the records that follow.
                self.row_begins(scribe)?;
                Some(())
            }
            0x001a => match bytes.u32() {
                Some(index) => {
                    let field = self.next_field()?;
                    self.named(field, index)?;
                    Some(())
                }
                None => None,
            },
            0x0014..=0x0020 => match item::of_record(record.number, &mut bytes) {
                Some((kind, text)) => {
                    let field = self.next_field()?;
                    self.push(field, kind, &text);
                    if item::has_more(record.number) {
                        page::swept(bytes.rest(), Channel::PivotItems, parts, scribe)?;
                        bytes.skip(bytes.left());
                    }
                    Some(())
                }
                None => None,
            },
            _ => return Ok(Taken::Other),
        };
        Ok(sound.filter(|()| bytes.left() == 0).into())
    }
}

impl Rows<'_> {
    fn row_begins(&mut self, scribe: &mut Scribe<'_>) -> Read {
        self.row_ends(scribe)?;
        self.is_row_open = true;
        self.place = 0;
        self.number = self.number.saturating_add(1);
        Ok(())
    }

    fn row_ends(&mut self, scribe: &mut Scribe<'_>) -> Read {
        if std::mem::take(&mut self.is_row_open) {
            scribe.row(self.part, self.number, RowRole::Data, Hiding::empty(), &self.buffer)?;
        }
        self.buffer.clear();
        Ok(())
    }

    /// `BrtPCRRecord`: the values of all fields, each as its field says. `None` when it is too short.
    fn record(&mut self, bytes: &mut Bytes<'_>) -> Read<Option<()>> {
        for place in 0..self.columns.len() {
            let field = self.columns[place];
            let value = match self.definition.fields[field].form {
                Form::Index => match bytes.u32() {
                    Some(index) => {
                        self.named(field, index)?;
                        continue;
                    }
                    None => None,
                },
                Form::Number => item::number(bytes),
                Form::Date => item::date(bytes),
                Form::Text => item::words(bytes),
                // Values of several kinds come one by one, never so.
                Form::Mixed => None,
            };
            let Some((kind, text)) = value else { return Ok(None) };
            self.push(field, kind, &text);
        }
        Ok(Some(()))
    }

    /// The field of the next value in a record whose values come one by one.
    fn next_field(&mut self) -> Read<usize> {
        let field = self.columns.get(self.place).copied();
        self.place += 1;
        field
            .filter(|_| self.is_row_open)
            .ok_or_else(|| Stop::part("a record has more values than there are fields"))
    }

    /// A value that the record names by number.
    fn named(&mut self, field: usize, index: u32) -> Read {
        let index = index as usize;
        let kind = self.definition.fields[field].kinds.get(index).copied().unwrap_or(CellKind::Text);
        self.definition.fields[field].uses(index);
        match self.definition.item(field, index)? {
            Some("") => {}
            Some(text) => self.buffer.push(field as u32, kind, Hiding::empty(), text),
            None => return Err(Stop::part("a record names a value that does not exist")),
        }
        Ok(())
    }

    fn push(&mut self, field: usize, kind: CellKind, text: &str) {
        if !text.is_empty() {
            self.buffer.push(field as u32, kind, Hiding::empty(), text);
        }
    }
}
