//! A place in the database.

use std::fmt;

/// Where a sealed value is kept. It is bound into the seal: a value that somebody moves to another row, column or table
/// does not open there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Name of the table.
    pub table: &'a str,
    /// Number of the row.
    pub row: i64,
    /// Name of the column.
    pub column: &'a str,
}

impl Cell<'_> {
    /// The associated data: `header`, whose length its first byte tells, then the row (i64), the table and the column,
    /// each behind its length (u64), all big-endian. No two places have the same.
    pub(crate) fn bind(&self, header: &[u8]) -> Vec<u8> {
        let mut data = Vec::with_capacity(header.len() + 24 + self.table.len() + self.column.len());
        data.extend_from_slice(header);
        data.extend_from_slice(&self.row.to_be_bytes());
        for name in [self.table, self.column] {
            data.extend_from_slice(&(name.len() as u64).to_be_bytes());
            data.extend_from_slice(name.as_bytes());
        }
        data
    }
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "table '{}', column '{}', row {}", self.table, self.column, self.row)
    }
}
