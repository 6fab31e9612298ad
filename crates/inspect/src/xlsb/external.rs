//! Links to other workbooks, with the cells that were once read there, and to running programs, with what they last sent
//! ([MS-XLSB] 2.1.7.25).

use super::page::{self, Reader, Taken};
use super::record::Record;
use super::text;
use crate::bytes::Bytes;
use crate::cell::{error, number};
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::ooxml::external::{Copied, human};
use crate::stop::{LimitMet, Read};
use crate::{CellKind, Channel, Reason, Scribe};
use std::num::NonZeroU64;

/// Reads an external link part.
pub(crate) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    // The link itself is worth a word even when nothing else is stored.
    parts.say(Channel::ExternalLink, "", "", "the workbook refers to another file", scribe)?;
    let part = book.package.zip.unpack(index, scribe.budget())?;
    let mut link = Link {
        copied: Copied::new(book, index),
        sheets: Vec::new(),
        human: String::new(),
        item: String::new(),
        columns: NonZeroU64::MIN,
        place: 0,
    };
    let result = page::walk(part, &mut link, &book.workbook.references, parts, scribe);
    link.table_ends(scribe)?;
    result
}

/// No workbook has more sheets.
const MOST_SHEETS: usize = 1 << 16;

struct Link<'a, 'z> {
    copied: Copied<'a, 'z>,
    sheets: Vec<String>,
    /// Name of the table under way.
    human: String,
    /// Item of a running program under way.
    item: String,
    /// How many values of an item make a row, and how many came.
    columns: NonZeroU64,
    place: u64,
}

impl Reader for Link<'_, '_> {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(record.body);
        let sound = match record.number {
            0x0168 => return begins(&mut bytes, parts, scribe),
            0x0167 => return self.tabs(&mut bytes, parts, scribe),
            0x016b => {
                self.table_ends(scribe)?;
                let sheet = bytes.u32();
                bytes.skip(1);
                let name = sheet.and_then(|sheet| self.sheets.get(sheet as usize));
                self.human = human(name.map_or("", String::as_str));
                sheet.map(|_| ())
            }
            // The values of a sheet, and those of an item, end.
            0x016c | 0x0243 => {
                self.table_ends(scribe)?;
                Some(())
            }
            0x016e => {
                self.row_ends(scribe)?;
                let row = bytes.u32();
                self.copied.row = row.unwrap_or(0).saturating_add(1);
                row.map(|_| ())
            }
            0x016f..=0x0173 => {
                let column = bytes.u32();
                column.and_then(|column| self.value(record.number - 0x016f, column, &mut bytes))
            }
            0x0241 => {
                let Some(name) = text::wide(&mut bytes) else { return Ok(Taken::Malformed) };
                parts.say(Channel::ExternalLink, "name in the other file", &name, &name, scribe)?;
                self.item = name;
                Some(())
            }
            0x0242 => {
                self.table_ends(scribe)?;
                self.human = format!("values last received for the item '{}'", self.item);
                let size = bytes.u32().and_then(|rows| Some((rows, bytes.u32()?)));
                let columns = size.and_then(|(_, columns)| NonZeroU64::new(u64::from(columns)));
                (self.columns, self.place) = (columns.unwrap_or(NonZeroU64::MIN), 0);
                size.map(|_| ())
            }
            0x0244..=0x0248 => {
                const KINDS: [u16; 5] = [1, 3, 4, 0, 2];
                let (row, column) = (self.place / self.columns, self.place % self.columns);
                if column == 0 {
                    self.row_ends(scribe)?;
                }
                self.copied.row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1);
                self.place += 1;
                let kind = KINDS[usize::from(record.number - 0x0244)];
                self.value(kind, u32::try_from(column).unwrap_or(u32::MAX), &mut bytes)
            }
            _ => return Ok(Taken::Other),
        };
        Ok(sound.filter(|()| bytes.left() == 0).into())
    }
}

impl Link<'_, '_> {
    /// Names of the other workbook's sheets (`BrtSupTabs`).
    fn tabs(&mut self, bytes: &mut Bytes<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let Some(count) = bytes.u32() else { return Ok(Taken::Malformed) };
        for _ in 0..count {
            let Some(name) = text::wide(bytes) else { return Ok(Taken::Malformed) };
            parts.say(Channel::ExternalLink, "sheet in the other file", "", &name, scribe)?;
            if self.sheets.len() >= MOST_SHEETS {
                return Err(LimitMet(Reason::TooManyParts).into());
            }
            self.sheets.push(name);
        }
        Ok(if bytes.left() == 0 { Taken::Read } else { Taken::Malformed })
    }

    /// A value: nothing, a number, a truth value, an error, a text.
    fn value(&mut self, kind: u16, column: u32, bytes: &mut Bytes<'_>) -> Option<()> {
        match kind {
            0 => {}
            1 => {
                let mut text = String::new();
                number::write(bytes.f64()?, &mut text);
                self.copied.push(column, CellKind::Number, &text);
            }
            2 => {
                let text = if bytes.u8()? == 0 { "FALSE" } else { "TRUE" };
                self.copied.push(column, CellKind::Boolean, text);
            }
            3 => self.copied.push(column, CellKind::Error, error::name(bytes.u8()?)),
            _ => {
                let text = text::wide(bytes)?;
                if !text.is_empty() {
                    self.copied.push(column, CellKind::Text, &text);
                }
            }
        }
        Some(())
    }

    fn row_ends(&mut self, scribe: &mut Scribe<'_>) -> Read {
        self.copied.row_ends(|| self.human.clone(), scribe)
    }

    fn table_ends(&mut self, scribe: &mut Scribe<'_>) -> Read {
        self.row_ends(scribe)?;
        self.copied.ends(scribe)
    }
}

/// `BrtBeginSupBook`: what kind of link it is, and where it leads.
fn begins(bytes: &mut Bytes<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
    let head = (|| {
        let kind = bytes.u16()?;
        Some((kind, text::nullable(bytes)?.unwrap_or_default(), text::nullable(bytes)?.unwrap_or_default()))
    })();
    let Some((kind, first, second)) = head.filter(|_| bytes.left() == 0) else { return Ok(Taken::Malformed) };
    // A file is named by a relationship, which the package tells; a program by its name and topic, an object by the
    // relationship and its program.
    match kind {
        0 => {}
        1 => {
            parts.say(Channel::ExternalLink, "live link", "", &first, scribe)?;
            parts.say(Channel::ExternalLink, "live link", &first, &second, scribe)?;
        }
        _ => parts.say(Channel::ExternalLink, "program", "", &second, scribe)?,
    }
    Ok(Taken::Read)
}
