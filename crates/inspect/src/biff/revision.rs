//! The history of a shared workbook ([MS-XLS] 2.1.7.17 and 2.1.7.18): old and new values of cells, who, when.

use super::book::Book;
use super::chain::Chain;
use super::page::Page;
use super::record::{Record, Records};
use crate::bytes::Bytes;
use crate::cell::rk::rk;
use crate::cell::{address, number};
use crate::lazy::LazyParts;
use crate::lines::Lines;
use crate::{Channel, Read, Scribe};

/// Reads the stream of revisions, or that of users, which is made of records too.
pub(crate) fn report(path: &str, stream: &[u8], book: &mut Book<'_>, scribe: &mut Scribe<'_>) -> Read {
    let mut parts = LazyParts::new(book.file, path, "");
    let mut page = Page::new("");
    let mut lines = Lines::default();
    // That a history is kept is worth telling even while it is empty.
    if path.to_lowercase().contains("revision") {
        parts.part(Channel::RevisionLog, scribe)?;
    }
    for record in Records::from(stream, 0) {
        let sound = match record.number {
            0x0138 => head(&record, book, &mut lines),
            0x013b => change(&record, book, &mut lines),
            0 if record.body().is_empty() => break,
            _ => {
                page.take(&record, book, &mut parts, scribe)?;
                continue;
            }
        };
        lines.flush(&mut parts, scribe)?;
        if sound.is_none() {
            Page::misunderstood(&record, &mut parts, scribe)?;
        }
    }
    parts.close(scribe)
}

/// RRDHEAD: who saved, and when.
fn head(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(32)?;
    let user = chain.long(&book.letters)?;
    let body = record.joined();
    let mut bytes = Bytes::at(&body, 148);
    let (year, month, day) = (bytes.u16()?, bytes.u8()?, bytes.u8()?);
    let (hour, minute) = (bytes.u8()?, bytes.u8()?);
    let when = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}");
    lines.say(Channel::RevisionLog, "changed by", when, user);
    Some(())
}

/// RRDCHGCELL: a cell's old and new value.
fn change(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(14)?;
    let kinds = chain.u16()?;
    chain.skip(2)?;
    let (row, column) = (u32::from(chain.u16()?), u32::from(chain.u16()?));
    let old_bytes = chain.u16()?;
    chain.skip(4)?;
    // Formats that came and went with the value.
    chain.skip(match kinds & 0xff00 {
        0x1100 => 16,
        0x1300 => 8,
        _ => 0,
    })?;
    let at = address::name(row, column);
    let (new, old) = (kinds & 7, kinds >> 3 & 7);
    if old_bytes > 0 {
        value(&mut chain, old, "old value", &at, book, lines)?;
    }
    value(&mut chain, new, "new value", &at, book, lines)?;
    for text in crate::text::sweep::texts(&chain.rest()) {
        lines.say(Channel::RevisionLog, "", &at, text);
    }
    Some(())
}

fn value(
    chain: &mut Chain<'_>,
    kind: u16,
    label: &'static str,
    at: &str,
    book: &Book<'_>,
    lines: &mut Lines,
) -> Option<()> {
    let mut text = String::new();
    match kind {
        0 => return Some(()),
        1 => number::write(rk(chain.u32()?.cast_signed()), &mut text),
        2 => number::write(chain.f64()?, &mut text),
        3 => text = chain.long(&book.letters)?,
        4 => text.push_str(if chain.u16()? == 0 { "FALSE" } else { "TRUE" }),
        5 => {
            let len = usize::from(chain.u16()?);
            let tokens = chain.take(len)?;
            text = book.gist(&tokens, &[])?;
        }
        _ => return None,
    }
    lines.say(Channel::RevisionLog, label, at, text);
    Some(())
}
