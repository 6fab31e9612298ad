//! The definition of a pivot cache: its source, its fields and their items (`pivotCacheDefinition*.bin`).

use super::item;
use crate::bytes::Bytes;
use crate::cell::number;
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::ooxml::pivot::definition::{Definition, Form};
use crate::xlsb::fields::range;
use crate::xlsb::page::{self, Reader, Taken};
use crate::xlsb::record::Record;
use crate::xlsb::references::References;
use crate::xlsb::{gist, text};
use crate::{CellKind, Channel, Read, Scribe};

/// Reads the definition in the part `index`.
pub(crate) fn read(
    book: &Book<'_>,
    index: usize,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Definition> {
    let references = &book.workbook.references;
    let part = book.package.zip.unpack(index, scribe.budget())?;
    let mut cache = Cache { definition: Definition::default(), place: Place::Elsewhere, references };
    page::walk(part, &mut cache, references, parts, scribe)?;
    Ok(cache.definition)
}

/// To what a value belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Elsewhere,
    /// To a field, for records to name.
    Field,
    /// To a grouping: what it is called.
    Group,
}

struct Cache<'a> {
    definition: Definition,
    place: Place,
    references: &'a References,
}

impl Reader for Cache<'_> {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(record.body);
        match record.number {
            0x00b3 => begins(&mut bytes, parts, scribe),
            0x00bb => self.source(&mut bytes, parts, scribe),
            0x00b7 => self.field(&mut bytes, parts, scribe),
            0x00bd => {
                self.place = Place::Field;
                Ok(self.items(&mut bytes).into())
            }
            0x00dd => {
                self.place = Place::Group;
                // A count, which is a claim.
                Ok(bytes.skip(4).filter(|()| bytes.left() == 0).into())
            }
            0x00be | 0x00de => {
                self.place = Place::Elsewhere;
                Ok(Taken::Other)
            }
            0x00bf => self.run(&mut bytes, parts, scribe),
            0x001a if bytes.left() == 4 => Ok(Taken::Read),
            0x0014..=0x0019 | 0x001b..=0x0020 => {
                let Some((kind, text)) = item::of_record(record.number, &mut bytes) else {
                    return Ok(Taken::Malformed);
                };
                self.item(kind, &text, parts, scribe)?;
                if item::has_more(record.number) {
                    // Captions and the like.
                    page::swept(bytes.rest(), Channel::PivotItems, parts, scribe)?;
                    bytes.skip(bytes.left());
                }
                Ok(if bytes.left() == 0 { Taken::Read } else { Taken::Malformed })
            }
            _ => Ok(Taken::Other),
        }
    }
}

impl Cache<'_> {
    fn item(&mut self, kind: CellKind, text: &str, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        match self.place {
            Place::Field => self.definition.add(kind, text, scribe.budget()),
            Place::Group => parts.say(Channel::PivotItems, "group", "", text, scribe),
            Place::Elsewhere => parts.say(Channel::PivotItems, "", "", text, scribe),
        }
    }

    /// `BrtBeginPCDIRun`: many values of one kind.
    fn run(&mut self, bytes: &mut Bytes<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let head = bytes.u16().and_then(|kind| Some((kind, bytes.u32()?)));
        let Some((kind, count)) = head else { return Ok(Taken::Malformed) };
        for _ in 0..count {
            let value = match kind {
                0x01 => item::number(bytes),
                0x02 => item::words(bytes),
                0x10 => item::error(bytes),
                0x20 => item::date(bytes),
                _ => None,
            };
            let Some((kind, text)) = value else { return Ok(Taken::Malformed) };
            self.item(kind, &text, parts, scribe)?;
        }
        Ok(if bytes.left() == 0 { Taken::Read } else { Taken::Malformed })
    }

    /// `BrtBeginPCDFAtbl`: how records hold the values of the field.
    fn items(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        const DATES: u16 = 0x04;
        const TEXTS: u16 = 0x01;
        const NUMBERS: u16 = 0x40;
        const LIMITS: u16 = 0x0100;
        let (switches, count) = (bytes.u16()?, bytes.u32()?);
        if switches & LIMITS != 0 {
            bytes.skip(16)?;
        }
        let form = match (count, switches & TEXTS != 0, switches & DATES != 0, switches & NUMBERS != 0) {
            (1.., ..) => Form::Index,
            (0, false, true, _) => Form::Date,
            (0, false, false, true) => Form::Number,
            (0, true, false, false) => Form::Text,
            _ => Form::Mixed,
        };
        if let Some(field) = self.definition.fields.last_mut() {
            field.form = form;
        }
        (bytes.left() == 0).then_some(())
    }

    /// `BrtBeginPCDSRange`: where the rows came from.
    fn source(
        &mut self,
        bytes: &mut Bytes<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Taken> {
        let words = (|| {
            let is_name = bytes.u8()? != 0;
            bytes.skip(1)?;
            let has = bytes.u8()?;
            let mut words = Vec::new();
            if has & 2 != 0 {
                words.push(("sheet", text::wide(bytes)?));
            }
            if has & 1 != 0 {
                text::wide(bytes)?;
            }
            words.push(if is_name {
                ("name", text::wide(bytes)?)
            } else {
                ("range", range(bytes)?.to_string())
            });
            (bytes.left() == 0).then_some(words)
        })();
        let Some(words) = words else { return Ok(Taken::Malformed) };
        for (label, text) in &words {
            parts.say(Channel::PivotSource, label, "", text, scribe)?;
        }
        let words: Vec<_> = words.into_iter().map(|(_, text)| text).collect();
        self.definition.source = words.join(" ");
        Ok(Taken::Read)
    }

    /// `BrtBeginPCDField`.
    fn field(
        &mut self,
        bytes: &mut Bytes<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Taken> {
        const IN_SOURCE: u16 = 0x04;
        const HAS_CAPTION: u16 = 0x08;
        const HAS_FORMULA: u16 = 0x20;
        const HAS_PROPERTY: u16 = 0x40;
        let head = (|| {
            let switches = bytes.u16()?;
            bytes.skip(14)?;
            Some((switches, bytes.u32()?, text::wide(bytes)?))
        })();
        let Some((switches, children, name)) = head else { return Ok(Taken::Malformed) };
        parts.say(Channel::PivotTable, "field", "", &name, scribe)?;
        let more = (|| {
            let caption = if switches & HAS_CAPTION != 0 { text::wide(bytes)? } else { String::new() };
            let formula =
                if switches & HAS_FORMULA != 0 { gist::read(bytes, self.references)? } else { String::new() };
            if children > 0 {
                let size = usize::try_from(bytes.u32()?).ok()?;
                bytes.skip(size)?;
            }
            let property = if switches & HAS_PROPERTY != 0 { text::wide(bytes)? } else { String::new() };
            (bytes.left() == 0).then_some([caption, formula, property])
        })();
        let [caption, formula, property] = more.clone().unwrap_or_default();
        parts.say(Channel::PivotTable, "field", "", &caption, scribe)?;
        parts.say(Channel::Formula, "calculated field", &name, &formula, scribe)?;
        parts.say(Channel::PivotTable, "field", "", &property, scribe)?;
        self.definition.field(name, switches & IN_SOURCE != 0)?;
        Ok(more.map(|_| ()).into())
    }
}

/// `BrtBeginPivotCacheDef`: who refreshed the cache, and when.
fn begins(bytes: &mut Bytes<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
    let head = (|| {
        bytes.skip(4 + 4)?;
        let date = bytes.f64()?;
        let switches = bytes.u8()?;
        bytes.skip(4)?;
        let user = if switches & 1 != 0 { text::wide(bytes)? } else { String::new() };
        if switches & 2 != 0 {
            text::wide(bytes)?;
        }
        Some((date, user))
    })();
    // Four unused bytes may follow.
    let Some((date, user)) = head.filter(|_| matches!(bytes.left(), 0 | 4)) else {
        return Ok(Taken::Malformed);
    };
    parts.say(Channel::PivotSource, "refreshed by", "", &user, scribe)?;
    if date > 0.0 {
        let mut text = String::new();
        number::write_date(date, false, &mut text);
        parts.say(Channel::PivotSource, "refreshed", "", &text, scribe)?;
    }
    Ok(Taken::Read)
}
