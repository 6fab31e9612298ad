//! What comes out of a statement.

use std::fmt;

use crate::error::{Shape, StoreError};

/// One row of an answer. Columns are counted from 0.
///
/// A column of another kind than asked for, a null where none may be, and a column that is not there are
/// [`StoreError::Shape`], naming the column. `Debug` shows kinds and lengths, never content.
#[derive(Clone, PartialEq, Eq)]
pub struct Row(Vec<Cell>);

/// One value of a row. Unlike a parameter, a null that comes back has no kind on SQLite.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self(cells)
    }

    /// How many columns the row has.
    pub fn width(&self) -> usize {
        self.0.len()
    }

    /// The whole number in a column.
    pub fn integer(&self, column: usize) -> Result<i64, StoreError> {
        present(column, self.optional_integer(column)?)
    }

    /// The whole number in a column, or null.
    pub fn optional_integer(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Integer(number) => Ok(Some(*number)),
            Cell::Text(_) | Cell::Bytes(_) => Err(Shape::Kind(column).into()),
        }
    }

    /// The text in a column.
    pub fn text(&self, column: usize) -> Result<&str, StoreError> {
        present(column, self.optional_text(column)?)
    }

    /// The text in a column, or null.
    pub fn optional_text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            Cell::Integer(_) | Cell::Bytes(_) => Err(Shape::Kind(column).into()),
        }
    }

    /// The bytes in a column.
    pub fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        present(column, self.optional_bytes(column)?)
    }

    /// The bytes in a column, or null.
    pub fn optional_bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Bytes(bytes) => Ok(Some(bytes)),
            Cell::Integer(_) | Cell::Text(_) => Err(Shape::Kind(column).into()),
        }
    }

    /// The bytes in a column, without copying them; the rest of the row is let go.
    pub fn into_bytes(mut self, column: usize) -> Result<Vec<u8>, StoreError> {
        match self.0.get_mut(column).map(|cell| std::mem::replace(cell, Cell::Null)) {
            Some(Cell::Bytes(bytes)) => Ok(bytes),
            Some(Cell::Null) => Err(Shape::Null(column).into()),
            Some(Cell::Integer(_) | Cell::Text(_)) => Err(Shape::Kind(column).into()),
            None => Err(Shape::NoColumn(column).into()),
        }
    }

    fn cell(&self, column: usize) -> Result<&Cell, StoreError> {
        self.0.get(column).ok_or_else(|| Shape::NoColumn(column).into())
    }
}

fn present<T>(column: usize, value: Option<T>) -> Result<T, StoreError> {
    value.ok_or_else(|| Shape::Null(column).into())
}

impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Row")?;
        formatter.debug_list().entries(&self.0).finish()
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Integer(_) => formatter.write_str("Integer"),
            Self::Text(text) => write!(formatter, "Text({} bytes)", text.len()),
            Self::Bytes(bytes) => write!(formatter, "Bytes({} bytes)", bytes.len()),
        }
    }
}
