//! Cells where nobody scrolls: far from the rest, outside the printed range, outside the range in use.

use super::address::Area;
use crate::Hiding;

/// Empty rows after which what follows is far away: more than two screens. A starting value; see `docs/thresholds`.
const FAR_ROWS: u32 = 100;
/// Empty columns after which what follows is far away: more than a screen.
const FAR_COLUMNS: u32 = 25;

/// Watches the cells of a sheet go by, row after row, and tells which ones lie apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct FarCells {
    /// Printed ranges, where the sheet has any.
    pub(crate) print: Vec<Area>,
    /// Range that the sheet says it uses.
    pub(crate) used: Option<Area>,
    last_row: Option<u32>,
    last_column: Option<u32>,
    right: u32,
    has_left_block: bool,
}

impl FarCells {
    /// A row with values begins.
    pub(crate) fn row(&mut self, row: u32) {
        if self.last_row.is_some_and(|last| row.saturating_sub(last) > FAR_ROWS) {
            self.has_left_block = true;
        }
        self.last_row = Some(row);
        self.last_column = None;
    }

    /// A cell with a value, in order of column. Returns what its place hides.
    pub(crate) fn cell(&mut self, row: u32, column: u32) -> Hiding {
        let mut hiding = Hiding::empty();
        let reach = self.last_column.unwrap_or(0).max(self.right);
        let is_first = self.last_column.is_none() && self.right == 0;
        if self.has_left_block || !is_first && column.saturating_sub(reach) > FAR_COLUMNS {
            hiding |= Hiding::REMOTE;
        } else {
            self.last_column = Some(column);
            self.right = self.right.max(column);
        }
        if !self.print.is_empty() && !self.print.iter().any(|area| area.has(row, column)) {
            hiding |= Hiding::OUTSIDE_PRINT;
        }
        if self.used.is_some_and(|used| !used.has(row, column)) {
            hiding |= Hiding::OUTSIDE_USED;
        }
        hiding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_beyond_the_horizon_is_far() {
        let mut far = FarCells::default();
        far.row(0);
        assert_eq!(far.cell(0, 0), Hiding::empty());
        far.row(1);
        assert_eq!(far.cell(1, 2), Hiding::empty());
        assert_eq!(far.cell(1, 60), Hiding::REMOTE);
        far.row(50);
        assert_eq!(far.cell(50, 1), Hiding::empty());
        far.row(900);
        assert_eq!(far.cell(900, 0), Hiding::REMOTE);
    }

    #[test]
    fn a_sheet_that_begins_far_to_the_right_is_not_far() {
        let mut far = FarCells::default();
        far.row(0);
        assert_eq!(far.cell(0, 40), Hiding::empty());
        assert_eq!(far.cell(0, 41), Hiding::empty());
    }
}
