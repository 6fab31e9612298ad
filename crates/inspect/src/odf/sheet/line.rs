//! The row under way, before it is known what lies over its cells and how often it is repeated.

use crate::{CellKind, Hiding};

/// A cell, or several alike.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending {
    pub(super) column: u32,
    pub(super) count: u32,
    pub(super) kind: CellKind,
    pub(super) hiding: Hiding,
    pub(super) style: u32,
    /// Ends of stored and displayed text in the line's text.
    stored_end: usize,
    shown_end: usize,
}

/// Cells with their texts one after the other.
#[derive(Debug, Default)]
pub(super) struct Line {
    cells: Vec<Pending>,
    text: String,
}

impl Line {
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.text.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Adds `count` cells that are alike.
    #[expect(clippy::too_many_arguments, reason = "a cell has that many sides")]
    pub(super) fn push(
        &mut self,
        column: u32,
        count: u32,
        kind: CellKind,
        hiding: Hiding,
        style: u32,
        stored: &str,
        shown: &str,
    ) {
        self.text.push_str(stored);
        let stored_end = self.text.len();
        self.text.push_str(shown);
        self.cells.push(Pending {
            column,
            count,
            kind,
            hiding,
            style,
            stored_end,
            shown_end: self.text.len(),
        });
    }

    /// Cells that a row of it has.
    pub(super) fn width(&self) -> u64 {
        self.cells.iter().map(|cell| u64::from(cell.count)).sum()
    }

    /// Bytes of text that a row of it holds.
    pub(super) fn bytes(&self) -> u64 {
        let mut start = 0;
        let of_cell = self.cells.iter().map(|cell| {
            let bytes = (cell.shown_end - start) as u64 * u64::from(cell.count);
            start = cell.shown_end;
            bytes
        });
        of_cell.sum()
    }

    /// The cells with stored and displayed text.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&Pending, &str, &str)> {
        let mut start = 0;
        self.cells.iter().map(move |cell| {
            let stored = self.text.get(start..cell.stored_end).unwrap_or_default();
            let shown = self.text.get(cell.stored_end..cell.shown_end).unwrap_or_default();
            start = cell.shown_end;
            (cell, stored, shown)
        })
    }
}
