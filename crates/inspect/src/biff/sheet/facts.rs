//! A first look at a sheet: what decides which of its cells are seen. Much of it stands behind the cells.

use crate::Hiding;
use crate::biff::book::{self, Book};
use crate::biff::condition;
use crate::biff::drawing::Drawing;
use crate::biff::numbers::{Class, Topic, known};
use crate::biff::record::Record;
use crate::biff::substream::Substream;
use crate::biff::version::{Begin, Version, begin};
use crate::bytes::Bytes;
use crate::cell::address::Area;
use crate::cell::looks::{LOWEST_ROW, NARROWEST_COLUMN};
use std::collections::HashSet;

/// Rows and columns of a sheet.
pub(crate) const ROWS: u32 = 1 << 16;
pub(crate) const COLUMNS: usize = 256;

/// What a ROW record says (2.4.221), in one byte a row.
const SEEN: u8 = 1;
const HIDDEN: u8 = 2;
const FLAT: u8 = 4;
const GROUPED: u8 = 8;

/// What decides which cells are seen.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one record of the sheet, and none excludes another"
)]
pub(crate) struct Facts {
    rows: Vec<u8>,
    pub(crate) columns: [Hiding; COLUMNS],
    /// First column, last column, width in characters.
    pub(crate) widths: Vec<(u32, u32, f32)>,
    /// Rows without a record are hidden.
    hides_other_rows: bool,
    pub(crate) merges: Vec<Area>,
    pub(crate) used: Option<Area>,
    is_filtered: bool,
    filters: Vec<Area>,
    pub(crate) is_dialog: bool,
    /// Whether cells stand in order of row and column.
    pub(crate) is_ordered: bool,
    pub(crate) drawing: Drawing,
    /// Cells under conditional formats that can hide.
    pub(crate) conditional: Vec<Area>,
    /// Offsets of records that make no sense.
    pub(crate) malformed: HashSet<usize>,
    last_cell: u32,
    ranges: Vec<Area>,
    /// Whether the ranges are among [`Facts::conditional`] already: they can have many rules.
    are_kept: bool,
    /// Inside the records of a custom view.
    is_in_view: bool,
}

impl Facts {
    /// Looks through a sheet. `filters` are the ranges that have a filter.
    pub(crate) fn collect(substream: &Substream, book: &Book<'_>, filters: Vec<Area>) -> Self {
        let mut facts = Self {
            rows: Vec::new(),
            columns: [Hiding::empty(); COLUMNS],
            widths: Vec::new(),
            hides_other_rows: false,
            merges: Vec::new(),
            used: None,
            is_filtered: false,
            filters,
            is_dialog: false,
            is_ordered: true,
            drawing: Drawing::default(),
            conditional: Vec::new(),
            malformed: HashSet::new(),
            last_cell: 0,
            ranges: Vec::new(),
            are_kept: false,
            is_in_view: false,
        };
        let mut depth = 0_u32;
        for record in substream.records(book.stream) {
            if is_cell(record.number) {
                if depth == 1 {
                    facts.order(&record);
                }
                continue;
            }
            match begin(record.number, record.body()) {
                Begin::None if record.number == crate::biff::substream::EOF => {
                    depth = depth.saturating_sub(1);
                    if depth == 1 {
                        facts.drawing.go_on(&record);
                    }
                }
                Begin::None if depth == 1 => {
                    if facts.take(&record, book).is_none() {
                        facts.malformed.insert(record.at);
                    }
                }
                Begin::None => {}
                _ => depth += 1,
            }
        }
        facts
    }

    fn order(&mut self, record: &Record<'_>) {
        let mut bytes = Bytes::new(record.body());
        if let (Some(row), Some(column)) = (bytes.u16(), bytes.u16()) {
            let cell = u32::from(row) << 16 | u32::from(column);
            self.is_ordered &= cell >= self.last_cell;
            self.last_cell = cell;
        }
    }

    /// `None` for a record that is one of ours and makes no sense.
    fn take(&mut self, record: &Record<'_>, book: &Book<'_>) -> Option<()> {
        let Some(Class::Read(topic)) = known(record.number).map(|kind| kind.class) else { return Some(()) };
        match topic {
            Topic::Layout => self.take_layout(record, book.version),
            Topic::Condition => self.take_condition(record, book),
            Topic::Drawing | Topic::Note => self.drawing.take(record, book),
            _ => Some(()),
        }
    }

    fn take_layout(&mut self, record: &Record<'_>, version: Version) -> Option<()> {
        let mut bytes = Bytes::new(record.body());
        match record.number {
            0x0208 => {
                let row = usize::from(bytes.u16()?);
                bytes.skip(4)?;
                let height = bytes.u16()? & 0x7fff;
                bytes.skip(4)?;
                let flags = bytes.u16()?;
                let mut state = SEEN;
                state |= if flags & 0x20 != 0 { HIDDEN } else { 0 };
                // In twentieths of a point.
                state |= if f32::from(height) < LOWEST_ROW * 20.0 { FLAT } else { 0 };
                state |= if flags & 7 != 0 { GROUPED } else { 0 };
                if self.rows.len() <= row {
                    self.rows.resize(row + 1, 0);
                }
                self.rows[row] = state;
            }
            0x007d => {
                let (first, last, width) = (bytes.u16()?, bytes.u16()?, bytes.u16()?);
                bytes.skip(2)?;
                let flags = bytes.u16()?;
                let is_grouped = flags & 0x0700 != 0;
                let is_narrow = f32::from(width) / 256.0 < NARROWEST_COLUMN;
                let hiding = match (flags & 1 != 0, is_narrow) {
                    (true, _) if is_grouped => Hiding::COLUMN_COLLAPSED,
                    (true, _) => Hiding::COLUMN,
                    (false, true) => Hiding::COLUMN_ZERO,
                    (false, false) => Hiding::empty(),
                };
                // A last column of 256 means "and all that follow".
                let last = usize::from(last).min(COLUMNS - 1);
                for column in self.columns.get_mut(usize::from(first)..=last).unwrap_or_default() {
                    *column = hiding;
                }
                self.widths.push((u32::from(first), last as u32, f32::from(width) / 256.0));
            }
            0x0225 => {
                let flags = bytes.u16()?;
                self.hides_other_rows = flags & 2 != 0;
            }
            0x0200 => {
                let (top, below) = match version {
                    Version::Biff8 => (bytes.u32()?, bytes.u32()?),
                    Version::Biff5 => (u32::from(bytes.u16()?), u32::from(bytes.u16()?)),
                };
                let (left, beyond) = (u32::from(bytes.u16()?), u32::from(bytes.u16()?));
                self.used = (below > top && beyond > left).then(|| Area {
                    top,
                    left,
                    bottom: below - 1,
                    right: beyond - 1,
                });
            }
            0x00e5 => {
                let body = record.joined();
                self.merges.extend(book::areas(&mut Bytes::new(&body))?);
            }
            0x009b => self.is_filtered |= !self.is_in_view,
            0x01aa => self.is_in_view = true,
            0x01ab => self.is_in_view = false,
            0x0081 => self.is_dialog = bytes.u16()? & 0x10 != 0,
            _ => {}
        }
        Some(())
    }

    fn take_condition(&mut self, record: &Record<'_>, book: &Book<'_>) -> Option<()> {
        match record.number {
            0x01b0 | 0x0879 => {
                self.ranges = condition::range(record)?;
                self.are_kept = false;
            }
            _ => {
                if condition::hides(record, book)? && !std::mem::replace(&mut self.are_kept, true) {
                    self.conditional.extend(&self.ranges);
                }
            }
        }
        Some(())
    }

    /// What hides a row.
    pub(crate) fn row(&self, row: u32) -> Hiding {
        let state = self.rows.get(row as usize).copied().unwrap_or(0);
        if state & SEEN == 0 {
            return if self.hides_other_rows { Hiding::ROW } else { Hiding::empty() };
        }
        let is_in_filter =
            self.filters.iter().any(|area| area.top < row && row <= area.bottom) && self.is_filtered;
        if state & HIDDEN != 0 {
            if is_in_filter {
                Hiding::ROW_FILTERED
            } else if state & GROUPED != 0 {
                Hiding::ROW_COLLAPSED
            } else {
                Hiding::ROW
            }
        } else if state & FLAT != 0 {
            Hiding::ROW_ZERO
        } else {
            Hiding::empty()
        }
    }

    /// Rows that are hidden, first and last, from 0, as far down as the sheet is in use.
    pub(crate) fn hidden_runs(&self) -> Vec<(u32, u32)> {
        let below = self.used.map_or(0, |used| used.bottom.saturating_add(1).min(ROWS));
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for row in (0..below.max(self.rows.len() as u32)).filter(|row| !self.row(*row).is_empty()) {
            match runs.last_mut().filter(|(_, last)| *last + 1 == row) {
                Some((_, last)) => *last = row,
                None => runs.push((row, row)),
            }
        }
        runs
    }

    /// How many rows each reason hides, whether or not they hold a value.
    pub(crate) fn hidden_rows(&self) -> Vec<(Hiding, u64)> {
        let mut counts: Vec<(Hiding, u64)> = Vec::new();
        let mut count = |hiding: Hiding, lines: u64| {
            if lines == 0 || hiding.is_empty() {
                return;
            }
            match counts.iter_mut().find(|(known, _)| *known == hiding) {
                Some((_, total)) => *total += lines,
                None => counts.push((hiding, lines)),
            }
        };
        let mut unseen = u64::from(ROWS) - self.rows.len() as u64;
        for (row, state) in self.rows.iter().enumerate() {
            if state & SEEN == 0 {
                unseen += 1;
            } else if state & (HIDDEN | FLAT) != 0 {
                count(self.row(row as u32), 1);
            }
        }
        if self.hides_other_rows {
            count(Hiding::ROW, unseen);
        }
        counts
    }
}

/// Whether a record is a cell with a value.
pub(crate) fn is_cell(number: u16) -> bool {
    matches!(number, 0x00fd | 0x027e | 0x0203 | 0x00bd | 0x0006 | 0x0204 | 0x0205 | 0x00d6)
}
