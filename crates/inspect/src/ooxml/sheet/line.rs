//! The row under way: its cells, and what keeps each of them out of sight. Shared by the readers of XML and of binary
//! sheets.

use super::columns::Columns;
use crate::cell::address::Area;
use crate::cell::far::FarCells;
use crate::cell::number_format::CellFormat;
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::ooxml::styles::{CellStyle, Styles};
use crate::stop::{LimitMet, Read};
use crate::{CellKind, Hiding, Layout, Reason, RowBuffer, Scribe};

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    On,
    Enough,
}

/// Where rows go.
pub(crate) trait RowSink {
    fn row(
        &mut self,
        number: u32,
        hiding: Hiding,
        buffer: &RowBuffer,
        scribe: &mut Scribe<'_>,
    ) -> Read<Progress>;
}

/// What the readers of cells work with.
pub(crate) struct With<'a, 's, 'z> {
    pub(crate) book: &'a mut Book<'z>,
    pub(crate) parts: &'a mut LazyParts,
    pub(crate) sink: &'a mut dyn RowSink,
    pub(crate) scribe: &'a mut Scribe<'s>,
}

/// What a row says of itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RowLooks {
    pub(crate) is_hidden: bool,
    /// In a group, as far as its level is not 0.
    pub(crate) level: u8,
    /// Without height.
    pub(crate) is_flat: bool,
}

/// Where a cell stands and how it looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) column: u32,
    /// What hides the cell by its place.
    pub(crate) hiding: Hiding,
    /// Number of its style.
    pub(crate) style: u32,
    /// Number of its style's frame.
    frame: u32,
    pub(crate) wants_layout: bool,
}

/// The row under way.
pub(crate) struct Line {
    pub(crate) columns: Columns,
    pub(crate) far: FarCells,
    filter: Option<Area>,
    /// Collects values only, for what lies over them: the second reading.
    is_again: bool,
    buffer: RowBuffer,
    /// Number of the row, from 1.
    row: u32,
    hiding: Hiding,
    marks: Vec<(Hiding, u64)>,
    /// Hidden rows, first and last, from 0: with and without values.
    hidden: Vec<(u32, u32)>,
    /// Formulas whose stored result is not what a program shows.
    stale: u64,
    scratch: String,
}

impl Line {
    pub(crate) fn new(filter: Option<Area>, is_again: bool) -> Self {
        Self {
            columns: Columns::default(),
            far: FarCells::default(),
            filter,
            is_again,
            buffer: RowBuffer::default(),
            row: 0,
            hiding: Hiding::empty(),
            marks: Vec::new(),
            hidden: Vec::new(),
            stale: 0,
            scratch: String::new(),
        }
    }

    /// Number of the row, from 1.
    pub(crate) fn number(&self) -> u32 {
        self.row
    }

    /// Number of the row, from 0.
    pub(crate) fn index(&self) -> u32 {
        self.row.saturating_sub(1)
    }

    /// A row begins. Rows count from 1; one that says it is row 0 is at least there.
    pub(crate) fn begin(&mut self, number: u32, looks: RowLooks) {
        self.buffer.clear();
        self.row = number.max(1);
        self.hiding = Hiding::empty();
        if looks.is_hidden {
            let in_filter =
                self.filter.is_some_and(|area| (area.top + 1..=area.bottom + 1).contains(&number));
            self.hiding |= match (in_filter, looks.level) {
                (true, _) => Hiding::ROW_FILTERED,
                (false, 0) => Hiding::ROW,
                (false, _) => Hiding::ROW_COLLAPSED,
            };
        }
        if looks.is_flat {
            self.hiding |= Hiding::ROW_ZERO;
        }
        if !self.hiding.is_empty() {
            match self.marks.iter_mut().find(|(hiding, _)| *hiding == self.hiding) {
                Some((_, count)) => *count += 1,
                None => self.marks.push((self.hiding, 1)),
            }
            let row = self.index();
            match self.hidden.last_mut().filter(|(_, last)| *last + 1 == row) {
                Some((_, last)) => *last = row,
                None => self.hidden.push((row, row)),
            }
        }
    }

    /// A row ends.
    pub(crate) fn end(&mut self, sink: &mut dyn RowSink, scribe: &mut Scribe<'_>) -> Read<Progress> {
        if self.buffer.is_empty() {
            return Ok(Progress::On);
        }
        self.buffer.sort();
        let progress = sink.row(self.row, self.hiding, &self.buffer, scribe);
        self.buffer.clear();
        progress
    }

    /// Whether the row has grown beyond its limit.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "see `slot`")]
    pub(crate) fn check(&self, scribe: &Scribe<'_>) -> Read {
        if self.buffer.text_len() as u64 > scribe.budget().limits().row_bytes {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        Ok(())
    }

    /// A cell with a value begins.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "four million cells a second: without it each costs a fifth more"
    )]
    pub(crate) fn slot(
        &mut self,
        column: u32,
        style: usize,
        styles: &mut Styles,
        scribe: &mut Scribe<'_>,
    ) -> Read<Slot> {
        if self.buffer.is_empty() && !self.is_again {
            self.far.row(self.index());
        }
        let mut hiding = self.columns.hides(column);
        if !self.is_again {
            hiding |= self.far.cell(self.index(), column);
        }
        let wants_layout = scribe.wants_layout() && !self.is_again;
        let frame = if wants_layout { styles.frame(style, scribe)? } else { 0 };
        Ok(Slot { column, hiding, style: style as u32, frame, wants_layout })
    }

    /// Adds a text, a truth value or an error. `flags` is what hides letters inside the text on a white background.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "see `slot`")]
    pub(crate) fn text(&mut self, slot: Slot, kind: CellKind, flags: Hiding, text: &str, styles: &Styles) {
        if text.is_empty() {
            return;
        }
        let style = styles.cell(slot.style as usize);
        let format = style.and_then(|style| styles.formats.get(style.format));
        let by_style = style.map_or(Hiding::empty(), |style| style.hiding)
            | format.filter(|format| !format.is_plain()).map_or(Hiding::empty(), CellFormat::hides_text);
        let is_on_white = style.is_none_or(|style| style.is_on_white);
        let flags = if is_on_white { flags } else { flags - Hiding::SAME_COLOUR };
        let hiding = slot.hiding | by_style | flags;
        if slot.wants_layout {
            self.shown(slot, kind, hiding, text, format);
        } else {
            self.buffer.push(slot.column, kind, hiding, text);
        }
    }

    /// The same with what the program displays.
    #[cold]
    fn shown(&mut self, slot: Slot, kind: CellKind, hiding: Hiding, text: &str, format: Option<&CellFormat>) {
        match format.filter(|format| !format.is_plain()) {
            Some(format) => {
                self.buffer.push_shown(slot.column, kind, hiding, slot.frame, text, &format.show_text(text));
            }
            None => self.buffer.push_shown(slot.column, kind, hiding, slot.frame, text, text),
        }
    }

    /// Adds a number.
    pub(crate) fn value(&mut self, slot: Slot, value: f64, is_1904: bool, styles: &Styles) {
        let style = styles.cell(slot.style as usize);
        let mut hiding = slot.hiding | style.map_or(Hiding::empty(), |style| style.hiding);
        let Some(format) = style.and_then(|style| styles.formats.get(style.format)) else {
            self.scratch.clear();
            crate::cell::number::write(value, &mut self.scratch);
            self.buffer.push(slot.column, CellKind::Number, hiding, &self.scratch);
            return;
        };
        let kind = format.store(value, is_1904, &mut self.scratch);
        hiding |= format.hides_number(value);
        if slot.wants_layout {
            let shown = format.show_number(value, is_1904);
            self.buffer.push_shown(slot.column, kind, hiding, slot.frame, &self.scratch, &shown);
        } else {
            self.buffer.push(slot.column, kind, hiding, &self.scratch);
        }
    }

    /// Adds a number that stands there as text already.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "see `slot`")]
    pub(crate) fn spelled(&mut self, slot: Slot, kind: CellKind, text: &str, style: Option<&CellStyle>) {
        let hiding = slot.hiding | style.map_or(Hiding::empty(), |style| style.hiding);
        self.buffer.push(slot.column, kind, hiding, text);
    }

    /// A formula whose result a program computes anew when it opens the file.
    pub(crate) fn stale(&mut self) {
        self.stale += 1;
    }

    /// After the last row: how many lines are hidden, whether or not they hold values, and which.
    pub(crate) fn report(&mut self, part: u32, scribe: &mut Scribe<'_>) -> Read {
        self.columns.mark(part, scribe);
        for (hiding, count) in self.marks.drain(..) {
            scribe.mark(part, hiding, count);
        }
        for (first, last) in self.hidden.drain(..) {
            scribe.layout(Layout::HiddenRows { part, first, last })?;
        }
        if self.stale > 0 {
            scribe.layout(Layout::Stale { part, formulas: self.stale })?;
        }
        Ok(())
    }
}
