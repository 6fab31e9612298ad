//! One column: its distinct texts once, and which of them stands in each row.

use crate::leak::Table;
use hashbrown::HashMap;

/// Columns that are looked at. What stands further right is only searched for reference numbers.
const MOST_COLUMNS: usize = 200;

/// A column of texts. Spelling is worked out once for each distinct text, however many rows have it.
pub(crate) struct Column<'a> {
    /// Distinct texts, trimmed; the first is the empty one.
    pub(crate) texts: Vec<&'a str>,
    /// For each row the place of its text.
    pub(crate) rows: Vec<u32>,
}

impl Column<'_> {
    /// Where the text of a row stands among the distinct ones.
    pub(crate) fn at(&self, row: usize) -> usize {
        self.rows.get(row).copied().unwrap_or_default() as usize
    }

    /// Distinct texts that are not empty, with their places.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.texts.iter().copied().enumerate().filter(|(_, text)| !text.is_empty())
    }
}

/// The columns of a table.
pub(crate) fn columns(table: &Table) -> Vec<Column<'_>> {
    let count = table.rows.iter().map(Vec::len).max().unwrap_or(0).min(MOST_COLUMNS);
    (0..count).map(|at| column(table, at)).collect()
}

fn column(table: &Table, at: usize) -> Column<'_> {
    let mut places: HashMap<&str, u32> = HashMap::new();
    let mut texts = vec![""];
    places.insert("", 0);
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let text = row.get(at).map_or("", |cell| cell.trim());
            *places.entry(text).or_insert_with(|| {
                texts.push(text);
                (texts.len() - 1) as u32
            })
        })
        .collect();
    Column { texts, rows }
}
