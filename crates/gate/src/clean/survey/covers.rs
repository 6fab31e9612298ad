//! Cells that something lies over. Some formats tell so only after the cells have gone by, so they are collected in the
//! first reading and asked for in the second.

use inspect::Hiding;

/// Runs of covered cells that are kept: some 60 MB. Pictures and merged ranges need a few thousand.
const MOST: usize = 1 << 22;

/// Covered cells of one sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Covers {
    /// Row, first column, last column, and why, in order once settled.
    runs: Vec<(u32, u32, u32, Hiding)>,
    /// The first run of the row that was asked for last: rows are asked for in order.
    cursor: usize,
}

/// More cells are covered than can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany;

impl Covers {
    /// A cell is covered.
    pub(crate) fn add(&mut self, row: u32, column: u32, why: Hiding) -> Result<(), TooMany> {
        if let Some((last_row, _, right, last_why)) = self.runs.last_mut()
            && *last_row == row
            && *last_why == why
            && right.saturating_add(1) == column
        {
            *right = column;
            return Ok(());
        }
        if self.runs.len() >= MOST {
            return Err(TooMany);
        }
        self.runs.push((row, column, column, why));
        Ok(())
    }

    /// Brings the runs in order, once all are known.
    pub(crate) fn settle(&mut self) {
        self.runs.sort_unstable_by_key(|(row, left, right, _)| (*row, *left, *right));
        self.cursor = 0;
    }

    /// What lies over a cell. Rows are asked for in order.
    pub(crate) fn over(&mut self, row: u32, column: u32) -> Hiding {
        while self.runs.get(self.cursor).is_some_and(|(other, ..)| *other < row) {
            self.cursor += 1;
        }
        let of_row = self.runs.iter().skip(self.cursor).take_while(|(other, ..)| *other == row);
        of_row
            .filter(|(_, left, right, _)| (*left..=*right).contains(&column))
            .fold(Hiding::empty(), |over, (.., why)| over | *why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covered_cells_are_found_row_by_row() {
        let mut covers = Covers::default();
        for (row, column) in [(5, 1), (5, 2), (2, 0)] {
            covers.add(row, column, Hiding::UNDER_SHAPE).unwrap();
        }
        covers.add(5, 2, Hiding::UNDER_MERGE).unwrap();
        covers.settle();
        assert_eq!(covers.over(2, 0), Hiding::UNDER_SHAPE);
        assert_eq!(covers.over(4, 0), Hiding::empty());
        assert_eq!(covers.over(5, 2), Hiding::UNDER_SHAPE | Hiding::UNDER_MERGE);
        assert_eq!(covers.over(5, 3), Hiding::empty());
        assert_eq!(covers.over(6, 2), Hiding::empty());
    }
}
