//! What lies over the cells: merged ranges and shapes. Both are known before the cells below them go by, because ODF
//! writes a merged range at its first cell, and a shape at the cell that it hangs on or before all rows.

use super::columns::Run;
use crate::cell::address::Area;
use crate::cell::layer::Layer;
use crate::stop::{LimitMet, Read};
use crate::{Hiding, Reason};

/// More ranges than a row has columns cannot lie side by side.
const MOST_ACTIVE: usize = 20_000;

/// How much of a cell may stick out under a shape that covers it, in centimetres.
const MARGIN: f64 = 0.1;

/// A shape that lets nothing shine through, in centimetres from the sheet's corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shade {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Everything that lies over the rows under way or below them.
#[derive(Debug, Default)]
pub(super) struct Covers {
    merges: Layer,
    shades: Vec<Shade>,
    /// Those of the shapes that cover the row under way from top to bottom.
    over_row: Vec<Shade>,
}

impl Covers {
    pub(super) fn is_empty(&self) -> bool {
        self.merges.is_empty() && self.shades.is_empty()
    }

    /// A merged range begins at a cell.
    pub(super) fn merge(&mut self, top: u32, left: u32, rows: u32, columns: u32) -> Read {
        self.merges.add(Area {
            top,
            left,
            bottom: top.saturating_add(rows.max(1) - 1),
            right: left.saturating_add(columns.max(1) - 1),
        });
        self.check()
    }

    /// A shape covers something.
    pub(super) fn shade(&mut self, shade: Shade) -> Read {
        self.shades.push(shade);
        self.check()
    }

    fn check(&self) -> Read {
        if self.merges.len() + self.shades.len() > MOST_ACTIVE {
            return Err(LimitMet(Reason::TooManyParts).into());
        }
        Ok(())
    }

    /// A row with values goes by; `top` and `bottom` are its edges in centimetres.
    pub(super) fn row(&mut self, row: u32, top: f64, bottom: f64) {
        self.merges.row(row);
        self.shades.retain(|shade| shade.bottom + MARGIN >= top);
        self.over_row.clear();
        let covers = |shade: &&Shade| shade.top - MARGIN <= top && bottom <= shade.bottom + MARGIN;
        self.over_row.extend(self.shades.iter().filter(covers));
    }

    /// Rows without values go by.
    pub(super) fn skip(&mut self, next_row: u32, top: f64) {
        self.merges.row(next_row);
        self.shades.retain(|shade| shade.bottom + MARGIN >= top);
    }

    /// What lies over a cell of the row under way.
    pub(super) fn over(&self, column: u32, run: Option<&Run>) -> Hiding {
        let mut hiding = Hiding::empty();
        if self.merges.is_over_but_first(column) {
            hiding |= Hiding::UNDER_MERGE;
        }
        if let Some((left, right)) = run.map(|run| run.edges(column))
            && self.over_row.iter().any(|shade| shade.left - MARGIN <= left && right <= shade.right + MARGIN)
        {
            hiding |= Hiding::UNDER_SHAPE;
        }
        hiding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_range_shows_its_first_cell() {
        let mut covers = Covers::default();
        covers.merge(2, 1, 2, 3).unwrap();
        covers.row(2, 1.0, 1.5);
        assert_eq!(covers.over(1, None), Hiding::empty());
        assert_eq!(covers.over(3, None), Hiding::UNDER_MERGE);
        assert_eq!(covers.over(4, None), Hiding::empty());
        covers.row(3, 1.5, 2.0);
        assert_eq!(covers.over(1, None), Hiding::UNDER_MERGE);
        covers.row(4, 2.0, 2.5);
        assert!(covers.is_empty());
    }

    #[test]
    fn a_shape_hides_what_lies_wholly_under_it() {
        let mut covers = Covers::default();
        covers.shade(Shade { left: 2.0, top: 1.0, right: 4.0, bottom: 2.0 }).unwrap();
        let run = Run { first: 0, last: 9, hiding: Hiding::empty(), style: None, width: 2.0, left: 0.0 };
        covers.row(2, 1.0, 1.5);
        assert_eq!(covers.over(1, Some(&run)), Hiding::UNDER_SHAPE);
        assert_eq!(covers.over(2, Some(&run)), Hiding::empty());
        covers.row(4, 1.9, 2.4);
        assert_eq!(covers.over(1, Some(&run)), Hiding::empty());
    }
}
