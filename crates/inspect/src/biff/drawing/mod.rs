//! What is drawn over a sheet: shapes, pictures, controls, and the notes on cells.

mod escher;
mod object;
mod pictures;
mod properties;
mod report;
mod shape;

use super::book::Book;
use super::chain::Chain;
use super::record::Record;
use super::version::{Letters, Version};
use crate::bytes::Bytes;
use crate::cell::address::{self, Area};
use crate::text::code_page;
use object::Object;

pub(crate) use report::group;

/// A note on a cell (NOTE, [MS-XLS] 2.4.179).
#[derive(Debug)]
struct Note {
    at: String,
    author: String,
    /// Number of the object that holds its text.
    object: u16,
    /// Text of its own (BIFF5).
    text: String,
}

/// Collects the drawing of one substream.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// Bytes of all MSODRAWING records: one drawing.
    bytes: Vec<u8>,
    /// Pictures of headers and footers.
    page_bytes: Vec<u8>,
    objects: Vec<Object>,
    notes: Vec<Note>,
    /// Pictures of older versions: kind and size.
    bitmaps: Vec<usize>,
}

impl Drawing {
    /// Takes a record of the drawing; `None` when it makes no sense.
    pub(crate) fn take(&mut self, record: &Record<'_>, book: &Book<'_>) -> Option<()> {
        match record.number {
            0x00ec => self.bytes.extend(record.pieces().flatten()),
            0x005d => {
                self.objects.push(Object::read(record, book.version)?);
                if book.version == Version::Biff8 {
                    // An object never needs a Continue record: what follows continues the drawing.
                    self.bytes.extend(record.pieces().skip(1).flatten());
                }
            }
            0x01b6 => {
                if self.objects.is_empty() {
                    self.objects.push(Object::default());
                }
                let object = self.objects.last_mut()?;
                self.bytes.extend(object.take_text(record)?);
            }
            0x001c => self.take_note(record, book.version, &book.letters)?,
            0x0866 => self.page_bytes.extend(record.joined().get(14..)?),
            0x007f | 0x00e9 => self.bitmaps.push(record.joined().len()),
            _ => return None,
        }
        Some(())
    }

    /// A drawing can go on behind the end of a chart that lies in it.
    pub(crate) fn go_on(&mut self, end: &Record<'_>) {
        self.bytes.extend(end.pieces().skip(1).flatten());
    }

    fn take_note(&mut self, record: &Record<'_>, version: Version, letters: &Letters) -> Option<()> {
        let mut chain = Chain::of(record);
        let (row, column) = (chain.u16()?, chain.u16()?);
        let at = address::name(u32::from(row), u32::from(column));
        if version == Version::Biff5 {
            // A long text goes on in further records without a cell.
            chain.skip(2)?;
            let text = code_page::decode(&chain.rest(), letters.encoding);
            match self.notes.last_mut() {
                Some(last) if row == 0xffff => last.text.push_str(&text),
                _ => self.notes.push(Note { at, author: String::new(), object: 0, text }),
            }
            return Some(());
        }
        chain.skip(2)?;
        let object = chain.u16()?;
        let author = chain.long(letters)?;
        self.notes.push(Note { at, author, object, text: String::new() });
        Some(())
    }

    /// The cells that pictures and filled shapes cover.
    pub(crate) fn covers(&self) -> Vec<Area> {
        let (shapes, _) = shape::shapes(&self.bytes);
        let mut objects = self.objects.iter();
        let mut covers: Vec<Area> = self.objects.iter().filter_map(|object| object.covers).collect();
        for shape in shapes {
            let object = if shape.has_object { objects.next() } else { None };
            let is_small = object.is_some_and(|object| object.kind == object::NOTE || object.is_control());
            covers.extend(shape.covers().filter(|_| !is_small));
        }
        covers
    }
}

/// A theme (THEME, [MS-XLS] 2.4.326): a version, and a package of its own unless it is the program's.
pub(crate) fn theme(record: &Record<'_>) -> Option<Vec<u8>> {
    let body = record.joined();
    let version = Bytes::at(&body, 12).u32()?;
    Some(if version == 0 { body.get(16..)?.to_vec() } else { Vec::new() })
}
