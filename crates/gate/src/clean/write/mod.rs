//! Writers of copies: row by row, in memory that does not grow with the sheet.
//!
//! They are our own. `rust_xlsxwriter` 0.102 always writes document properties (a program's name, dates, the list of
//! sheets), spools every sheet through a second temporary file, and takes 36 seconds of processor time to build with its
//! zip writer; `spreadsheet-ods` 1.0 keeps the whole document in memory and brings `nom`, `chrono` and a second
//! `quick-xml` along. What a copy needs of either format is small: texts, numbers, dates, three looks of letters, widths,
//! merged cells. Nothing that is not written here can be in a copy.

mod csv;
mod grid;
mod ods;
mod styles;
#[cfg(test)]
mod tests;
mod xlsx;
mod xml;
mod zip;

pub(crate) use csv::CsvWriter;
pub(crate) use ods::OdsWriter;
pub(crate) use styles::{Looks, Styles};
pub(crate) use xlsx::XlsxWriter;

use super::survey::sheet::Merge;
use super::value::Value;
use std::io;

/// A cell of the copy.
#[derive(Debug)]
pub(crate) struct OutCell<'c> {
    /// Column of the copy, from 0.
    pub(crate) column: u32,
    /// Number of its style.
    pub(crate) style: u32,
    /// Its value.
    pub(crate) value: Value<'c>,
}

/// What a writer knows of a sheet before its rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SheetHead<'s> {
    pub(crate) name: &'s str,
    /// First column, last column, width in characters; in order, and apart.
    pub(crate) widths: &'s [(u32, u32, f32)],
    /// In order of the first row, and apart.
    pub(crate) merges: &'s [Merge],
    /// Columns up to the last one with a value.
    pub(crate) columns: u32,
}

/// Why a copy could not be written.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The disk, or whatever the file lies on.
    Io(io::Error),
    /// A text is longer than a cell of the format can be: row and column from 0.
    LongText(u32, u32),
    /// The format has no such row or column.
    NoSuchCell(u32, u32),
    /// A part of the file has more bytes than the format can say.
    TooLarge,
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        // The zip writer says so through `io::Write`.
        if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<zip::TooLarge>) {
            return Self::TooLarge;
        }
        Self::Io(error)
    }
}

/// Writes a copy. Sheets come one after the other, rows and cells in order.
pub(crate) trait Writer {
    /// A sheet begins.
    fn begin_sheet(&mut self, head: &SheetHead<'_>) -> Result<(), Trouble>;
    /// A row with at least one cell; `row` counts from 0.
    fn row(&mut self, row: u32, cells: &[OutCell<'_>]) -> Result<(), Trouble>;
    /// The sheet ends.
    fn end_sheet(&mut self) -> Result<(), Trouble>;
    /// The copy ends. What was written is on its way to the disk.
    fn finish(self: Box<Self>, styles: &Styles) -> Result<(), Trouble>;
}

/// The largest grid that spreadsheet programs have.
pub(crate) const ROWS: u32 = 1 << 20;
/// See [`ROWS`].
pub(crate) const COLUMNS: u32 = 1 << 14;

/// Refuses a cell that no program shows.
fn check_cell(row: u32, cell: &OutCell<'_>) -> Result<(), Trouble> {
    if row < ROWS && cell.column < COLUMNS { Ok(()) } else { Err(Trouble::NoSuchCell(row, cell.column)) }
}
