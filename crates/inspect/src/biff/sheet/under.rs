//! Cells under something: a merged range, a picture, a conditional format that can hide. They are flagged in the sheet,
//! and told once more in a table of their own, where they do not drown among the cells that are seen.

use crate::cell::address::Area;
use crate::cell::layer::Layer;
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
    /// One for each of [`TABLES`].
    layers: [Layer; TABLES.len()],
    parts: [Option<u32>; TABLES.len()],
    buffers: [RowBuffer; TABLES.len()],
}

impl Under {
    pub(crate) fn new(covers: Vec<(Area, Hiding)>) -> Self {
        let mut under = Self::default();
        for (area, hiding) in covers {
            for (layer, (flag, _)) in under.layers.iter_mut().zip(TABLES) {
                if hiding.contains(flag) {
                    layer.add(area);
                }
            }
        }
        under
    }

    /// A row begins. Rows come in order.
    pub(crate) fn row(&mut self, row: u32) {
        self.layers.iter_mut().for_each(|layer| layer.row(row));
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
