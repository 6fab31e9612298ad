//! The forms in which a table is delivered: a file each, and a line in [`FORMS`].

mod csv;
mod jsonl;
mod xlsx;

use crate::ShareError;
use std::io::Write;

/// Begins a table with these headings.
type Begin = fn(&[String]) -> Result<Box<dyn Form>, ShareError>;

/// One line of [`FORMS`].
pub struct FormRow {
    /// Stable identifier, as the record has it.
    pub id: &'static str,
    /// Name for a person.
    pub title: &'static str,
    /// Name of the table in a delivery.
    pub file: &'static str,
    begin: Begin,
}

/// Every form.
pub static FORMS: &[FormRow] = &[
    FormRow { id: "csv", title: "CSV", file: "people.csv", begin: csv::begin },
    FormRow { id: "xlsx", title: "Excel workbook", file: "people.xlsx", begin: xlsx::begin },
    FormRow { id: "jsonl", title: "JSON Lines", file: "people.jsonl", begin: jsonl::begin },
];

impl std::fmt::Debug for FormRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Form({})", self.id)
    }
}

impl FormRow {
    /// The form of this identifier.
    pub fn named(id: &str) -> Option<&'static Self> {
        FORMS.iter().find(|row| row.id == id)
    }

    /// Begins a table with these headings.
    pub(crate) fn begin(&self, headings: &[String]) -> Result<Box<dyn Form>, ShareError> {
        (self.begin)(headings)
    }
}

/// A table that is being written.
pub(crate) trait Form {
    /// A row, as long as the headings.
    fn row(&mut self, cells: &[&str], out: &mut dyn Write) -> Result<(), ShareError>;
    /// There are no more rows.
    fn end(self: Box<Self>, out: &mut dyn Write) -> Result<(), ShareError>;
}

/// The sealed file could not take more.
pub(crate) fn unwritten(_: impl std::error::Error) -> ShareError {
    ShareError::Unwritten { what: "the disk did not take it" }
}
