//! What lies over the cells of a table: some formats tell it beside the table, before or after its rows.

use inspect::{Hiding, Row};

/// Cells that are remembered; the first rows of a table have no more.
const MOST: usize = 1 << 16;

/// Whatever lies over cells.
const OVER: Hiding = Hiding::UNDER_MERGE.union(Hiding::UNDER_SHAPE).union(Hiding::CONDITIONAL);

/// Cells that something lies over.
#[derive(Debug, Default)]
pub(super) struct Covers {
    cells: Vec<(u32, u32, Hiding)>,
}

impl Covers {
    /// A row of the table beside.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        for head in row.heads.iter().take(MOST.saturating_sub(self.cells.len())) {
            let over = head.hiding.intersection(OVER);
            let over = if over.is_empty() { Hiding::UNDER_SHAPE } else { over };
            self.cells.push((row.number, head.column, over));
        }
    }

    /// To be called before it is asked.
    pub(super) fn settle(&mut self) {
        self.cells.sort_unstable_by_key(|(row, column, _)| (*row, *column));
    }

    /// What lies over a cell.
    pub(super) fn over(&self, row: u32, column: u32) -> Hiding {
        let first = self.cells.partition_point(|cell| (cell.0, cell.1) < (row, column));
        let here = self.cells.iter().skip(first).take_while(|cell| (cell.0, cell.1) == (row, column));
        here.map(|(.., hiding)| *hiding).collect()
    }
}
