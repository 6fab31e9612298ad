//! A sheet can hold several tables: one below another with a gap between, and side by side. Each is examined for itself,
//! with its own heading: an extract far to the right of a summary is not part of the summary.

use super::form::Forms;
use super::segment::{self, Finished, KeptRow, TableKind, TableSegment, Tools};
use crate::detector::Retyped;
use inspect::{Hiding, Row, RowRole};
use std::collections::HashMap;

/// Rows after which columns are typed for the first time, and text that they may hold.
const FIRST_ROWS: usize = 256;
const FIRST_BYTES: usize = 1 << 20;

/// Empty rows, and empty columns, that part two tables.
const ROW_GAP: u32 = 2;
const COLUMN_GAP: u32 = 2;

/// Tables of one sheet that are told apart; what comes then belongs to the last.
const MOST: u32 = 64;

/// The tables of one part.
pub(crate) struct Blocks {
    kind: TableKind,
    place: String,
    /// Rows that are seen, and rows that are hidden: what somebody hid below an answer is a table of its own, whose
    /// columns mean something else.
    lanes: [Lane; 2],
    /// Forms among the rows of each kind.
    forms: [Forms; 2],
    /// Number of the next table.
    next: u32,
    last_row: u32,
    rows: u64,
}

/// The rows of one kind.
#[derive(Default)]
struct Lane {
    /// Rows that are kept until it is known which columns belong together.
    kept: Vec<KeptRow>,
    kept_bytes: usize,
    /// Tables side by side, with their first column.
    open: Vec<(u32, u32, TableSegment)>,
}

/// A table that is over.
pub(crate) struct Done {
    pub(crate) number: u32,
    pub(crate) segment: TableSegment,
    pub(crate) finished: Finished,
}

impl Blocks {
    pub(crate) fn new(kind: TableKind, place: &str) -> Self {
        Self {
            kind,
            place: place.to_owned(),
            lanes: Default::default(),
            forms: Default::default(),
            next: 0,
            last_row: 0,
            rows: 0,
        }
    }

    /// A row goes by. Returns tables that ended before it.
    pub(crate) fn row(
        &mut self,
        row: &Row<'_>,
        plans: &Retyped,
        part: u32,
        tools: &mut Tools<'_, '_>,
    ) -> Vec<Done> {
        let cells = row.cells().map(|cell| (cell.head.column, cell.head.hiding, cell.stored));
        self.cells(row.number, row.hiding, row.role == RowRole::Header, cells, plans, part, tools)
    }

    /// See [`Blocks::row`].
    #[expect(
        clippy::too_many_arguments,
        reason = "a row in pieces, for rows that come from elsewhere than a frame"
    )]
    pub(crate) fn cells<'t>(
        &mut self,
        number: u32,
        hiding: Hiding,
        is_header: bool,
        cells: impl Iterator<Item = (u32, Hiding, &'t str)>,
        plans: &Retyped,
        part: u32,
        tools: &mut Tools<'_, '_>,
    ) -> Vec<Done> {
        let gap = number.saturating_sub(self.last_row);
        let done = if self.rows > 0 && gap > ROW_GAP && self.next < MOST {
            self.finish(plans, part, tools)
        } else {
            Vec::new()
        };
        self.last_row = number;
        self.rows += 1;
        let is_hidden = usize::from(hiding.intersects(Hiding::WHOLE_ROW));
        let lane = &mut self.lanes[is_hidden];
        if lane.open.is_empty() {
            let cells: Vec<_> =
                cells.map(|(column, hiding, text)| (column, hiding, text.to_owned())).collect();
            lane.kept_bytes += cells.iter().map(|(_, _, text)| text.len() + 40).sum::<usize>();
            lane.kept.push(KeptRow { number, hiding, is_header, cells });
            if lane.kept.len() >= FIRST_ROWS || lane.kept_bytes >= FIRST_BYTES {
                self.begin(is_hidden, plans, part, tools);
            }
            return done;
        }
        let has_forms = self.forms[is_hidden].are_there();
        if let [(_, _, segment)] = lane.open.as_mut_slice()
            && !has_forms
        {
            segment.row(number, hiding, cells, tools);
            return done;
        }
        let cells: Vec<_> = cells.collect();
        if has_forms {
            let hiding = self.kind.hiding | hiding;
            self.forms[is_hidden].row(hiding, cells.iter().copied(), tools.today, tools.lists);
        }
        let firsts: Vec<u32> = lane.open.iter().map(|(first, _, _)| *first).collect();
        for (place, (_, _, segment)) in lane.open.iter_mut().enumerate() {
            let until = firsts.get(place + 1).copied().unwrap_or(u32::MAX);
            let from = if place == 0 { 0 } else { firsts[place] };
            let own: Vec<_> =
                cells.iter().copied().filter(|(column, _, _)| (from..until).contains(column)).collect();
            if !own.is_empty() {
                segment.row(number, hiding, own.into_iter(), tools);
            }
        }
        done
    }

    /// Parts the columns of a lane's first rows into tables, and begins each.
    fn begin(&mut self, lane: usize, plans: &Retyped, part: u32, tools: &mut Tools<'_, '_>) {
        let mut kept = std::mem::take(&mut self.lanes[lane].kept);
        // A file can store its rows in any order; a program shows them in theirs, the heading first.
        kept.sort_by_key(|row| row.number);
        self.lanes[lane].kept_bytes = 0;
        self.forms[lane].begin(&kept, self.kind.hiding, tools.today, tools.lists);
        let headings = self.headings(1 - lane, tools);
        let mut columns: Vec<u32> =
            kept.iter().flat_map(|row| row.cells.iter().map(|(column, _, _)| *column)).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut firsts: Vec<u32> = columns.first().copied().into_iter().collect();
        for pair in columns.windows(2) {
            if pair[1] - pair[0] > COLUMN_GAP && self.next + (firsts.len() as u32) < MOST {
                firsts.push(pair[1]);
            }
        }
        for (place, first) in firsts.iter().copied().enumerate() {
            let until = firsts.get(place + 1).copied().unwrap_or(u32::MAX);
            let rows: Vec<KeptRow> = kept
                .iter()
                .map(|row| KeptRow {
                    number: row.number,
                    hiding: row.hiding,
                    is_header: row.is_header,
                    cells: row
                        .cells
                        .iter()
                        .filter(|(column, _, _)| (first..until).contains(column))
                        .cloned()
                        .collect(),
                })
                .filter(|row| !row.cells.is_empty())
                .collect();
            let number = self.next;
            self.next += 1;
            let plan = plans.plan(part, number);
            let mut segment = TableSegment::new(self.kind, &self.place).with_plan(plan);
            segment.begin(&rows, &headings, tools);
            self.lanes[lane].open.push((first, number, segment));
        }
    }

    /// Headings of the other lane by column: rows that a filter left out have theirs where everybody sees it.
    fn headings(&self, lane: usize, tools: &Tools<'_, '_>) -> Vec<(u32, String)> {
        let lane = &self.lanes[lane];
        if lane.open.is_empty() {
            let header = segment::find_header(&lane.kept, tools.today).map(|place| &lane.kept[place].cells);
            return header.into_iter().flatten().map(|(column, _, text)| (*column, text.clone())).collect();
        }
        lane.open.iter().flat_map(|(_, _, segment)| segment.headings()).collect()
    }

    /// The tables under way are over.
    pub(crate) fn finish(&mut self, plans: &Retyped, part: u32, tools: &mut Tools<'_, '_>) -> Vec<Done> {
        for lane in 0..self.lanes.len() {
            if self.lanes[lane].open.is_empty() && !self.lanes[lane].kept.is_empty() {
                self.begin(lane, plans, part, tools);
            }
        }
        for forms in &mut self.forms {
            forms.finish(tools.lists);
        }
        self.rows = 0;
        let mut lanes = std::mem::take(&mut self.lanes).map(|lane| lane.open);
        // What the rows beside them show helps where there are few.
        let fields = lanes.each_mut().map(|open| {
            open.iter_mut().flat_map(|(_, _, segment)| segment.fields()).collect::<HashMap<_, _>>()
        });
        let mut done = Vec::new();
        for (lane, open) in lanes.into_iter().enumerate() {
            for (_, number, mut segment) in open {
                let finished = segment.finish(&fields[1 - lane]);
                done.push(Done { number, segment, finished });
            }
        }
        done
    }
}
