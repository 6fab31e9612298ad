//! A worksheet part: its cells, and what stands before and after them (ECMA-376 part 1, 18.3).

mod ahead;
mod around;
mod attributes;
mod cells;
mod columns;
mod differential;
mod known;
pub(crate) mod line;
pub(crate) mod notes;
mod rows;

use self::around::Around;
pub(super) use self::around::TABLE as AROUND;
use self::cells::Cells;
use self::line::{Line, Progress, RowSink, With};
use self::notes::Notes;
use self::rows::Ended;
use super::book::{Book, Owner};
use crate::cell::under::Under;
use crate::lazy::LazyParts;
use crate::xml::{Walker, XmlStream};
use crate::{Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe, Spot, xlsb};
use quick_xml::events::Event;

/// What is known of a sheet before it is read.
pub(crate) struct SheetContext<'a> {
    pub(crate) channel: Channel,
    pub(crate) name: &'a str,
    pub(crate) human: &'a str,
    pub(crate) hiding: Hiding,
    /// Its number in the workbook's list.
    pub(crate) number: Option<usize>,
}

/// Reads the sheet in the part `index`.
pub(crate) fn read(
    book: &mut Book<'_>,
    index: usize,
    sheet: &SheetContext<'_>,
    scribe: &mut Scribe<'_>,
) -> Read {
    let spot = Spot::new(sheet.channel, book.path(index)).human(sheet.human).hidden(sheet.hiding);
    let part = scribe.open(book.file, Content::Table, &spot)?;
    if !sheet.name.is_empty() {
        scribe.segment(part, "sheet name", "", sheet.name)?;
    }
    let owner = Owner { human: sheet.human.to_owned(), hiding: sheet.hiding, part: Some(part) };
    for relation in book.package.relations(book.key(index)).iter().filter(|relation| !relation.is_external) {
        if let Some(related) = book.package.zip.find(&relation.target) {
            book.own(related, &owner);
        }
    }
    let mut parts =
        LazyParts::new(book.file, book.path(index), sheet.human).inside(Some(part)).hidden(sheet.hiding);
    let result = read_part(book, index, sheet, part, &spot, &mut parts, scribe);
    parts.close(scribe)?;
    // The part is closed even when its XML broke off: what was read stays, the rest is unaccounted for.
    scribe.close(part)?;
    result
}

fn read_part(
    book: &mut Book<'_>,
    index: usize,
    sheet: &SheetContext<'_>,
    part: u32,
    spot: &Spot<'_>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let filter = sheet.number.and_then(|number| book.workbook.filters.get(&number)).copied();
    let mut line = Line::new(filter, false);
    if sheet.hiding.is_empty() {
        line.far.print =
            sheet.number.and_then(|number| book.workbook.print.get(&number)).cloned().unwrap_or_default();
    }
    let is_xml = book.is_xml(index, scribe.budget())?;
    let mut covers = super::drawing::covers_of_sheet(book, index, scribe)?;
    let mut nowhere = Nowhere;
    let ahead = ahead::notes(index, is_xml, &mut With { book, parts, sink: &mut nowhere, scribe })?;
    // Where nothing was read ahead, the second reading tells what lies under the rest.
    let told = if ahead.is_some() { covers.clone() } else { Vec::new() };
    if let Some(notes) = ahead {
        covers.extend(notes.covers(&book.styles));
    }
    let mut sink =
        ToPart { part, file: book.file, spot, under: Under::new(covers), flagged: RowBuffer::default() };
    let mut desk = With { book, parts, sink: &mut sink, scribe };
    let (mut line, notes) = if is_xml {
        stream_sheet(index, line, false, &mut desk)?
    } else {
        xlsb::sheet::stream(index, line, false, &mut desk)?
    };
    line.report(part, scribe)?;
    notes.layout(part, &line.columns, scribe)?;

    let mut covers = told;
    covers.extend(notes.covers(&book.styles));
    let is_known = covers.is_empty() || sink.under.is_of(&covers);
    sink.under.close(scribe)?;
    if is_known {
        return Ok(());
    }
    // Some of it was not known in time: the cells are told apart by a second reading, which says nothing else.
    let line = Line::new(None, true);
    let mut sink = ToOverlay { under: Under::new(covers), file: book.file, spot, part };
    let mut desk = With { book, parts, sink: &mut sink, scribe };
    if is_xml {
        stream_sheet(index, line, true, &mut desk)?;
    } else {
        xlsb::sheet::stream(index, line, true, &mut desk)?;
    }
    sink.under.close(scribe)
}

/// Where rows go: to the sheet's table, flagged where something lies over them.
struct ToPart<'a> {
    part: u32,
    file: u32,
    spot: &'a Spot<'a>,
    under: Under,
    flagged: RowBuffer,
}

impl RowSink for ToPart<'_> {
    fn row(
        &mut self,
        number: u32,
        hiding: Hiding,
        buffer: &RowBuffer,
        scribe: &mut Scribe<'_>,
    ) -> Read<Progress> {
        let row = number.saturating_sub(1);
        if !self.under.row(row, scribe.budget())? {
            scribe.row(self.part, number, RowRole::Data, hiding, buffer)?;
            return Ok(Progress::On);
        }
        self.flagged.clone_from(buffer);
        self.flagged.hide(|column| self.under.over(column));
        scribe.row(self.part, number, RowRole::Data, hiding, &self.flagged)?;
        for cell in self.flagged.row(self.part, number, RowRole::Data, hiding).cells() {
            self.under.keep(cell.head.column, cell.head.kind, cell.head.hiding, cell.stored);
        }
        self.under.flush(row, hiding, self.file, self.spot, self.part, scribe)?;
        Ok(Progress::On)
    }
}

/// Only what lies under something, in tables of its own.
struct ToOverlay<'a> {
    under: Under,
    file: u32,
    spot: &'a Spot<'a>,
    part: u32,
}

impl RowSink for ToOverlay<'_> {
    fn row(
        &mut self,
        number: u32,
        hiding: Hiding,
        buffer: &RowBuffer,
        scribe: &mut Scribe<'_>,
    ) -> Read<Progress> {
        let row = number.saturating_sub(1);
        if self.under.bottom().is_none_or(|bottom| row > bottom) {
            return Ok(Progress::Enough);
        }
        if !self.under.row(row, scribe.budget())? {
            return Ok(Progress::On);
        }
        for cell in buffer.row(self.part, number, RowRole::Data, hiding).cells() {
            let over = self.under.over(cell.head.column);
            self.under.keep(cell.head.column, cell.head.kind, cell.head.hiding | over, cell.stored);
        }
        self.under.flush(row, hiding, self.file, self.spot, self.part, scribe)?;
        Ok(Progress::On)
    }
}

/// For a reading that is not about rows.
struct Nowhere;

impl RowSink for Nowhere {
    fn row(&mut self, _: u32, _: Hiding, _: &RowBuffer, _: &mut Scribe<'_>) -> Read<Progress> {
        Ok(Progress::On)
    }
}

/// Goes through the part once. Cells go to the sink, everything else is told, unless `is_again`.
fn stream_sheet(
    index: usize,
    line: Line,
    is_again: bool,
    with: &mut With<'_, '_, '_>,
) -> Read<(Line, Notes)> {
    let budget = with.scribe.budget();
    let package = with.book.package;
    let mut around = if is_again { Around::silent() } else { Around::default() };
    let mut cells = Cells::new(line, is_again);
    let mut stream = XmlStream::new(package.zip.unpack(index, budget)?, budget)?;
    let mut walker = Walker::default();
    let mut buffer = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        let is_data = matches!(&event, Event::Start(start) if start.local_name().into_inner() == "sheetData");
        walker.event(&event, &mut around.visitor(with.parts, with.scribe))?;
        if matches!(event, Event::Eof) {
            // A sheet without rows can hide columns all the same.
            cells.line.columns = around.columns;
            return Ok((cells.line, around.notes));
        }
        if is_data {
            cells.line.columns = around.columns.clone();
            cells.line.far.used = around.used.take();
            // A prefix is rare, and the fast reader does without them.
            let is_plain = matches!(&event, Event::Start(start) if start.name().prefix().is_none());
            let ended =
                if is_plain { rows::read(&mut cells, &mut stream, with)? } else { Ended::BeforeUnusual };
            let progress = match ended {
                Ended::BeforeEnd => continue,
                Ended::Enough => Progress::Enough,
                Ended::BeforeUnusual => cells.read(&mut stream, with)?,
            };
            match progress {
                Progress::On => walker.leave(&mut around.visitor(with.parts, with.scribe))?,
                Progress::Enough => return Ok((cells.line, around.notes)),
            }
        }
    }
}
