//! The first rows of a table.

use super::covers::Covers;
use super::limits::PreviewLimits;
use super::room::Room;
use inspect::{Cell, Hiding, Layout, Row, RowRole, TableTally, Visibility};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a format can show in place of a value.
const FORMATS: Hiding = Hiding::FORMAT_BLANK.union(Hiding::FORMAT_REPLACED).union(Hiding::FORMAT_PARTIAL);

/// The beginning of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewTable {
    /// Number of the part, as in the [`crate::Outline`].
    pub number: u32,
    /// Path in the container.
    pub path: String,
    /// Name for a person: "sheet 'Data'".
    pub human: String,
    /// The kind of place in words: "worksheet", "pivot table records".
    pub kind: &'static str,
    /// Paths of the files around it, outermost first.
    pub inside: Vec<String>,
    /// Whether, and how, a person who opens the file sees the table as a whole.
    pub visibility: Visibility,
    /// What hides the table as a whole, in words.
    pub hidden: Vec<&'static str>,
    /// Columns with a cell in `rows`.
    pub columns: Vec<PreviewColumn>,
    /// The first rows, and some further ones of which something is hidden.
    pub rows: Vec<PreviewRow>,
    /// Rows of the whole table with a value.
    pub rows_in_all: u64,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewColumn {
    /// Its number, from 0.
    pub number: u32,
    /// The same as people write it: `AB`.
    pub letters: String,
    /// What hides the column, in words.
    pub hidden: Vec<&'static str>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewRow {
    /// Its number as the program shows it, from 1.
    pub number: u32,
    /// Whether the format itself says that these are the names of columns.
    pub is_heading: bool,
    /// Whether a person who opens the table sees the row.
    pub is_seen: bool,
    /// What hides the row, in words.
    pub hidden: Vec<&'static str>,
    /// Its cells with a value.
    pub cells: Vec<PreviewCell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewCell {
    /// Number of its column, from 0.
    pub column: u32,
    /// The text as it is displayed, or would be if nothing hid it.
    pub text: String,
    /// The stored value, where its format shows nothing, something else or a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<String>,
    /// Whether a person who opens the table sees `text`: nothing hides the cell, its row or its column.
    pub is_seen: bool,
    /// What hides the cell, or a part of its value, beyond what hides its row; in words.
    pub hidden: Vec<&'static str>,
    /// What hides it, until everything has gone by.
    #[serde(skip)]
    pub(super) hiding: Hiding,
}

/// A table that goes by.
#[derive(Debug)]
pub(super) struct Going {
    pub(super) table: PreviewTable,
    pub(super) covers: Covers,
    row_hiding: Vec<Hiding>,
    hidden_rows: usize,
    columns: BTreeMap<u32, Hiding>,
    /// First and last columns that are hidden, whether or not they hold a value.
    hidden_columns: Vec<(u32, u32)>,
}

/// Ranges of hidden columns that are looked at; more no person made.
const MOST_RANGES: usize = 1_000;

impl Going {
    pub(super) fn new(table: PreviewTable) -> Self {
        Self {
            table,
            covers: Covers::default(),
            row_hiding: Vec::new(),
            hidden_rows: 0,
            columns: BTreeMap::new(),
            hidden_columns: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, row: &Row<'_>, limits: &PreviewLimits, room: &mut Room) {
        self.table.rows_in_all += u64::from(row.role == RowRole::Data);
        if self.table.rows.len() - self.hidden_rows >= limits.rows {
            let is_hidden = !row.hiding.is_seen() || row.heads.iter().any(|head| !head.hiding.is_seen());
            if !is_hidden || self.hidden_rows >= limits.hidden_rows {
                return;
            }
            self.hidden_rows += 1;
        }
        let mut cells = Vec::new();
        let mut beyond = 0;
        for cell in row.cells() {
            if cell.head.column >= limits.columns {
                if cell.head.hiding.is_empty() || beyond >= limits.hidden_cells {
                    continue;
                }
                beyond += 1;
            }
            let Some(shown) = preview_cell(&cell, limits, room) else { break };
            *self.columns.entry(shown.column).or_insert(Hiding::empty()) |=
                shown.hiding & Hiding::WHOLE_COLUMN;
            cells.push(shown);
        }
        self.row_hiding.push(row.hiding);
        self.table.rows.push(PreviewRow {
            number: row.number,
            is_heading: row.role == RowRole::Header,
            is_seen: row.hiding.is_seen(),
            hidden: row.hiding.reasons().collect(),
            cells,
        });
    }

    pub(super) fn layout(&mut self, layout: &Layout) {
        if let Layout::HiddenColumns { first, last, .. } = layout
            && self.hidden_columns.len() < MOST_RANGES
        {
            self.hidden_columns.push((*first, *last));
        }
    }

    pub(super) fn close(&mut self, tally: &TableTally) {
        self.table.rows_in_all = tally.rows;
    }

    /// The table, once everything about it has gone by.
    pub(super) fn finish(mut self) -> PreviewTable {
        self.covers.settle();
        for (column, hiding) in &mut self.columns {
            if hiding.is_empty()
                && self.hidden_columns.iter().any(|(first, last)| (first..=last).contains(&column))
            {
                *hiding = Hiding::COLUMN;
            }
        }
        for (row, row_hiding) in self.table.rows.iter_mut().zip(&self.row_hiding) {
            for cell in &mut row.cells {
                let of_column = self.columns.get(&cell.column).copied().unwrap_or_default();
                cell.hiding |= of_column | self.covers.over(row.number, cell.column);
                // What another text is displayed for is seen as that text.
                let hides = (cell.hiding | *row_hiding) - Hiding::FORMAT_REPLACED - Hiding::FORMAT_PARTIAL;
                cell.is_seen = hides.is_seen();
                cell.hidden = cell.hiding.reasons().collect();
            }
        }
        self.table.columns = self
            .columns
            .iter()
            .map(|(number, hiding)| PreviewColumn {
                number: *number,
                letters: inspect::column_name(*number),
                hidden: hiding.reasons().collect(),
            })
            .collect();
        self.table
    }
}

fn preview_cell(cell: &Cell<'_>, limits: &PreviewLimits, room: &mut Room) -> Option<PreviewCell> {
    let hiding = cell.head.hiding;
    let text = room.take(cell.shown.unwrap_or(cell.stored), limits.cell_letters)?;
    let stored = if hiding.intersects(FORMATS) && cell.shown.is_some() {
        Some(room.take(cell.stored, limits.cell_letters)?)
    } else {
        None
    };
    Some(PreviewCell { column: cell.head.column, text, stored, is_seen: true, hidden: Vec::new(), hiding })
}
