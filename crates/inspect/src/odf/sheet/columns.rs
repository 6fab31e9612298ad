//! Columns of a sheet (ODF 1.3 part 3, 9.1.6): what hides them, how wide they are, which style their cells have.

use crate::cell::address::MOST_COLUMNS;
use crate::{Hiding, Layout, Read, Scribe};

/// Adjacent columns that are alike.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) hiding: Hiding,
    /// Style of cells that name none.
    pub(super) style: Option<usize>,
    /// Width in centimetres, and where the first column begins. A hidden column has none.
    pub(super) width: f64,
    pub(super) left: f64,
}

impl Run {
    /// Left and right edge of a column, in centimetres from the sheet's edge.
    pub(super) fn edges(&self, column: u32) -> (f64, f64) {
        let left = self.left + f64::from(column.saturating_sub(self.first)) * self.width;
        (left, left + self.width)
    }
}

/// What programs make a column that says nothing.
const USUAL_WIDTH: f64 = 2.258;

/// Widths below this are no widths: a tenth of a millimetre.
pub(super) const NO_SIZE: f32 = 0.05;

/// All columns, in order.
#[derive(Debug, Default)]
pub(super) struct Columns {
    runs: Vec<Run>,
}

impl Columns {
    /// Adds `count` columns; the count is a claim, and costs nothing.
    pub(super) fn add(&mut self, count: u32, mut hiding: Hiding, width: Option<f32>, style: Option<usize>) {
        let (first, left) = self.runs.last().map_or((0, 0.0), |run| {
            let (_, right) = run.edges(run.last);
            (run.last.saturating_add(1), right)
        });
        if width.is_some_and(|width| width < NO_SIZE) {
            hiding |= Hiding::COLUMN_ZERO;
        }
        let width = if hiding.is_empty() { width.map_or(USUAL_WIDTH, f64::from) } else { 0.0 };
        let last = first.saturating_add(count.max(1) - 1);
        self.runs.push(Run { first, last, hiding, style, width, left });
    }

    /// The run that a column belongs to. `cursor` remembers where the last search ended: cells come in order.
    pub(super) fn find(&self, column: u32, cursor: &mut usize) -> Option<&Run> {
        while self.runs.get(*cursor).is_some_and(|run| run.last < column) {
            *cursor += 1;
        }
        self.runs.get(*cursor)
    }

    /// Tells the table which columns are hidden, and a copy how wide they are.
    pub(super) fn report(&self, part: u32, scribe: &mut Scribe<'_>) -> Read {
        for run in &self.runs {
            let (first, last) = (run.first, run.last.min(MOST_COLUMNS - 1));
            if !run.hiding.is_empty() {
                scribe.mark(part, run.hiding, u64::from(run.last - run.first) + 1);
            }
            if first > last {
                continue;
            }
            if run.hiding.is_empty() {
                // Letters of the usual font are 1.85 mm wide, and a cell has a little air.
                let width = ((run.width as f32 - 0.13) / 0.185).max(0.0);
                scribe.layout(Layout::Width { part, first, last, width })?;
            } else {
                scribe.layout(Layout::HiddenColumns { part, first, last })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_columns_take_no_room() {
        let mut columns = Columns::default();
        columns.add(2, Hiding::empty(), Some(2.0), None);
        columns.add(1, Hiding::COLUMN, Some(2.0), Some(7));
        columns.add(u32::MAX, Hiding::empty(), Some(0.0), None);
        let mut cursor = 0;
        assert_eq!(columns.find(1, &mut cursor).map(|run| run.edges(1)), Some((2.0, 4.0)));
        assert_eq!(
            columns.find(2, &mut cursor).map(|run| (run.edges(2), run.style)),
            Some(((4.0, 4.0), Some(7)))
        );
        assert_eq!(columns.find(9, &mut cursor).map(|run| run.hiding), Some(Hiding::COLUMN_ZERO));
    }
}
