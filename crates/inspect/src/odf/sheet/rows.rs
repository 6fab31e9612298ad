//! Rows and their cells (ODF 1.3 part 3, 9.1.3, 9.1.4): the hot loop.
//!
//! A row or a cell can stand for many. Those without a value cost nothing; those with one are sent as often as they
//! are said to be, up to [`MOST_COPIES`]: an honest sheet repeats a heading or a zero, a dishonest one fills 2^34 cells
//! with one line.

use super::content::Around;
use super::covers::Shade;
use super::tag::{CellTag, count};
use super::{Holder, Kind, Sheet, value};
use crate::odf::desk::Stream;
use crate::odf::styles::Family;
use crate::odf::{attributes, document, formula, region, tables};
use crate::stop::{LimitMet, Read, Stop};
use crate::{Channel, Hiding, Layout, Reason, RowRole};
use quick_xml::events::{BytesStart, Event};

/// Cells, or sixteen bytes of text, that repetition may add to what stands in the file. Sixteen full columns of a
/// sheet.
const MOST_COPIES: u64 = 1 << 24;

/// Height of a row that says nothing, in centimetres.
const USUAL_HEIGHT: f64 = 0.452;

impl Sheet<'_, '_, '_> {
    pub(super) fn read_row(
        &mut self,
        stream: &mut Stream<'_>,
        start: &BytesStart<'_>,
        is_empty: bool,
    ) -> Read {
        let mut hiding = Hiding::empty();
        let (mut repeated, mut height, mut default_style) = (1, None, None);
        let others = attributes::each(start, |name, value, _| {
            match name {
                "number-rows-repeated" => repeated = count(&value),
                "style-name" => height = self.row_height(&value),
                "default-cell-style-name" => default_style = self.styles.cell_number(&value),
                "visibility" => {
                    hiding = match &*value {
                        "visible" => Hiding::empty(),
                        "filter" => Hiding::ROW_FILTERED,
                        _ => Hiding::ROW,
                    };
                }
                _ => return Some(value),
            }
            None
        })?;
        attributes::tell(&others, "", &mut self.parts, self.desk)?;
        if hiding == Hiding::ROW && self.holders.contains(&Holder::Rows { is_collapsed: true }) {
            hiding = Hiding::ROW_COLLAPSED;
        }
        if height.is_some_and(|height| height < super::columns::NO_SIZE) {
            hiding |= Hiding::ROW_ZERO;
        }
        self.line.clear();
        if !is_empty {
            self.cells(stream, default_style)?;
        }
        let height = if hiding.is_empty() { height.map_or(USUAL_HEIGHT, f64::from) } else { 0.0 };
        self.row_ends(repeated, hiding, height)
    }

    /// Height of rows of a style; the style of the row before is asked for again and again.
    fn row_height(&mut self, style: &str) -> Option<f32> {
        if self.row_style.0 != style {
            self.row_style = (style.to_owned(), self.styles.resolved(Family::Row, style).size);
        }
        self.row_style.1
    }

    fn cells(&mut self, stream: &mut Stream<'_>, default_style: Option<usize>) -> Read {
        let mut buffer = std::mem::take(&mut self.cell_buffer);
        let mut column = 0_u32;
        let mut cursor = 0;
        let result = loop {
            let event = match stream.next(&mut buffer) {
                Ok(event) => event,
                Err(stop) => break Err(stop),
            };
            let done = match &event {
                Event::Start(start) | Event::Empty(start)
                    if matches!(start.local_name().into_inner(), "table-cell" | "covered-table-cell") =>
                {
                    let is_empty = matches!(event, Event::Empty(_));
                    self.cell(stream, start, is_empty, column, &mut cursor, default_style)
                        .map(|count| column = column.saturating_add(count))
                }
                Event::Start(_) | Event::Empty(_) => {
                    region::read(stream, &event, &tables::UNKNOWN, "", &mut self.parts, self.desk).map(drop)
                }
                Event::End(_) => break Ok(()),
                Event::Eof => break Err(Stop::part("it ends too early")),
                other => document::stray(other, &mut self.parts, self.desk),
            };
            if let Err(stop) = done {
                break Err(stop);
            }
        };
        self.cell_buffer = buffer;
        result
    }

    /// Reads one cell. Returns how many columns it stands for.
    fn cell(
        &mut self,
        stream: &mut Stream<'_>,
        start: &BytesStart<'_>,
        is_empty: bool,
        column: u32,
        cursor: &mut usize,
        default_style: Option<usize>,
    ) -> Read<u32> {
        let tag = CellTag::read(start)?;
        if is_empty && tag.value_type.is_none() && tag.formula.is_none() && tag.others.is_empty() {
            self.span(&tag, column)?;
            return Ok(tag.repeated);
        }
        let run = self.columns.find(column, cursor);
        let number = match &tag.style {
            Some(style) => self.styles.cell_number(style),
            None => default_style.or(run.and_then(|run| run.style)),
        };
        let style = self.styles.cell(number);
        let mut around = Around {
            desk: &mut *self.desk,
            parts: &mut self.parts,
            styles: self.styles,
            style,
            row: self.row,
            column,
            is_chart: self.kind == Kind::Chart,
        };
        self.content.clear();
        if !is_empty {
            self.content.read(stream, &mut around)?;
        }
        let shown = self.content.has_text.then_some(self.content.shown.as_str());
        let value = value::read(&tag, shown, style, &mut self.stored);
        around.tell(&tag.others)?;
        if let Some(formula) = &tag.formula {
            for text in formula::texts(formula) {
                if self.formulas.is_new(text) {
                    around.say(Channel::Formula, "", text)?;
                }
            }
        }
        if let Some(value) = value {
            let shown = shown.unwrap_or_default();
            if value.speaks_otherwise && self.displayed.is_new(shown) {
                around.say(Channel::OtherText, "displayed text", shown)?;
            }
            let mut hiding =
                value.hiding | self.content.hiding | style.map_or(Hiding::empty(), |style| style.hiding);
            if self.is_protected {
                hiding |= style.map_or(Hiding::empty(), |style| style.when_protected);
            }
            if start.local_name().into_inner() == "covered-table-cell" {
                hiding |= Hiding::UNDER_MERGE;
            }
            let (mut frame, mut displayed) = (0, "");
            let rendered;
            if self.desk.scribe.wants_layout() {
                frame = style.map_or(Ok(0), |style| style.frame(self.desk.scribe))?;
                displayed = shown;
                if !self.content.has_text {
                    rendered = super::rendered(&self.stored, value.kind, style);
                    displayed = &rendered;
                }
            }
            self.line.push(column, tag.repeated, value.kind, hiding, frame, &self.stored, displayed);
        }
        self.span(&tag, column)?;
        self.hang_shapes(column, cursor)?;
        Ok(tag.repeated)
    }

    /// A merged range begins here.
    fn span(&mut self, tag: &CellTag<'_>, column: u32) -> Read {
        if tag.columns_spanned <= 1 && tag.rows_spanned <= 1 {
            return Ok(());
        }
        self.covers.merge(self.row, column, tag.rows_spanned, tag.columns_spanned)?;
        if let Some(part) = self.part {
            self.desk.scribe.layout(Layout::Merge {
                part,
                top: self.row,
                left: column,
                bottom: self.row.saturating_add(tag.rows_spanned - 1),
                right: column.saturating_add(tag.columns_spanned - 1),
            })?;
        }
        Ok(())
    }

    /// Shapes that hang on the cell just read cover what lies right and below of it.
    fn hang_shapes(&mut self, column: u32, cursor: &mut usize) -> Read {
        for shape in std::mem::take(&mut self.content.shapes) {
            let left = self.columns.find(column, cursor).map_or(0.0, |run| run.edges(column).0) + shape.x;
            let top = self.top + shape.y;
            let (right, bottom) = (left + shape.width, top + shape.height);
            self.covers.shade(Shade { left, top, right, bottom })?;
        }
        Ok(())
    }

    /// Sends the row under way, as often as it is repeated.
    fn row_ends(&mut self, repeated: u32, hiding: Hiding, height: f64) -> Read {
        let Some(part) = self.part else { return Ok(()) };
        self.desk.scribe.mark(part, hiding, u64::from(repeated));
        if !hiding.is_empty() {
            let last = self.row.saturating_add(repeated - 1);
            self.desk.scribe.layout(Layout::HiddenRows { part, first: self.row, last })?;
        }
        if self.line.is_empty() {
            self.row = self.row.saturating_add(repeated);
            self.top += height * f64::from(repeated);
            if !self.covers.is_empty() {
                self.covers.skip(self.row, self.top);
            }
            return Ok(());
        }
        let cost = self.line.width() + self.line.bytes() / 16;
        let held = self.line.cells().count() as u64;
        self.copies = self.copies.saturating_add((cost * u64::from(repeated)).saturating_sub(cost.min(held)));
        if self.copies > MOST_COPIES {
            return Err(LimitMet(Reason::TooManyParts).into());
        }
        let in_header = self.kind == Kind::Chart && self.holders.contains(&Holder::HeaderRows);
        let role = if in_header { RowRole::Header } else { RowRole::Data };
        // What lies over the cells, and where the printed range ends, can change from one copy to the next.
        let changes = !self.covers.is_empty() || !self.far.print.is_empty();
        for copy in 0..repeated {
            let number = self.row.saturating_add(1);
            if copy == 0 || changes {
                self.covers.row(self.row, self.top, self.top + height);
                self.build();
            } else {
                self.far.row(self.row);
            }
            self.desk.scribe.row(part, number, role, hiding, &self.buffer)?;
            if !self.under.is_empty() {
                let spot = crate::Spot {
                    parent: self.part,
                    hiding: self.hiding,
                    ..crate::Spot::new(self.channel, self.desk.path).human(&self.human)
                };
                self.under.send(number, hiding, &spot, self.desk)?;
            }
            self.row = number;
            self.top += height;
        }
        Ok(())
    }

    /// Lays the row out: what hides each of its cells is known now.
    fn build(&mut self) {
        self.buffer.clear();
        self.under.clear();
        self.far.row(self.row);
        let mut cursor = 0;
        let has_covers = !self.covers.is_empty();
        let wants_layout = self.desk.scribe.wants_layout();
        for (cell, stored, shown) in self.line.cells() {
            for column in cell.column..cell.column.saturating_add(cell.count) {
                let run = self.columns.find(column, &mut cursor);
                let mut hiding = cell.hiding | run.map_or(Hiding::empty(), |run| run.hiding);
                hiding |= self.far.cell(self.row, column);
                if has_covers {
                    hiding |= self.covers.over(column, run);
                }
                if wants_layout {
                    self.buffer.push_shown(column, cell.kind, hiding, cell.style, stored, shown);
                } else {
                    self.buffer.push(column, cell.kind, hiding, stored);
                }
                self.under.push(column, cell.kind, hiding, stored);
            }
        }
        self.buffer.sort();
    }
}
