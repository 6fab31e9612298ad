//! A sheet: its cells, and what stands before and after them ([MS-XLSB] 2.1.7.62; macro sheets and dialogs are written
//! alike). What the cells mean is the business of [`crate::ooxml::sheet`], as for XML.

mod cells;
mod condition;
mod validation;

use super::fields::range;
use super::page::{self, Reader, Taken};
use super::record::Record;
use super::references::References;
use super::text;
use crate::bytes::Bytes;
use crate::cell::looks::LOWEST_ROW;
use crate::lazy::LazyParts;
use crate::lines::Lines;
use crate::ooxml::book::Book;
use crate::ooxml::sheet::line::{Line, Progress, RowLooks, RowSink, With};
use crate::ooxml::sheet::notes::Notes;
use crate::{Channel, Read, Scribe};
use std::rc::Rc;

/// Goes through the part once. Cells go to the sink, everything else is told, unless `is_again`.
pub(crate) fn stream(
    index: usize,
    line: Line,
    is_again: bool,
    with: &mut With<'_, '_, '_>,
) -> Read<(Line, Notes)> {
    let With { book, parts, sink, scribe } = with;
    let references = Rc::clone(&book.workbook.references);
    let part = book.package.zip.unpack(index, scribe.budget())?;
    let mut sheet = Sheet {
        book,
        sink: &mut **sink,
        references: Rc::clone(&references),
        line,
        notes: Notes::default(),
        column: 0,
        is_again,
        is_row_open: false,
        scratch: String::new(),
    };
    let result = page::walk(part, &mut sheet, &references, parts, scribe);
    // A part that breaks off may have a row under way.
    sheet.row_ends(scribe)?;
    let Sheet { line, notes, .. } = sheet;
    result.map(|()| (line, notes))
}

/// Goes through the part for what stands behind its rows, and says nothing.
pub(crate) fn notes(index: usize, with: &mut With<'_, '_, '_>) -> Read<Notes> {
    let With { book, parts, scribe, .. } = with;
    let references = Rc::clone(&book.workbook.references);
    let part = book.package.zip.unpack(index, scribe.budget())?;
    let mut noting = Noting { book, references: Rc::clone(&references), notes: Notes::default() };
    page::walk(part, &mut noting, &references, parts, scribe)?;
    Ok(noting.notes)
}

struct Noting<'w, 'z> {
    book: &'w Book<'z>,
    references: Rc<References>,
    notes: Notes,
}

impl Reader for Noting<'_, '_> {
    fn take(&mut self, record: &Record<'_>, _: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        match record.number {
            MERGE => {
                merge(record, &mut self.notes);
            }
            number if CONDITIONS.contains(&number) => {
                let colours = &self.book.styles.colours;
                let mut unsaid = Lines::default();
                condition::take(record, colours, &self.references, &mut self.notes, &mut unsaid);
            }
            _ => return Ok(Taken::Other),
        }
        self.notes.check(scribe.budget())?;
        Ok(Taken::Other)
    }

    fn is_silent(&self) -> bool {
        true
    }
}

/// `BrtMergeCell`.
const MERGE: u16 = 0x00b0;
/// The records of conditional formats.
const CONDITIONS: [u16; 5] = [0x01cd, 0x01cf, 0x0416, 0x0418, 0x01fb];

/// Notes a merged range; `None` when it makes no sense.
fn merge(record: &Record<'_>, notes: &mut Notes) -> Option<()> {
    let mut bytes = Bytes::new(record.body);
    let area = range(&mut bytes).filter(|_| bytes.left() == 0)?;
    notes.merges.extend((!area.is_single()).then_some(area));
    Some(())
}

struct Sheet<'w, 'z> {
    book: &'w mut Book<'z>,
    sink: &'w mut dyn RowSink,
    references: Rc<References>,
    line: Line,
    notes: Notes,
    /// Column of the cell under way.
    column: u32,
    /// Says nothing beyond the rows: the second reading.
    is_again: bool,
    is_row_open: bool,
    /// Reused from cell to cell.
    scratch: String,
}

impl Reader for Sheet<'_, '_> {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        match record.number {
            0x0000 => return self.row(record.body, scribe),
            0x0001..=0x0012 | 0x003e => return self.cell(record, parts, scribe),
            0x0092 => {
                return Ok(match self.row_ends(scribe)? {
                    Progress::On => Taken::Other,
                    Progress::Enough => Taken::Enough,
                });
            }
            _ => {}
        }
        if self.is_again {
            return Ok(Taken::Other);
        }
        let mut bytes = Bytes::new(record.body);
        match record.number {
            0x01aa | 0x01ab => self.shared_formula(record, parts, scribe),
            0x003c => Ok(self.columns(&mut bytes).into()),
            0x0094 => Ok(self.used(&mut bytes).into()),
            MERGE => {
                let sound = merge(record, &mut self.notes);
                self.notes.check(scribe.budget())?;
                Ok(sound.into())
            }
            0x0093 => properties(&mut bytes, parts, scribe),
            0x0217 | 0x02a6 => locked(record, parts, scribe),
            0x0040 | 0x041d => {
                let mut lines = Lines::default();
                let sound = validation::read(record, &self.references, &mut lines);
                lines.flush(parts, scribe)?;
                Ok(sound.into())
            }
            number if CONDITIONS.contains(&number) => {
                let mut lines = Lines::default();
                let colours = &self.book.styles.colours;
                let taken = condition::take(record, colours, &self.references, &mut self.notes, &mut lines);
                lines.flush(parts, scribe)?;
                self.notes.check(scribe.budget())?;
                Ok(taken)
            }
            _ => Ok(Taken::Other),
        }
    }

    fn is_silent(&self) -> bool {
        self.is_again
    }
}

impl Sheet<'_, '_> {
    /// `BrtRowHdr`.
    fn row(&mut self, body: &[u8], scribe: &mut Scribe<'_>) -> Read<Taken> {
        if self.row_ends(scribe)? == Progress::Enough {
            return Ok(Taken::Enough);
        }
        let mut bytes = Bytes::new(body);
        let head = (|| {
            let row = bytes.u32()?;
            bytes.skip(4)?;
            let (height, switches) = (bytes.u16()?, bytes.u16()?);
            bytes.skip(1)?;
            let spans = usize::try_from(bytes.u32()?).ok()?;
            bytes.skip(spans.checked_mul(8)?)?;
            (bytes.left() == 0).then_some((row, height, switches))
        })();
        let Some((row, height, switches)) = head else { return Ok(Taken::Malformed) };
        let looks = RowLooks {
            is_hidden: switches & 0x1000 != 0,
            level: (switches >> 8 & 7) as u8,
            // In twentieths of a point.
            is_flat: f32::from(height) < LOWEST_ROW * 20.0,
        };
        self.line.begin(row.saturating_add(1), looks);
        self.is_row_open = true;
        self.column = 0;
        Ok(Taken::Read)
    }

    fn row_ends(&mut self, scribe: &mut Scribe<'_>) -> Read<Progress> {
        if !std::mem::take(&mut self.is_row_open) {
            return Ok(Progress::On);
        }
        self.line.end(self.sink, scribe)
    }

    /// `BrtColInfo`.
    fn columns(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        let (first, last, width) = (bytes.u32()?, bytes.u32()?, bytes.u32()?);
        bytes.skip(4)?;
        let switches = bytes.u16()?;
        let (is_hidden, is_grouped) = (switches & 1 != 0, switches & 0x0700 != 0);
        // In 256ths of a character; a column wider than 65535 is none.
        self.line.columns.take(
            first,
            last,
            Some(f32::from(u16::try_from(width).unwrap_or(u16::MAX)) / 256.0),
            is_hidden,
            is_grouped,
        );
        (bytes.left() == 0).then_some(())
    }

    /// `BrtWsDim`.
    fn used(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        let area = range(bytes)?;
        // Writers that do not know the range yet write a single cell.
        let is_sound = area.top <= area.bottom && area.left <= area.right && !area.is_single();
        self.line.far.used = Some(area).filter(|_| is_sound);
        (bytes.left() == 0).then_some(())
    }
}

/// `BrtWsProp`: switches, colours, and the name by which macros call the sheet.
fn properties(bytes: &mut Bytes<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
    // Three bytes of switches, a colour, where the windows of a shared view stand; some programs write less.
    let name = bytes.skip(3 + 8 + 8).map(|()| text::wide(bytes));
    match name {
        Some(Some(name)) => parts.say(Channel::ViewSettings, "code name", "", &name, scribe)?,
        Some(None) => return Ok(Taken::Malformed),
        None => bytes.skip(bytes.left()).unwrap_or_default(),
    }
    Ok(if bytes.left() == 0 { Taken::Read } else { Taken::Malformed })
}

/// A lock against editing. The record stands in nearly every sheet; its first switch says whether it locks anything.
fn locked(record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
    const OLD: u16 = 0x0217;
    let mut bytes = Bytes::new(record.body);
    let is_old = record.number == OLD;
    let switch = if is_old { bytes.skip(2).and_then(|()| bytes.u32()) } else { Some(1) };
    let Some(is_locked) = switch.filter(|_| !is_old || record.body.len() == 66) else {
        return Ok(Taken::Malformed);
    };
    if is_locked != 0 {
        let text = "the sheet is protected against editing, not against reading";
        parts.say(Channel::Protection, "", "", text, scribe)?;
    }
    if !is_old {
        // How the password was turned into a digest.
        page::swept(record.body, Channel::Protection, parts, scribe)?;
    }
    Ok(Taken::Read)
}

/// Reads what stands around the chart of a chart sheet.
pub(crate) fn chart_frame(
    book: &Book<'_>,
    index: usize,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    struct Frame;
    impl Reader for Frame {
        fn take(
            &mut self,
            record: &Record<'_>,
            parts: &mut LazyParts,
            scribe: &mut Scribe<'_>,
        ) -> Read<Taken> {
            match record.number {
                0x029d | 0x02a7 => chart_locked(record, parts, scribe),
                _ => Ok(Taken::Other),
            }
        }
    }
    let part = book.package.zip.unpack(index, scribe.budget())?;
    page::walk(part, &mut Frame, &book.workbook.references, parts, scribe)
}

fn chart_locked(record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
    let mut bytes = Bytes::new(record.body);
    let is_old = record.number == 0x029d;
    let is_locked = !is_old || bytes.skip(2).and_then(|()| bytes.u32()).is_some_and(|switch| switch != 0);
    if is_locked {
        let text = "the chart sheet is protected against editing, not against reading";
        parts.say(Channel::Protection, "", "", text, scribe)?;
    }
    page::swept(record.body, Channel::Protection, parts, scribe)?;
    Ok(Taken::Read)
}
