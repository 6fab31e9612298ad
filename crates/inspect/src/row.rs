//! One row of a table, laid out so that four million cells cost four million small copies and no allocation.

use crate::Hiding;
use serde::{Deserialize, Serialize};

/// What kind of value a cell stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum CellKind {
    /// Words, or digits stored as words.
    Text,
    /// A number, written in its shortest decimal form.
    Number,
    /// A date, a time or both, written in ISO 8601 (`1985-03-04`, `1985-03-04T10:00:00`, `10:00:00`).
    Date,
    /// `TRUE` or `FALSE`.
    Boolean,
    /// An error value such as `#N/A`.
    Error,
}

/// Everything about a cell but its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellHead {
    /// Column, from 0.
    pub column: u32,
    /// Kind of the stored value.
    pub kind: CellKind,
    /// What hides this cell, beyond what hides its row.
    pub hiding: Hiding,
    /// Number of a [`crate::Style`] frame sent before, 0 for none. Only with [`crate::Options::layout`].
    pub style: u32,
    /// Bytes of stored text.
    pub stored: u32,
    /// Bytes of displayed text that follow the stored text, where the two differ and layout was asked for.
    pub shown: Option<u32>,
}

/// A cell as a reader of frames sees it.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// Everything but the text.
    pub head: &'a CellHead,
    /// The whole stored value.
    pub stored: &'a str,
    /// What the program displays, where it differs and layout was asked for.
    pub shown: Option<&'a str>,
}

/// What a row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum RowRole {
    /// A row of the table; it may turn out to be a heading.
    Data,
    /// Names of fields that the format itself stores apart from the rows (a pivot cache, a table definition).
    Header,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Number of the table's part.
    pub part: u32,
    /// Row number as the program shows it, from 1.
    pub number: u32,
    /// Heading or data.
    pub role: RowRole,
    /// What hides the whole row.
    pub hiding: Hiding,
    /// The cells' heads, in order of column.
    pub heads: &'a [CellHead],
    /// The cells' texts, one after the other.
    pub text: &'a str,
}

impl<'a> Row<'a> {
    /// The cells with their texts. A head that points outside the text ends the walk: see [`Row::is_sound`].
    pub fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let text = self.text;
        let mut at = 0_usize;
        self.heads.iter().map_while(move |head| {
            let stored = text.get(at..at + head.stored as usize)?;
            at += head.stored as usize;
            let shown = match head.shown {
                None => None,
                Some(bytes) => {
                    let shown = text.get(at..at + bytes as usize)?;
                    at += bytes as usize;
                    Some(shown)
                }
            };
            Some(Cell { head, stored, shown })
        })
    }

    /// Whether heads and text agree: every cell lies on character borders and no text is left over. A row that came
    /// from another process is tested before it is believed.
    pub fn is_sound(&self) -> bool {
        let claimed: u64 =
            self.heads.iter().map(|head| u64::from(head.stored) + u64::from(head.shown.unwrap_or(0))).sum();
        claimed == self.text.len() as u64 && self.cells().count() == self.heads.len()
    }
}

/// Collects the cells of one row; reused from row to row.
#[derive(Debug, Clone, Default)]
pub struct RowBuffer {
    heads: Vec<CellHead>,
    text: String,
}

impl RowBuffer {
    /// Empties the buffer and keeps its memory.
    pub fn clear(&mut self) {
        self.heads.clear();
        self.text.clear();
    }

    /// Adds a cell whose displayed text is its stored text, or was not asked for.
    #[inline]
    pub fn push(&mut self, column: u32, kind: CellKind, hiding: Hiding, stored: &str) {
        self.heads.push(CellHead {
            column,
            kind,
            hiding,
            style: 0,
            stored: stored.len() as u32,
            shown: None,
        });
        self.text.push_str(stored);
    }

    /// Adds a cell with its displayed text and style.
    pub fn push_shown(
        &mut self,
        column: u32,
        kind: CellKind,
        hiding: Hiding,
        style: u32,
        stored: &str,
        shown: &str,
    ) {
        self.push(column, kind, hiding, stored);
        if let Some(head) = self.heads.last_mut() {
            head.style = style;
            if shown != stored {
                head.shown = Some(shown.len() as u32);
                self.text.push_str(shown);
            }
        }
    }

    /// Hides cells in further ways: `over` says how, by column.
    pub(crate) fn hide(&mut self, over: impl Fn(u32) -> Hiding) {
        for head in &mut self.heads {
            head.hiding |= over(head.column);
        }
    }

    /// Whether no cell was added.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Bytes of text held.
    pub fn text_len(&self) -> usize {
        self.text.len()
    }

    /// Sorts the cells by column: most formats store them so, but none is obliged to.
    pub fn sort(&mut self) {
        if self.heads.is_sorted_by_key(|head| head.column) {
            return;
        }
        let mut cells: Vec<(CellHead, String)> = Vec::with_capacity(self.heads.len());
        let mut at = 0;
        for head in &self.heads {
            let bytes = head.stored as usize + head.shown.unwrap_or(0) as usize;
            cells.push((*head, self.text[at..at + bytes].to_owned()));
            at += bytes;
        }
        cells.sort_by_key(|(head, _)| head.column);
        self.clear();
        for (head, text) in cells {
            self.heads.push(head);
            self.text.push_str(&text);
        }
    }

    /// The row as a frame.
    pub fn row(&self, part: u32, number: u32, role: RowRole, hiding: Hiding) -> Row<'_> {
        Row { part, number, role, hiding, heads: &self.heads, text: &self.text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_put_in() {
        let mut buffer = RowBuffer::default();
        buffer.push(4, CellKind::Text, Hiding::COLUMN, "Ashworth");
        buffer.push_shown(1, CellKind::Date, Hiding::empty(), 3, "1985-03-04", "1985");
        buffer.sort();
        let row = buffer.row(7, 2, RowRole::Data, Hiding::ROW);
        let cells: Vec<_> = row.cells().map(|cell| (cell.head.column, cell.stored, cell.shown)).collect();
        assert_eq!(cells, [(1, "1985-03-04", Some("1985")), (4, "Ashworth", None)]);
        assert!(row.is_sound());
    }

    #[test]
    fn a_row_whose_heads_claim_more_text_than_there_is_is_not_sound() {
        let head = CellHead {
            column: 0,
            kind: CellKind::Text,
            hiding: Hiding::empty(),
            style: 0,
            stored: u32::MAX,
            shown: Some(u32::MAX),
        };
        let row = Row {
            part: 0,
            number: 1,
            role: RowRole::Data,
            hiding: Hiding::empty(),
            heads: &[head, head],
            text: "short",
        };
        assert!(!row.is_sound());
        assert_eq!(row.cells().count(), 0);
    }
}
