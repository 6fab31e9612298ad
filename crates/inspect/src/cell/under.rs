//! Cells under something: a merged range, a picture, a conditional format that can hide. They are flagged in the sheet,
//! and told once more in a table of their own, where they do not drown among the cells that are seen.

use super::address::{Area, column_name};
use super::layer::Layer;
use crate::{Budget, CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe, Spot};

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
    /// The same, one layer for each of [`TABLES`].
    layers: [Layer; TABLES.len()],
    /// The row under way.
    row: u32,
    tables: [Option<u32>; TABLES.len()],
    buffers: [RowBuffer; TABLES.len()],
}

impl Under {
    pub(crate) fn new(mut covers: Vec<Cover>) -> Self {
        covers.sort_by_key(|cover| cover.area.top);
        Self { layers: layers(&covers), covers, ..Self::default() }
    }

    /// Whether it is made of the same areas.
    pub(crate) fn is_of(&self, covers: &[Cover]) -> bool {
        self.covers == Self::new(covers.to_vec()).covers
    }

    /// The last row that any area reaches, from 0; `None` when nothing covers anything.
    pub(crate) fn bottom(&self) -> Option<u32> {
        self.covers.iter().map(|cover| cover.area.bottom).max()
    }

    /// A row begins, counted from 0. Whether anything lies over it. Rows come in order, but for those of a file that was
    /// made to mislead.
    pub(crate) fn row(&mut self, row: u32, budget: &Budget) -> Read<bool> {
        if row < self.row {
            budget.look_at_clock()?;
            self.layers = layers(&self.covers);
        }
        self.row = row;
        self.layers.iter_mut().for_each(|layer| layer.row(row));
        Ok(self.layers.iter().any(Layer::is_active))
    }

    /// What lies over a cell of the row. A merged range shows the value of its first cell.
    pub(crate) fn over(&self, column: u32) -> Hiding {
        let mut hiding = Hiding::empty();
        for (layer, (flag, _)) in self.layers.iter().zip(TABLES) {
            let is_merge = flag == Hiding::UNDER_MERGE;
            if if is_merge { layer.is_over_but_first(column) } else { layer.is_over(column) } {
                hiding |= flag;
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

fn layers(covers: &[Cover]) -> [Layer; TABLES.len()] {
    let mut layers: [Layer; TABLES.len()] = Default::default();
    for Cover { area, hiding } in covers {
        for (layer, (flag, _)) in layers.iter_mut().zip(TABLES) {
            if hiding.contains(flag) {
                layer.add(*area);
            }
        }
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    #[test]
    fn rows_that_go_back_are_under_the_same_areas() {
        let merge =
            Cover { area: Area { top: 1, left: 0, bottom: 2, right: 0 }, hiding: Hiding::UNDER_MERGE };
        let budget = Budget::new(Limits::default());
        let mut under = Under::new(vec![merge]);
        let mut seen = Vec::new();
        for row in [0, 1, 2, 7, 2] {
            let covered = under.row(row, &budget).unwrap();
            seen.push((row, covered, under.over(0) == Hiding::UNDER_MERGE));
        }
        let expected =
            [(0, false, false), (1, true, false), (2, true, true), (7, false, false), (2, true, true)];
        assert_eq!(seen, expected);
    }
}
