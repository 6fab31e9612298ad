//! Areas that lie over cells, told in a few steps for each cell however many there are: a file can lay a million of them
//! over a sheet, one upon the other.

use super::address::{Area, MOST_COLUMNS};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// Areas of one kind. Rows must come in order; areas may be added as long as their rows have not gone by.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    /// Areas that begin further down, by first row: top, left, bottom, right.
    waiting: BinaryHeap<Reverse<(u32, u32, u32, u32)>>,
    /// Those that lie over the row under way, by last row: bottom, left, right.
    active: BinaryHeap<Reverse<(u32, u32, u32)>>,
    /// How many more areas lie over a column than over the one before it, summed as in Fenwick's tree.
    changes: Vec<i32>,
    /// Areas whose first cell lies in the row under way, by its column.
    firsts: HashMap<u32, u32>,
    row: u32,
}

impl Layer {
    /// Adds an area.
    pub(crate) fn add(&mut self, area: Area) {
        self.waiting.push(Reverse((area.top, area.left, area.bottom, area.right)));
    }

    /// Areas that were added and have not ended.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len() + self.active.len()
    }

    /// Whether no area lies over the row under way, or begins further down.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row begins.
    pub(crate) fn row(&mut self, row: u32) {
        if row != self.row {
            self.firsts.clear();
            self.row = row;
        }
        while let Some(Reverse((top, left, bottom, right))) = self.waiting.peek().copied()
            && top <= row
        {
            self.waiting.pop();
            if bottom >= row && left <= right {
                self.change(left, right, 1);
                self.active.push(Reverse((bottom, left, right)));
                if top == row {
                    *self.firsts.entry(left).or_default() += 1;
                }
            }
        }
        while let Some(Reverse((bottom, left, right))) = self.active.peek().copied()
            && bottom < row
        {
            self.active.pop();
            self.change(left, right, -1);
        }
    }

    /// Whether an area lies over the row under way.
    pub(crate) fn is_active(&self) -> bool {
        !self.active.is_empty()
    }

    /// Whether an area lies over a cell of the row under way.
    pub(crate) fn is_over(&self, column: u32) -> bool {
        self.count(column) > 0
    }

    /// Whether an area lies over a cell of the row under way that is not that area's first.
    pub(crate) fn is_over_but_first(&self, column: u32) -> bool {
        self.count(column) > self.firsts.get(&column).map_or(0, |firsts| i64::from(*firsts))
    }

    fn count(&self, column: u32) -> i64 {
        if self.active.is_empty() {
            return 0;
        }
        let mut place = place_of(column);
        let mut count = 0;
        while place > 0 {
            count += i64::from(self.changes.get(place).copied().unwrap_or(0));
            place &= place - 1;
        }
        count
    }

    fn change(&mut self, left: u32, right: u32, by: i32) {
        self.changes.resize(PLACES, 0);
        self.change_from(place_of(left), by);
        self.change_from(place_of(right) + 1, -by);
    }

    fn change_from(&mut self, mut place: usize, by: i32) {
        while let Some(change) = self.changes.get_mut(place) {
            *change += by;
            place += place & place.wrapping_neg();
        }
    }
}

/// Places of the tree: from 1 on, and one for all columns beyond the last that any program has.
const PLACES: usize = MOST_COLUMNS as usize + 2;

fn place_of(column: u32) -> usize {
    column.min(MOST_COLUMNS) as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_tells_what_looking_at_every_area_tells(
            areas in prop::collection::vec((0_u32..12, 0_u32..9, 0_u32..5, 0_u32..5), 0..30)
        ) {
            let areas: Vec<Area> = areas
                .into_iter()
                .map(|(top, left, rows, columns)| Area { top, left, bottom: top + rows, right: left + columns })
                .collect();
            let mut layer = Layer::default();
            for area in &areas {
                layer.add(*area);
            }
            for row in (0..20).filter(|row| row % 7 != 3) {
                layer.row(row);
                for column in 0..20 {
                    let over = areas.iter().filter(|area| area.has(row, column));
                    prop_assert_eq!(layer.is_over(column), over.clone().count() > 0);
                    let but_first = over.filter(|area| (area.top, area.left) != (row, column)).count() > 0;
                    prop_assert_eq!(layer.is_over_but_first(column), but_first);
                }
            }
            prop_assert!(layer.is_empty());
        }
    }

    #[test]
    fn an_area_beyond_the_last_column_lies_over_what_is_there() {
        let mut layer = Layer::default();
        layer.add(Area { top: 0, left: 5, bottom: u32::MAX, right: u32::MAX });
        layer.row(7);
        assert!(!layer.is_over(4) && layer.is_over(5) && layer.is_over(u32::MAX));
    }
}
