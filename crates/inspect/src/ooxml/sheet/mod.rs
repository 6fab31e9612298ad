//! A worksheet part: its cells, and what stands before and after them (ECMA-376 part 1, 18.3).

mod around;
mod attributes;
mod cells;
mod columns;
mod rows;

use self::around::Around;
pub(super) use self::around::TABLE as AROUND;
use self::cells::{Cells, Progress, RowSink, With};
use self::rows::Ended;
use super::book::{Book, Owner};
use crate::cell::address::Area;
use crate::cell::overlay::{Cover, Overlay};
use crate::lazy::LazyParts;
use crate::xml::{Walker, XmlStream};
use crate::{Channel, Content, Hiding, Layout, Read, RowBuffer, RowRole, Scribe, Spot};
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
    let mut around = Around::default();
    let mut cells = Cells::new(sheet.number.and_then(|number| book.workbook.filters.get(&number)).copied());
    if sheet.hiding.is_empty() {
        cells.far.print =
            sheet.number.and_then(|number| book.workbook.print.get(&number)).cloned().unwrap_or_default();
    }
    let mut sink = ToPart { part };
    stream_sheet(book, index, &mut around, &mut cells, parts, &mut sink, scribe)?;
    cells.report(part, scribe);
    for merge in &around.merges {
        let Area { top, left, bottom, right } = *merge;
        scribe.layout(Layout::Merge { part, top, left, bottom, right })?;
    }
    around.columns.layout(part, scribe)?;

    let mut covers: Vec<Cover> =
        around.merges.iter().map(|area| Cover { area: *area, hiding: Hiding::UNDER_MERGE }).collect();
    for (areas, differential) in &around.conditions {
        let hiding = book.styles.differential.get(*differential).copied().unwrap_or_default();
        if !hiding.is_empty() {
            covers.extend(areas.iter().map(|area| Cover { area: *area, hiding: Hiding::CONDITIONAL }));
        }
    }
    covers.extend(super::drawing::covers_of_sheet(book, index, scribe)?);
    let Some(overlay) = Overlay::new(&covers) else { return Ok(()) };
    let mut cells = Cells::again();
    let mut sink = ToOverlay { overlay, file: book.file, spot, part };
    // The second reading says nothing about what stands around the cells: the first one did.
    let mut silent = Around::silent();
    stream_sheet(book, index, &mut silent, &mut cells, parts, &mut sink, scribe)?;
    sink.overlay.close(scribe)
}

/// Where rows go.
struct ToPart {
    part: u32,
}

impl RowSink for ToPart {
    fn row(
        &mut self,
        number: u32,
        hiding: Hiding,
        buffer: &RowBuffer,
        scribe: &mut Scribe<'_>,
    ) -> Read<Progress> {
        scribe.row(self.part, number, RowRole::Data, hiding, buffer)?;
        Ok(Progress::On)
    }
}

struct ToOverlay<'a> {
    overlay: Overlay,
    file: u32,
    spot: &'a Spot<'a>,
    part: u32,
}

impl RowSink for ToOverlay<'_> {
    fn row(&mut self, number: u32, _: Hiding, buffer: &RowBuffer, scribe: &mut Scribe<'_>) -> Read<Progress> {
        if number.saturating_sub(1) > self.overlay.bottom() {
            return Ok(Progress::Enough);
        }
        self.overlay.row(number, buffer, self.file, self.spot, self.part, scribe)?;
        Ok(Progress::On)
    }
}

/// Goes through the part once. Cells go to `cells`, everything else to `around`.
fn stream_sheet(
    book: &mut Book<'_>,
    index: usize,
    around: &mut Around,
    cells: &mut Cells,
    parts: &mut LazyParts,
    sink: &mut dyn RowSink,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    let package = book.package;
    let mut stream = XmlStream::new(package.zip.unpack(index, budget)?, budget)?;
    let mut walker = Walker::default();
    let mut buffer = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        let is_data = matches!(&event, Event::Start(start) if start.local_name().into_inner() == "sheetData");
        walker.event(&event, &mut around.visitor(parts, scribe))?;
        if matches!(event, Event::Eof) {
            return Ok(());
        }
        if is_data {
            cells.columns = around.columns.clone();
            cells.far.used = around.used.take();
            let mut with = With { book, parts, sink, scribe };
            // A prefix is rare, and the fast reader does without them.
            let is_plain = matches!(&event, Event::Start(start) if start.name().prefix().is_none());
            let ended =
                if is_plain { rows::read(cells, &mut stream, &mut with)? } else { Ended::BeforeUnusual };
            match ended {
                Ended::BeforeEnd => {}
                Ended::Enough => return Ok(()),
                Ended::BeforeUnusual => match cells.read(&mut stream, &mut with)? {
                    Progress::On => walker.leave(&mut around.visitor(parts, scribe))?,
                    Progress::Enough => return Ok(()),
                },
            }
        }
    }
}
