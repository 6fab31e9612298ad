//! The workbook's own part ([MS-XLS] 2.1.7.20.4), which comes before its sheets.

use super::book::{Book, Listed};
use super::chain::Chain;
use super::drawing;
use super::numbers::{Class, Topic, known};
use super::page::Page;
use super::record::Record;
use super::substream::Substream;
use super::version::Letters;
use crate::bytes::Bytes;
use crate::lazy::LazyParts;
use crate::{Channel, Hiding, Read, Scribe, packed};

/// Reads it.
pub(crate) fn read(
    substream: &Substream,
    book: &mut Book<'_>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let mut page = Page::new("");
    let mut pictures = Vec::new();
    for record in substream.records(book.stream) {
        let Some(Class::Read(topic)) = known(record.number).map(|kind| kind.class) else {
            page.take(&record, book, parts, scribe)?;
            continue;
        };
        let sound = match topic {
            Topic::Book => take_book(&record, book),
            Topic::Style => book.styles.take(&record, book.version, &book.letters),
            Topic::Strings => {
                let letters = book.letters;
                book.strings.take(&record, &letters)
            }
            Topic::PivotCache => take_cache(&record, book),
            Topic::Drawing => match record.number {
                0x00eb | 0x00ec => {
                    pictures.extend(record.pieces().flatten());
                    Some(())
                }
                0x0866 => record.joined().get(14..).map(|body| pictures.extend(body)),
                0x0896 => match drawing::theme(&record) {
                    Some(package) => {
                        packed::report(&package, Channel::Theme, "", parts, scribe)?;
                        Some(())
                    }
                    None => None,
                },
                0x00e9 | 0x007f => Some(()),
                _ => None,
            },
            _ => {
                page.take(&record, book, parts, scribe)?;
                continue;
            }
        };
        if sound.is_none() || record.is_cut {
            Page::misunderstood(&record, parts, scribe)?;
        }
    }
    page.finish(book, parts, scribe)?;
    book.styles.settle();
    for (label, text) in book.styles.words() {
        parts.say(Channel::Styles, label, "", text, scribe)?;
    }
    drawing::group(&pictures, book, parts, scribe)
}

fn take_book(record: &Record<'_>, book: &mut Book<'_>) -> Option<()> {
    let mut bytes = Bytes::new(record.body());
    match record.number {
        0x0022 => book.is_1904 = bytes.u16()? == 1,
        0x0042 => book.letters = Letters::of(book.version, bytes.u16()?),
        0x0085 => book.listed.push(listed(record, &book.letters)?),
        // Dealt with before the records were read.
        0x002f => {}
        _ => return None,
    }
    Some(())
}

fn listed(record: &Record<'_>, letters: &Letters) -> Option<Listed> {
    let mut chain = Chain::of(record);
    let at = chain.u32()? as usize;
    let (state, kind) = (chain.u8()?, chain.u8()?);
    let hiding = match state & 3 {
        0 => Hiding::empty(),
        1 => Hiding::SHEET,
        _ => Hiding::SHEET_VERY,
    };
    Some(Listed { name: chain.short(letters)?, at, hiding, kind })
}

fn take_cache(record: &Record<'_>, book: &mut Book<'_>) -> Option<()> {
    let number = Bytes::new(record.body()).u16()?;
    if record.number == 0x00d5 {
        book.pivot_caches.push(number);
    }
    Some(())
}
