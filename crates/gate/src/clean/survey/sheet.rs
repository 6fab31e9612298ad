//! One visible sheet, as the first reading finds it.

use super::covers::{Covers, TooMany};
use super::lines::Lines;
use crate::clean::{seen, value};
use inspect::{Hiding, Layout, Row};

/// What lies over cells.
const OVER: Hiding = Hiding::UNDER_MERGE.union(Hiding::UNDER_SHAPE).union(Hiding::CONDITIONAL);

/// Merged ranges of a sheet that are kept; more than this no person made.
const MOST_MERGES: usize = 1 << 17;

/// A merged range: top, left, bottom, right.
pub(crate) type Merge = (u32, u32, u32, u32);

/// A sheet of the copy.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// Number of its part.
    pub(crate) part: u32,
    /// Its name in the original.
    pub(crate) name: String,
    /// What a name without one stands for.
    pub(crate) rows: Lines,
    pub(crate) columns: Lines,
    pub(crate) covers: Covers,
    pub(crate) merges: Vec<Merge>,
    /// First column, last column, width in characters.
    pub(crate) widths: Vec<(u32, u32, f32)>,
    /// Visible values of each column, in the original's count.
    filled: Vec<u64>,
    /// The cells themselves say what lies over them.
    tells_covers: bool,
}

impl Sheet {
    pub(crate) fn new(part: u32) -> Self {
        Self { part, ..Self::default() }
    }

    /// A row of the sheet.
    pub(crate) fn row(&mut self, row: &Row<'_>) {
        let number = row.number.saturating_sub(1);
        if !row.hiding.is_seen() {
            self.rows.hide(number, number);
        }
        for cell in row.cells() {
            let (column, hiding) = (cell.head.column, cell.head.hiding);
            if hiding.intersects(Hiding::WHOLE_COLUMN) {
                self.columns.hide(column, column);
            }
            self.tells_covers |= hiding.intersects(OVER);
            if seen::displayed(&cell, row.hiding).is_some_and(|text| !value::is_blank(text)) {
                let column = column as usize;
                if self.filled.len() <= column {
                    self.filled.resize(column + 1, 0);
                }
                self.filled[column] += 1;
            }
        }
    }

    /// A row of a table beside the sheet, which tells what lies over cells.
    pub(crate) fn covered(&mut self, row: &Row<'_>) -> Result<(), TooMany> {
        let number = row.number.saturating_sub(1);
        for cell in row.cells() {
            let column = cell.head.column;
            let over = cell.head.hiding.intersection(OVER);
            self.covers.add(number, column, if over.is_empty() { Hiding::UNDER_SHAPE } else { over })?;
            // The sheet's own row had it as seen.
            if !self.tells_covers
                && cell.head.hiding.difference(OVER).is_seen()
                && let Some(filled) = self.filled.get_mut(column as usize)
            {
                *filled = filled.saturating_sub(1);
            }
        }
        Ok(())
    }

    /// A width, a merged range, hidden lines.
    pub(crate) fn layout(&mut self, layout: &Layout) {
        match *layout {
            Layout::Width { first, last, width, .. } => self.widths.push((first, last, width)),
            Layout::Merge { top, left, bottom, right, .. } => {
                if self.merges.len() < MOST_MERGES {
                    self.merges.push((top, left, bottom, right));
                }
            }
            Layout::HiddenRows { first, last, .. } => self.rows.hide(first, last),
            Layout::HiddenColumns { first, last, .. } => self.columns.hide(first, last),
            // Counted for the file as a whole.
            Layout::Stale { .. } => {}
        }
    }

    /// Brings everything in the copy's own count, once the sheet has gone by.
    pub(crate) fn settle(&mut self) {
        self.rows.settle();
        self.columns.settle();
        self.covers.settle();
        let (rows, columns) = (&self.rows, &self.columns);
        let mut widths: Vec<_> = self
            .widths
            .iter()
            .filter(|(.., width)| width.is_finite() && *width > 0.0)
            .filter_map(|(first, last, width)| {
                columns.range(*first, *last).map(|(first, last)| (first, last, *width))
            })
            .collect();
        widths.sort_by_key(|(first, ..)| *first);
        let mut next = 0;
        // Programs refuse a file in which two widths are given for one column.
        widths.retain(|(first, last, _)| {
            let is_new = *first >= next;
            next = next.max(last.saturating_add(1));
            is_new
        });
        self.widths = widths;
        let mut merges: Vec<Merge> = self
            .merges
            .iter()
            .filter_map(|(top, left, bottom, right)| {
                let ((top, bottom), (left, right)) =
                    (rows.range(*top, *bottom)?, columns.range(*left, *right)?);
                ((top, left) != (bottom, right)).then_some((top, left, bottom, right))
            })
            .collect();
        merges.sort_unstable();
        self.merges = apart(merges);
    }

    /// Columns of the copy up to the last one with a value.
    pub(crate) fn width(&self) -> u32 {
        let last = self.filled.iter().rposition(|filled| *filled > 0);
        last.and_then(|last| self.columns.place(last as u32)).map_or(0, |last| last + 1)
    }

    /// Whether nothing in it is seen.
    pub(crate) fn is_empty(&self) -> bool {
        self.filled.iter().all(|filled| *filled == 0)
    }
}

/// Merged ranges that do not overlap: programs refuse a file with others. In order of the first row; of two that overlap
/// the first stays.
fn apart(merges: Vec<Merge>) -> Vec<Merge> {
    let mut kept: Vec<Merge> = Vec::with_capacity(merges.len());
    // Those that reach down to the row under way.
    let mut active: Vec<Merge> = Vec::new();
    for merge in merges {
        active.retain(|(.., bottom, _)| *bottom >= merge.0);
        if active.iter().all(|(_, left, _, right)| *right < merge.1 || merge.3 < *left) {
            active.push(merge);
            kept.push(merge);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_close_up_with_the_lines() {
        let mut sheet = Sheet::new(0);
        for layout in [
            Layout::HiddenRows { part: 0, first: 1, last: 1 },
            Layout::HiddenColumns { part: 0, first: 2, last: 3 },
            Layout::Merge { part: 0, top: 0, left: 0, bottom: 1, right: 0 },
            Layout::Merge { part: 0, top: 0, left: 1, bottom: 2, right: 4 },
            Layout::Merge { part: 0, top: 2, left: 1, bottom: 3, right: 1 },
            Layout::Merge { part: 0, top: 4, left: 2, bottom: 5, right: 3 },
            Layout::Width { part: 0, first: 0, last: 2, width: 9.0 },
            Layout::Width { part: 0, first: 3, last: 5, width: 4.0 },
        ] {
            sheet.layout(&layout);
        }
        sheet.settle();
        // One cell is no range, hidden columns have none, and the third overlaps the second.
        assert_eq!(sheet.merges, [(0, 1, 1, 2)]);
        assert_eq!(sheet.widths, [(0, 1, 9.0), (2, 3, 4.0)]);
    }
}
