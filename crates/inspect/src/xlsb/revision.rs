//! The history of a shared workbook: who changed cells when, and what they held ([MS-XLSB] 2.1.7.43, 2.1.7.44).

use super::page::{self, Reader, Taken};
use super::record::Record;
use super::text::{self, Rich, push_wide};
use crate::bytes::Bytes;
use crate::cell::rk::rk;
use crate::cell::{error, number};
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::ooxml::revisions::{History, send};
use crate::{Budget, CellKind, Channel, Read, Scribe};

/// Reads a header or a log.
pub(crate) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let part = book.package.zip.unpack(index, scribe.budget())?;
    let mut log = Log { history: History::default(), change: None };
    let result = page::walk(part, &mut log, &book.workbook.references, parts, scribe);
    send(book, index, log.history, scribe)?;
    result
}

struct Log {
    history: History,
    /// Sheet and row of the change under way.
    change: Option<(u32, u32)>,
}

impl Reader for Log {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(record.body);
        match record.number {
            0x019b => header(&mut bytes, parts, scribe),
            0x0199 => {
                let place = (|| {
                    // Sizes, number and kind of the change.
                    bytes.skip(12)?;
                    let (sheet, row, column) = (bytes.u16()?, bytes.u32()?, bytes.u32()?);
                    Some((u32::from(sheet), row, column))
                })();
                self.change = place.map(|(sheet, row, _)| (sheet, row));
                // Formats, and formulas of names that the change moved.
                page::swept(bytes.rest(), Channel::RevisionLog, parts, scribe)?;
                Ok(place.map(|_| ()).into())
            }
            0x019a => {
                self.change = None;
                Ok(Taken::Other)
            }
            0x0001..=0x000b | 0x003e => match self.change {
                Some(place) => {
                    let sound = self.value(place, record.number, &mut bytes, scribe.budget())?;
                    // Behind a value a formula can stand.
                    page::swept(bytes.rest(), Channel::RevisionLog, parts, scribe)?;
                    Ok(sound.into())
                }
                None => Ok(Taken::Malformed),
            },
            _ => Ok(Taken::Other),
        }
    }
}

impl Log {
    /// What the cell held before or after the change.
    fn value(
        &mut self,
        (sheet, row): (u32, u32),
        number: u16,
        bytes: &mut Bytes<'_>,
        budget: &Budget,
    ) -> Read<Option<()>> {
        let Some(column) = bytes.u32().filter(|_| bytes.skip(4).is_some()) else { return Ok(None) };
        let mut text = String::new();
        let kind = (|| {
            Some(match number {
                0x0002 => {
                    number::write(rk(bytes.i32()?), &mut text);
                    CellKind::Number
                }
                0x0005 | 0x0009 => {
                    number::write(bytes.f64()?, &mut text);
                    CellKind::Number
                }
                0x0004 | 0x000a => {
                    text.push_str(if bytes.u8()? == 0 { "FALSE" } else { "TRUE" });
                    CellKind::Boolean
                }
                0x0003 | 0x000b => {
                    text.push_str(error::name(bytes.u8()?));
                    CellKind::Error
                }
                0x0006 | 0x0008 => {
                    text = text::wide(bytes)?;
                    CellKind::Text
                }
                0x003e => {
                    push_wide(Rich::read(bytes)?.units, &mut text);
                    CellKind::Text
                }
                // Blank. A number in the string table means nothing in a log.
                0x0001 => CellKind::Text,
                _ => return None,
            })
        })();
        let Some(kind) = kind else { return Ok(None) };
        if !text.is_empty() {
            self.history.add((sheet, row, column), kind, text, budget)?;
        }
        Ok(Some(()))
    }
}

/// `BrtRRHeader`: who saved when.
fn header(bytes: &mut Bytes<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
    let head = (|| {
        // Head of the record, identifier.
        bytes.skip(14 + 16)?;
        let (year, month, day) = (bytes.u16()?, bytes.u8()?, bytes.u8()?);
        let (hour, minute, second) = (bytes.u8()?, bytes.u8()?, bytes.u8()?);
        bytes.skip(1 + 10)?;
        let date = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        Some((date, text::wide(bytes)?))
    })();
    let Some((date, user)) = head else { return Ok(Taken::Malformed) };
    parts.say(Channel::RevisionLog, "changed by", "", &user, scribe)?;
    parts.say(Channel::RevisionLog, "changed on", "", &date, scribe)?;
    // The relationship to the log, and the numbers of sheets.
    Ok(text::nullable(bytes).map(|_| ()).into())
}
