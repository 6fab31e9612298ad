//! Tracked changes (ODF 1.3 part 3, 9.8): what cells held before, and rows and columns that were deleted, with who did
//! it and when.

use super::desk::{Desk, Stream};
use super::sheet::content::{Around, Content};
use super::sheet::tag::CellTag;
use super::sheet::value;
use super::styles::Styles;
use super::{attributes, document, formula, region, tables};
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::Element;
use crate::{Channel, Content as Holds, Hiding, RowBuffer, RowRole};
use quick_xml::events::{BytesStart, Event};

/// Reads up to the end of `table:tracked-changes`, whose start tag is `start`.
pub(crate) fn read(
    stream: &mut Stream<'_>,
    start: &BytesStart<'_>,
    styles: &Styles,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    attributes::holder(start, parts, desk)?;
    if Element(start).attribute("protection-key").is_some() {
        let text = "the list of changes is locked against switching it off";
        parts.say(Channel::Protection, "", "", text, desk.scribe)?;
    }
    let mut changes = Changes {
        styles,
        parts,
        desk,
        part: None,
        row: Place::default(),
        next: Place::default(),
        buffer: RowBuffer::default(),
        content: Content::default(),
        stored: String::new(),
    };
    let result = changes.read(stream);
    let closed = changes.close();
    result.and(closed)
}

/// A cell's place: sheet, row and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Place {
    table: u32,
    row: u32,
    column: u32,
}

struct Changes<'a, 'd, 's> {
    styles: &'a Styles,
    parts: &'a mut LazyParts,
    desk: &'a mut Desk<'d, 's>,
    /// The table of earlier contents, opened at the first.
    part: Option<u32>,
    /// The row that is being put together: cells of one deleted row come one after the other.
    row: Place,
    /// Where the next earlier content stood.
    next: Place,
    buffer: RowBuffer,
    content: Content,
    stored: String,
}

impl Changes<'_, '_, '_> {
    fn read(&mut self, stream: &mut Stream<'_>) -> Read {
        let mut buffer = Vec::new();
        let mut depth = 1_u32;
        while depth > 0 {
            let event = stream.next(&mut buffer)?;
            match &event {
                Event::Start(start) | Event::Empty(start) => {
                    let is_empty = matches!(event, Event::Empty(_));
                    let element = Element(start);
                    element.check()?;
                    match element.name() {
                        "cell-address" => {
                            self.address(&element);
                            attributes::holder(start, self.parts, self.desk)?;
                            depth += u32::from(!is_empty);
                        }
                        "change-track-table-cell" => self.cell(stream, start, is_empty)?,
                        "change-info" => {
                            region::read(stream, &event, &tables::CHANGE_INFO, "", self.parts, self.desk)?;
                        }
                        "cell-content-change"
                        | "cell-content-deletion"
                        | "deletion"
                        | "deletions"
                        | "insertion"
                        | "movement"
                        | "previous"
                        | "dependencies"
                        | "dependency"
                        | "change-deletion"
                        | "cut-offs"
                        | "insertion-cut-off"
                        | "movement-cut-off"
                        | "source-range-address"
                        | "target-range-address" => {
                            attributes::holder(start, self.parts, self.desk)?;
                            depth += u32::from(!is_empty);
                        }
                        _ => {
                            region::read(stream, &event, &tables::UNKNOWN, "", self.parts, self.desk)?;
                        }
                    }
                }
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(Stop::part("it ends too early")),
                other => document::stray(other, self.parts, self.desk)?,
            }
        }
        Ok(())
    }

    fn address(&mut self, element: &Element<'_>) {
        self.next = Place {
            table: element.number("table").unwrap_or(0),
            row: element.number("row").unwrap_or(0),
            column: element.number("column").unwrap_or(0),
        };
    }

    /// An earlier content.
    fn cell(&mut self, stream: &mut Stream<'_>, start: &BytesStart<'_>, is_empty: bool) -> Read {
        let tag = CellTag::read(start)?;
        let Place { row, column, .. } = self.next;
        let mut around = Around {
            desk: &mut *self.desk,
            parts: &mut *self.parts,
            styles: self.styles,
            style: None,
            row,
            column,
            is_chart: false,
        };
        self.content.clear();
        if !is_empty {
            self.content.read(stream, &mut around)?;
        }
        for text in tag.formula.as_deref().map(formula::texts).unwrap_or_default() {
            around.say(Channel::TrackedChange, "formula", text)?;
        }
        around.tell(&tag.others)?;
        let shown = self.content.has_text.then_some(self.content.shown.as_str());
        let Some(value) = value::read(&tag, shown, None, &mut self.stored) else { return Ok(()) };
        // One cell can have changed more than once; a row holds each column once.
        if (self.row.table, self.row.row) != (self.next.table, row) || column <= self.row.column {
            self.flush()?;
        }
        self.row = self.next;
        self.buffer.push(column, value.kind, Hiding::SUPERSEDED, &self.stored);
        Ok(())
    }

    fn flush(&mut self) -> Read {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let part = if let Some(part) = self.part {
            part
        } else {
            let spot = self.desk.spot(Channel::TrackedChange, "earlier contents of cells");
            self.desk.scribe.open(self.desk.file, Holds::Table, &spot.hidden(Hiding::SUPERSEDED))?
        };
        self.part = Some(part);
        let number = self.row.row.saturating_add(1);
        self.desk.scribe.row(part, number, RowRole::Data, Hiding::SUPERSEDED, &self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn close(&mut self) -> Read {
        self.flush()?;
        self.part.take().map_or(Ok(()), |part| self.desk.scribe.close(part))
    }
}
