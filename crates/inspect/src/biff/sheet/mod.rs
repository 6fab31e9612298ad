//! A sheet: worksheet, macro sheet or dialog ([MS-XLS] 2.1.7.20.5, 2.1.7.20.6, 2.1.7.20.2).

mod facts;
mod rows;

use super::book::Book;
use super::chart;
use super::condition;
use super::names::{FILTER, PRINT_AREA};
use super::numbers::{Class, Kind, Topic, known};
use super::page::Page;
use super::record::Record;
use super::substream::{EOF, Substream};
use super::version::{Begin, begin};
use crate::bytes::Bytes;
use crate::cell::address::Area;
use crate::cell::far::FarCells;
use crate::cell::under::{Cover, Under};
use crate::lazy::LazyParts;
use crate::lines::Lines;
use crate::{Channel, Content, Hiding, Layout, Read, Scribe, Spot, sheet_name};
use facts::Facts;
use rows::Rows;
use std::collections::HashSet;

/// What the workbook says about a sheet.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) name: String,
    /// Place in the workbook's list; `None` for a sheet that it does not list.
    pub(crate) index: Option<usize>,
    pub(crate) hiding: Hiding,
    pub(crate) is_macro: bool,
}

/// Reads a sheet.
pub(crate) fn report(
    head: &Head,
    substream: &Substream,
    book: &mut Book<'_>,
    scribe: &mut Scribe<'_>,
) -> Read {
    let filters = head.index.map_or(Vec::new(), |index| book.areas_of(FILTER, index));
    let mut facts = Facts::collect(substream, book, filters);
    let channel = match (head.is_macro, facts.is_dialog) {
        (true, _) => Channel::MacroSheet,
        (false, true) => Channel::DialogSheet,
        (false, false) => Channel::Sheet,
    };
    let human = sheet_name::human(channel, &head.name, head.hiding);
    let used = facts.used.map_or(String::new(), |area| area.to_string());
    let path = book.path.clone();
    let spot = Spot::new(channel, &path).human(&human).hidden(head.hiding).range(&used);
    let part = scribe.open(book.file, Content::Table, &spot)?;
    if head.index.is_some() {
        scribe.segment(part, "sheet name", "", &head.name)?;
    }
    tell_layout(&facts, part, scribe)?;
    let mut parts = LazyParts::new(book.file, &path, &human).inside(Some(part)).hidden(head.hiding);

    let mut far = FarCells::default();
    far.print = head.index.map_or(Vec::new(), |index| book.areas_of(PRINT_AREA, index));
    far.used = facts.used;
    let drawing = std::mem::take(&mut facts.drawing);
    let cover = |hiding: Hiding| move |area: Area| Cover { area, hiding };
    let mut covers: Vec<_> = facts.merges.iter().copied().map(cover(Hiding::UNDER_MERGE)).collect();
    covers.extend(drawing.covers().into_iter().map(cover(Hiding::UNDER_SHAPE)));
    covers.extend(facts.conditional.iter().copied().map(cover(Hiding::CONDITIONAL)));
    let formulas = if head.is_macro { Channel::Macro } else { Channel::Formula };
    let mut rows = Rows::new(&facts, part, &human, formulas, far, Under::new(covers));
    let mut reader = Reader {
        page: Page::new(&human),
        malformed: &facts.malformed,
        formulas,
        ranges: String::new(),
        lines: Lines::default(),
    };

    if !facts.is_ordered {
        for (_, _, at) in rows::in_order(substream.records(book.stream)) {
            if let Some(record) = Record::read(book.stream, at as usize)
                && rows.take(&record, book, &mut parts, scribe)?.is_none()
            {
                Page::misunderstood(&record, &mut parts, scribe)?;
            }
        }
    }
    let mut records = substream.records(book.stream);
    while let Some(record) = records.next() {
        if facts::is_cell(record.number) || record.number == 0x0207 {
            let is_told = !facts.is_ordered && facts::is_cell(record.number);
            if !is_told && rows.take(&record, book, &mut parts, scribe)?.is_none() && facts.is_ordered {
                Page::misunderstood(&record, &mut parts, scribe)?;
            }
        } else if record.at != substream.start && begin(record.number, record.body()) != Begin::None {
            if let Some(inner) = Substream::at(book.stream, record.at) {
                chart::inside(&inner, &human, &mut parts, book, scribe)?;
                records.jump(inner.end.min(substream.end));
            }
        } else {
            reader.take(&record, book, &mut parts, scribe)?;
        }
    }
    reader.page.finish(book, &mut parts, scribe)?;
    rows.finish(&parts, scribe)?;
    scribe.close(part)?;
    drawing.report(book, &mut parts, scribe)?;
    parts.close(scribe)
}

fn tell_layout(facts: &Facts, part: u32, scribe: &mut Scribe<'_>) -> Read {
    for (hiding, rows) in facts.hidden_rows() {
        scribe.mark(part, hiding, rows);
    }
    for (column, hiding) in facts.columns.iter().enumerate().filter(|(_, hiding)| !hiding.is_empty()) {
        scribe.mark(part, *hiding, 1);
        let column = column as u32;
        scribe.layout(Layout::HiddenColumns { part, first: column, last: column })?;
    }
    for (first, last) in facts.hidden_runs() {
        scribe.layout(Layout::HiddenRows { part, first, last })?;
    }
    for (first, last, width) in &facts.widths {
        scribe.layout(Layout::Width { part, first: *first, last: *last, width: *width })?;
    }
    for area in &facts.merges {
        let (top, left, bottom, right) = (area.top, area.left, area.bottom, area.right);
        scribe.layout(Layout::Merge { part, top, left, bottom, right })?;
    }
    Ok(())
}

/// Reads the records of a sheet that are no cells.
struct Reader<'f> {
    page: Page,
    malformed: &'f HashSet<usize>,
    formulas: Channel,
    /// Cells of the conditional formats that follow.
    ranges: String,
    lines: Lines,
}

impl Reader<'_> {
    fn take(
        &mut self,
        record: &Record<'_>,
        book: &mut Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let Some(Kind { class: Class::Read(topic), .. }) = known(record.number) else {
            return self.page.take(record, book, parts, scribe);
        };
        let is_sound = match topic {
            Topic::Frame if record.number == EOF => record.body().is_empty() && !record.is_continued(),
            Topic::Frame => !record.is_continued(),
            Topic::Layout | Topic::Drawing | Topic::Note => {
                if record.number == 0x009d {
                    let columns = Bytes::new(record.body()).u16().unwrap_or(0);
                    let text = format!("a filter on {columns} columns");
                    parts.say(Channel::AutoFilter, "", "", &text, scribe)?;
                }
                !self.malformed.contains(&record.at)
            }
            Topic::Condition => {
                let sound = self.condition(record, book);
                self.lines.flush(parts, scribe)?;
                sound.is_some() && !self.malformed.contains(&record.at)
            }
            Topic::SharedFormula => self.shared(record, book, parts, scribe)?.is_some(),
            _ => return self.page.take(record, book, parts, scribe),
        };
        if is_sound { Ok(()) } else { Page::misunderstood(record, parts, scribe) }
    }

    fn condition(&mut self, record: &Record<'_>, book: &Book<'_>) -> Option<()> {
        if matches!(record.number, 0x01b0 | 0x0879) {
            self.ranges = super::book::spelled(&condition::range(record)?);
            return Some(());
        }
        condition::words(record, &self.ranges, book, &mut self.lines)
    }

    /// SHRFMLA and ARRAY: a formula of several cells.
    fn shared(
        &mut self,
        record: &Record<'_>,
        book: &Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        let body = record.joined();
        let mut bytes = Bytes::new(&body);
        let formula = (|| {
            let (row, _, column, _) = (bytes.u16()?, bytes.u16()?, bytes.u8()?, bytes.u8()?);
            // An array has switches and an offset of the calculation chain; a shared formula has a count.
            let skip = if record.number == 0x0221 { 6 } else { 2 };
            bytes.skip(skip)?;
            let len = usize::from(bytes.u16()?);
            Some((u32::from(row), u32::from(column), bytes.take(len)?))
        })();
        let Some((row, column, tokens)) = formula else { return Ok(None) };
        rows::words_of_formula(tokens, bytes.rest(), self.formulas, row, column, book, parts, scribe)
            .map(Some)
    }
}
