//! Goes through a binary part record by record. A reader takes the records that it knows; the table of numbers says what
//! becomes of the others, and every record that nobody understands is swept for words and named.

use super::fields;
use super::numbers::{Class, known};
use super::record::{Record, Records};
use super::references::References;
use super::text;
use crate::lazy::LazyParts;
use crate::lines::Lines;
use crate::{Channel, Read, Scribe};
use std::collections::BTreeMap;
use std::io;

/// Where a stretch for later or other products begins and ends ([MS-XLSB] 2.1.6).
const STRETCH: u16 = 0x0023;
const END_OF_STRETCH: u16 = 0x0024;
/// Numbers from here on came after Excel 2007, and mean the same in every stretch.
const LATER: u16 = 0x0400;

/// What a reader made of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It was read.
    Read,
    /// It is one of the reader's own, and makes no sense.
    Malformed,
    /// It is none of the reader's own.
    Other,
    /// It was read, and what follows is of no interest.
    Enough,
}

impl From<Option<()>> for Taken {
    fn from(sound: Option<()>) -> Self {
        if sound.is_some() { Self::Read } else { Self::Malformed }
    }
}

/// Reads the records of one kind of part.
pub(crate) trait Reader {
    /// Takes a record.
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken>;

    /// Whether records that the reader leaves are passed over: what is in them was told before.
    fn is_silent(&self) -> bool {
        false
    }
}

/// A part that needs no reader of its own.
pub(crate) struct Plain;

impl Reader for Plain {
    fn take(&mut self, _: &Record<'_>, _: &mut LazyParts, _: &mut Scribe<'_>) -> Read<Taken> {
        Ok(Taken::Other)
    }
}

/// Goes through a part to its end, or to where the reader has enough.
pub(crate) fn walk<R: io::Read>(
    part: R,
    reader: &mut impl Reader,
    references: &References,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let mut records = Records::new(part, scribe.budget());
    let mut page = Page { references, lines: Lines::default(), strange: BTreeMap::new(), is_foreign: false };
    let result = page.go(&mut records, reader, parts, scribe);
    // What was not understood is named even when the part breaks off.
    page.name_strange(parts, scribe)?;
    result
}

/// Why a record is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Unknown,
    Nonsense,
    Cut,
    TooLong,
}

struct Page<'a> {
    references: &'a References,
    lines: Lines,
    /// Records that nobody understands, by reason and number: where the first begins, where the last ends, how many. One
    /// line for each kind, so that a part of random bytes does not fill the report.
    strange: BTreeMap<(Why, u16), (u64, u64, u64)>,
    /// Inside a stretch that another product than Excel for Windows wrote for itself: its low numbers are its own.
    is_foreign: bool,
}

impl Page<'_> {
    fn go<R: io::Read>(
        &mut self,
        records: &mut Records<R>,
        reader: &mut impl Reader,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        while let Some(record) = records.next()? {
            if self.is_foreign && record.number < LATER && record.number != END_OF_STRETCH {
                if !reader.is_silent() {
                    self.foreign(&record, parts, scribe)?;
                }
                continue;
            }
            match record.number {
                // Version, then product; Windows is 0.
                STRETCH => self.is_foreign = record.body.get(2).is_some_and(|product| *product != 0),
                END_OF_STRETCH => self.is_foreign = false,
                _ => {}
            }
            let taken = reader.take(&record, parts, scribe)?;
            match taken {
                Taken::Read if !record.is_cut => {}
                Taken::Enough => return Ok(()),
                _ if reader.is_silent() => {}
                Taken::Other if !record.is_cut => self.other(&record, parts, scribe)?,
                _ => {
                    let why = if record.is_cut { Why::Cut } else { Why::Nonsense };
                    self.misunderstood(&record, why, parts, scribe)?;
                }
            }
        }
        Ok(())
    }

    /// A record of Excel for the Macintosh, for itself. Two are known: switches of sheets and of workbooks.
    fn foreign(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        const SWITCHES: [(u16, usize); 2] = [(0x0001, 9), (0x0010, 8)];
        if !record.is_cut && SWITCHES.contains(&(record.number, record.body.len())) {
            return Ok(());
        }
        self.misunderstood(record, Why::Unknown, parts, scribe)
    }

    /// A record that the reader leaves.
    fn other(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let Some(kind) = known(record.number) else {
            if record.body.is_empty() {
                // Nothing but its number.
                return Ok(());
            }
            return self.misunderstood(record, Why::Unknown, parts, scribe);
        };
        match kind.class {
            Class::Plain(most) if record.body.len() > usize::from(most) => {
                // Longer than its numbers need: something else may hide there.
                self.misunderstood(record, Why::TooLong, parts, scribe)
            }
            Class::Plain(_) | Class::List => Ok(()),
            Class::Swept(channel) => swept(record.body, channel, parts, scribe),
            Class::Fields(script) => {
                let sound = fields::read(record.body, script, self.references, &mut self.lines);
                self.lines.flush(parts, scribe)?;
                if sound.is_some() {
                    return Ok(());
                }
                self.misunderstood(record, Why::Nonsense, parts, scribe)
            }
            Class::Tried(channel, script) => {
                let mut lines = Lines::default();
                if fields::read(record.body, script, self.references, &mut lines).is_some() {
                    return lines.flush(parts, scribe);
                }
                swept(record.body, channel, parts, scribe)
            }
            Class::Own => self.misunderstood(record, Why::Nonsense, parts, scribe),
        }
    }

    fn misunderstood(
        &mut self,
        record: &Record<'_>,
        why: Why,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let (_, end, count) = self.strange.entry((why, record.number)).or_insert((record.at, record.end, 0));
        *end = record.end;
        *count += 1;
        swept(record.body, Channel::OtherText, parts, scribe)
    }

    fn name_strange(&self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        for ((why, number), (start, end, count)) in &self.strange {
            let name = known(*number).map_or(String::new(), |kind| format!(" ({})", kind.name));
            let what = match why {
                Why::Unknown => format!("of an unknown kind ({number:#06x})"),
                Why::Nonsense => format!("that makes no sense where it stands{name}"),
                Why::Cut => format!("that is cut short{name}"),
                Why::TooLong => format!("with more in it than is known{name}"),
            };
            let why = match count {
                1 => format!("a record {what}"),
                count => format!("a record {what}, and {} more of its kind up to there", count - 1),
            };
            scribe.unaccounted(parts.file(), parts.path(), (*start, *end), &why)?;
        }
        Ok(())
    }
}

/// Sweeps a record for words.
pub(crate) fn swept(body: &[u8], channel: Channel, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    for text in text::found_in(body) {
        parts.say(channel, "", "", &text, scribe)?;
    }
    Ok(())
}
