//! Cells under something: a merged range, a picture, a conditional format that can hide. They are flagged in the sheet,
//! and told once more in a table of their own, where they do not drown among the cells that are seen.

use crate::cell::address::Area;
use crate::lazy::LazyParts;
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe};

const TABLES: [(Hiding, Channel); 3] = [
    (Hiding::UNDER_MERGE, Channel::UnderMerge),
    (Hiding::UNDER_SHAPE, Channel::UnderShape),
    (Hiding::CONDITIONAL, Channel::UnderCondition),
];

/// What lies over the cells of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Under {
    /// Sorted by first row.
    covers: Vec<(Area, Hiding)>,
    next: usize,
    /// Those that reach the row.
    active: Vec<(Area, Hiding)>,
    parts: [Option<u32>; TABLES.len()],
    buffers: [RowBuffer; TABLES.len()],
}

impl Under {
    pub(crate) fn new(mut covers: Vec<(Area, Hiding)>) -> Self {
        covers.sort_by_key(|(area, _)| area.top);
        Self { covers, ..Self::default() }
    }

    /// A row begins. Rows come in order.
    pub(crate) fn row(&mut self, row: u32) {
        self.active.retain(|(area, _)| area.bottom >= row);
        while let Some((area, hiding)) = self.covers.get(self.next).filter(|(area, _)| area.top <= row) {
            if area.bottom >= row {
                self.active.push((*area, *hiding));
            }
            self.next += 1;
        }
    }

    /// Whether so many areas overlap that each cell takes long.
    pub(crate) fn is_crowded(&self) -> bool {
        self.active.len() > 1000
    }

    /// What lies over a cell. A merged range shows the value of its first cell.
    pub(crate) fn over(&self, row: u32, column: u32) -> Hiding {
        let mut hiding = Hiding::empty();
        for (area, over) in self.active.iter().filter(|(area, _)| area.has(row, column)) {
            if *over != Hiding::UNDER_MERGE || (row, column) != (area.top, area.left) {
                hiding |= *over;
            }
        }
        hiding
    }

    /// Keeps a value that something lies over.
    pub(crate) fn keep(&mut self, column: u32, kind: CellKind, hiding: Hiding, stored: &str) {
        for (index, (flag, _)) in TABLES.iter().enumerate() {
            if hiding.contains(*flag) {
                self.buffers[index].push(column, kind, hiding, stored);
            }
        }
    }

    /// A row ends.
    pub(crate) fn flush(
        &mut self,
        row: u32,
        hiding: Hiding,
        parts: &LazyParts,
        parent: u32,
        human: &str,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        for (index, (_, channel)) in TABLES.iter().enumerate() {
            if self.buffers[index].is_empty() {
                continue;
            }
            let part = if let Some(part) = self.parts[index] {
                part
            } else {
                let human = format!("{}, {human}", channel.title());
                let spot = parts.spot(*channel, &human).inside(parent);
                scribe.open(parts.file(), Content::Table, &spot)?
            };
            self.parts[index] = Some(part);
            self.buffers[index].sort();
            scribe.row(part, row + 1, RowRole::Data, hiding, &self.buffers[index])?;
            self.buffers[index].clear();
        }
        Ok(())
    }

    /// Closes what was opened.
    pub(crate) fn close(self, scribe: &mut Scribe<'_>) -> Read {
        for part in self.parts.into_iter().flatten() {
            scribe.close(part)?;
        }
        Ok(())
    }
}
