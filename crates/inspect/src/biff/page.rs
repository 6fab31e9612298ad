//! What every substream can hold: words record by record, links, locks; and what becomes of records that nobody reads.

use super::book::Book;
use super::numbers::{Class, Topic, known};
use super::record::Record;
use super::{names, texts};
use crate::bytes::Bytes;
use crate::lazy::LazyParts;
use crate::lines::Lines;
use crate::text::sweep;
use crate::{Channel, Read, Scribe};

/// Reads the records that any substream can have.
#[derive(Debug)]
pub(crate) struct Page {
    /// Whose records they are.
    human: String,
    lines: Lines,
    /// What is locked against editing.
    locks: Vec<&'static str>,
}

impl Page {
    pub(crate) fn new(human: &str) -> Self {
        Self { human: human.to_owned(), lines: Lines::default(), locks: Vec::new() }
    }

    /// Reads or sweeps a record.
    pub(crate) fn take(
        &mut self,
        record: &Record<'_>,
        book: &mut Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        const VALUES: u16 = 0x005a;
        if record.number != VALUES && book.external.is_pending() {
            book.external.finish(parts, scribe)?;
        }
        let Some(kind) = known(record.number) else { return unknown(record, parts, scribe) };
        let is_sound = match kind.class {
            Class::List => true,
            Class::Plain(most) => {
                if record.end - record.at > usize::from(most) + super::record::HEAD {
                    // Longer than its numbers need: something else may hide there.
                    swept(record, Channel::OtherText, parts, scribe)?;
                }
                true
            }
            Class::Swept(channel) => {
                swept(record, channel, parts, scribe)?;
                true
            }
            Class::Old => {
                swept(record, Channel::OtherText, parts, scribe)?;
                let why = format!("a record of an older version ({})", kind.name);
                return scribe.unaccounted(parts.file(), &book.path, record.range(), &why);
            }
            Class::Read(topic) => self.read(topic, record, book, parts, scribe)?,
        };
        // A record that the file's end cuts off is never all there, and not every kind goes on in further records.
        let is_whole = !record.is_cut && (kind.class.can_go_on() || !record.is_continued());
        if is_sound && is_whole { Ok(()) } else { Page::misunderstood(record, parts, scribe) }
    }

    fn read(
        &mut self,
        topic: Topic,
        record: &Record<'_>,
        book: &mut Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<bool> {
        let sound = match topic {
            Topic::Frame => Some(()),
            Topic::Text => {
                let sound = texts::read(record, book, &mut self.lines);
                // Printer settings are swept as a whole.
                if sound.is_some() && record.number != 0x004d {
                    self.lines.rest_of(&record.joined());
                }
                sound
            }
            Topic::Names => names::take(record, book, &mut self.lines),
            Topic::Protection => self.lock(record),
            Topic::External => {
                let letters = book.letters;
                book.external.take(record, &letters, parts, scribe)?
            }
            _ => None,
        };
        self.lines.flush(parts, scribe)?;
        Ok(sound.is_some())
    }

    fn lock(&mut self, record: &Record<'_>) -> Option<()> {
        let what = match record.number {
            // Of the workbook it locks the list of sheets.
            0x0012 if self.human.is_empty() => "the list of sheets",
            0x0012 => "the cells",
            0x0019 => "the windows",
            0x0063 => "pictures and shapes",
            0x00dd => "the scenarios",
            0x01af => "the revision log",
            0x0086 => "the file",
            // Digests of passwords say nothing that the locks do not.
            _ => return Some(()),
        };
        let is_locked = record.body().is_empty() || Bytes::new(record.body()).u16()? != 0;
        if is_locked && !self.locks.contains(&what) {
            self.locks.push(what);
        }
        Some(())
    }

    /// A record that makes no sense: swept for words, and named.
    pub(crate) fn misunderstood(record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        swept(record, Channel::OtherText, parts, scribe)?;
        let name = known(record.number).map_or("", |kind| kind.name);
        let what = if record.is_cut { "is cut short" } else { "makes no sense where it stands" };
        let why = format!("a record ({name}) {what}");
        let path = parts.path().to_owned();
        scribe.unaccounted(parts.file(), &path, record.range(), &why)
    }

    /// The substream ends.
    pub(crate) fn finish(
        &mut self,
        book: &mut Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        book.external.finish(parts, scribe)?;
        if !self.locks.is_empty() {
            let owner = if self.human.is_empty() { "the workbook" } else { &self.human };
            let text = format!("{owner}: {} cannot be edited without unlocking", self.locks.join(", "));
            parts.say(Channel::Protection, "", "", &text, scribe)?;
        }
        Ok(())
    }
}

/// Sweeps a record for words.
pub(crate) fn swept(
    record: &Record<'_>,
    channel: Channel,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    for text in sweep::texts(&record.joined()) {
        parts.say(channel, "", "", &text, scribe)?;
    }
    Ok(())
}

/// A record of a number that stands in no table.
pub(crate) fn unknown(record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    if record.joined().is_empty() {
        // Nothing but its number: LibreOffice writes such a one behind conditional formats.
        return Ok(());
    }
    swept(record, Channel::OtherText, parts, scribe)?;
    let why = format!("a record of an unknown kind ({:#06x})", record.number);
    let path = parts.path().to_owned();
    scribe.unaccounted(parts.file(), &path, record.range(), &why)
}
