//! Cells under something: a merged range, a picture, a conditional format that can hide. They are flagged in the sheet,
//! and told once more in a table of their own, where they do not drown among the cells that are seen.

use super::address::{Area, column_name};
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe, Spot};

/// One area and what it does to the cells under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cover {
    pub(crate) area: Area,
    pub(crate) hiding: Hiding,
}

const TABLES: [(Hiding, Channel); 3] = [
    (Hiding::UNDER_MERGE, Channel::UnderMerge),
    (Hiding::UNDER_SHAPE, Channel::UnderShape),
    (Hiding::CONDITIONAL, Channel::UnderCondition),
];

/// What lies over the cells of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Under {
    /// Sorted by first row.
    covers: Vec<Cover>,
    next: usize,
    /// Those that reach the row.
    active: Vec<Cover>,
    tables: [Option<u32>; TABLES.len()],
    buffers: [RowBuffer; TABLES.len()],
}

impl Under {
    pub(crate) fn new(mut covers: Vec<Cover>) -> Self {
        covers.sort_by_key(|cover| cover.area.top);
        Self { covers, ..Self::default() }
    }

    /// Whether it is made of the same areas.
    pub(crate) fn is_of(&self, covers: &[Cover]) -> bool {
        self.covers.len() == covers.len() && covers.iter().all(|cover| self.covers.contains(cover))
    }

    /// The last row that any area reaches, from 0; `None` when nothing covers anything.
    pub(crate) fn bottom(&self) -> Option<u32> {
        self.covers.iter().map(|cover| cover.area.bottom).max()
    }

    /// A row begins, counted from 0. Rows come in order. Whether anything lies over it.
    pub(crate) fn row(&mut self, row: u32) -> bool {
        self.active.retain(|cover| cover.area.bottom >= row);
        while let Some(cover) = self.covers.get(self.next).filter(|cover| cover.area.top <= row) {
            if cover.area.bottom >= row {
                self.active.push(*cover);
            }
            self.next += 1;
        }
        !self.active.is_empty()
    }

    /// Whether so many areas overlap that each cell takes long.
    pub(crate) fn is_crowded(&self) -> bool {
        self.active.len() > 1000
    }

    /// What lies over a cell. A merged range shows the value of its first cell.
    pub(crate) fn over(&self, row: u32, column: u32) -> Hiding {
        let mut hiding = Hiding::empty();
        for Cover { area, hiding: over } in self.active.iter().filter(|cover| cover.area.has(row, column)) {
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

    /// A row ends: what was kept goes to the tables, which belong to the `sheet` in the part `parent`.
    pub(crate) fn flush(
        &mut self,
        row: u32,
        hiding: Hiding,
        file: u32,
        sheet: &Spot<'_>,
        parent: u32,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        for (index, (flag, channel)) in TABLES.iter().enumerate() {
            if self.buffers[index].is_empty() {
                continue;
            }
            let table = match self.tables[index] {
                Some(table) => table,
                None => self.open(*flag, *channel, file, sheet, parent, scribe)?,
            };
            self.tables[index] = Some(table);
            self.buffers[index].sort();
            scribe.row(table, row + 1, RowRole::Data, hiding, &self.buffers[index])?;
            self.buffers[index].clear();
        }
        Ok(())
    }

    fn open(
        &self,
        flag: Hiding,
        channel: Channel,
        file: u32,
        sheet: &Spot<'_>,
        parent: u32,
        scribe: &mut Scribe<'_>,
    ) -> Read<u32> {
        let covers = self.covers.iter().filter(|cover| cover.hiding == flag);
        let left = covers.clone().map(|cover| cover.area.left).min().unwrap_or(0);
        let right = covers.map(|cover| cover.area.right).max().unwrap_or(0);
        let columns = format!("columns {} to {}", column_name(left), column_name(right));
        let human = format!("{}, {}, {columns}", channel.title(), sheet.human);
        let spot = Spot { parent: Some(parent), channel, human: &human, range: "", ..*sheet };
        scribe.open(file, Content::Table, &spot)
    }

    /// Closes what was opened.
    pub(crate) fn close(self, scribe: &mut Scribe<'_>) -> Read {
        for table in self.tables.into_iter().flatten() {
            scribe.close(table)?;
        }
        Ok(())
    }
}
