//! The cells of a table that are seen, or hidden in one way: counted apart, because "312 rows left out by a filter" is
//! the sentence that a person needs.

use crate::people::same::HiddenContent;
use crate::people::tally::{Basis, PeopleTally};
use inspect::Hiding;

/// Different ways of hiding that are told apart in one table; further ones count with the last.
const MOST: usize = 24;

/// People of a row that are counted apart: a sheet can have sixteen thousand columns of names.
pub(crate) const MOST_PEOPLE: usize = 16;

/// Rows kept to be shown.
const SAMPLES: usize = 3;

/// One view under way.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub(crate) hiding: Hiding,
    pub(crate) rows: u64,
    pub(crate) cells: u64,
    pub(crate) row_span: Option<(u32, u32)>,
    /// Cells by place in the list of columns, without headings and titles.
    pub(crate) columns: Vec<u64>,
    /// The same for headings and titles.
    heads: Vec<u64>,
    /// One for each of the people of a row.
    pub(crate) people: Vec<PeopleTally>,
    pub(crate) content: HiddenContent,
    /// A few rows, by place in the list of columns.
    pub(crate) samples: Vec<Vec<String>>,
    /// Rows that are headings or titles.
    pub(crate) headings: u64,
    last_heading: Option<u32>,
    /// Number of the last row that was counted.
    last_row: Option<u32>,
}

impl View {
    /// A cell of the view.
    pub(crate) fn cell(&mut self, row: u32, place: usize) {
        add(&mut self.columns, place);
        self.count(row);
    }

    /// A cell of a heading or title.
    pub(crate) fn heading(&mut self, row: u32, place: usize) {
        add(&mut self.heads, place);
        self.headings += u64::from(self.last_heading != Some(row));
        self.last_heading = Some(row);
        self.count(row);
    }

    /// Whether it has a cell of a column, a heading or not.
    pub(crate) fn has(&self, place: usize) -> bool {
        [&self.columns, &self.heads].iter().any(|cells| cells.get(place).is_some_and(|cells| *cells > 0))
    }

    /// Cells of a column, without headings.
    pub(crate) fn filled(&self, place: usize) -> u64 {
        self.columns.get(place).copied().unwrap_or(0)
    }

    fn count(&mut self, row: u32) {
        self.cells += 1;
        if self.last_row != Some(row) {
            self.last_row = Some(row);
            self.rows += 1;
            self.row_span =
                Some(self.row_span.map_or((row, row), |(first, last)| (first.min(row), last.max(row))));
        }
    }

    /// The tally of one of the people of a row; those beyond [`MOST_PEOPLE`] are counted with the last.
    pub(crate) fn tally(&mut self, which: usize, main: (Basis, u8)) -> &mut PeopleTally {
        let which = which.min(MOST_PEOPLE - 1);
        while self.people.len() <= which {
            self.people.push(PeopleTally::default());
        }
        let tally = &mut self.people[which];
        tally.set_main(main.0, main.1);
        tally
    }

    /// Whether another row may be kept to be shown.
    pub(crate) fn wants_sample(&self) -> bool {
        self.samples.len() < SAMPLES
    }
}

fn add(cells: &mut Vec<u64>, place: usize) {
    if cells.len() <= place {
        cells.resize(place + 1, 0);
    }
    cells[place] += 1;
}

/// The views of one table.
#[derive(Debug, Default)]
pub(crate) struct Views {
    pub(crate) all: Vec<View>,
    last: usize,
}

impl Views {
    /// The view of cells hidden in this way.
    pub(crate) fn of(&mut self, hiding: Hiding) -> usize {
        // Where something is hidden for good, how far away it lies says nothing more.
        let hiding = if hiding.is_seen() { hiding } else { hiding - Hiding::ONLY_FAR };
        if self.all.get(self.last).is_some_and(|view| view.hiding == hiding) {
            return self.last;
        }
        self.last = match self.all.iter().position(|view| view.hiding == hiding) {
            Some(place) => place,
            None if self.all.len() < MOST => {
                self.all.push(View { hiding, ..View::default() });
                self.all.len() - 1
            }
            None => {
                let last = self.all.len() - 1;
                self.all[last].hiding |= hiding;
                last
            }
        };
        self.last
    }
}
