//! What a file holds.

use std::fmt;

/// Everything in a file, and everything in the files inside it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The files: the one that was asked about, then those inside it.
    pub files: Vec<Read>,
    /// Tables: sheets, text files of rows, lists in JSON, and copies of data that workbooks keep.
    pub tables: Vec<Table>,
    /// Texts that stand in no table: prose, comments, names, formulas.
    pub texts: Vec<Text>,
    /// Pictures that were decoded, where pictures are wanted.
    pub pictures: Vec<Picture>,
    /// What the file says about itself: author, title, company, camera, place.
    pub about: Vec<About>,
    /// What could not be read, or found no room. Empty means that nothing is missing.
    pub unread: Vec<Unread>,
}

impl Reading {
    /// Whether everything in the file is here.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Read {
    /// Identifier of its format; empty when it has none that is read.
    pub format: String,
    /// Its name, where it has one.
    pub name: String,
    /// The file inside which it lies, as a place in [`Reading::files`].
    pub inside: Option<usize>,
}

/// A table.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    /// Place of its file in [`Reading::files`].
    pub file: usize,
    /// Identifier of the kind of place: `sheet`, `delimited-table`, `pivot-records`.
    pub channel: &'static str,
    /// Name for a person: `sheet 'Data'`.
    pub name: String,
    /// Whether the whole table is kept out of sight, or is a copy of data that stands elsewhere.
    pub is_hidden: bool,
    /// Its rows, headings included where there are some: which row is one is for the reader to find out.
    pub rows: Vec<Line>,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number as the program shows it, from 1.
    pub number: u32,
    /// Whether the whole row is kept out of sight.
    pub is_hidden: bool,
    /// The columns, from 0, of which this row has a value that is kept out of sight though the row is not.
    pub hidden_columns: Vec<u32>,
    /// Values by column; empty where there is none, and no longer than up to the last one. Numbers are in their shortest
    /// form, dates in ISO 8601, truth as `TRUE` and `FALSE`.
    pub cells: Vec<String>,
}

/// A text that stands in no table.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// Place of its file in [`Reading::files`].
    pub file: usize,
    /// Identifier of the kind of place: `plain-text`, `comment`, `shape-text`.
    pub channel: &'static str,
    /// Where it stands, for a person: `line 7`, `B3`; empty where there is only one place.
    pub at: String,
    /// Whether it is kept out of sight.
    pub is_hidden: bool,
    /// The text.
    pub text: String,
}

/// Pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Place of its file in [`Reading::files`].
    pub file: usize,
    /// Where it lies in the file; empty where the file is the picture.
    pub path: String,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue, row by row from the top.
    pub rgb: Vec<u8>,
}

/// Something that a file says about itself.
#[derive(Clone, PartialEq, Eq)]
pub struct About {
    /// Place of its file in [`Reading::files`].
    pub file: usize,
    /// Identifier of the kind of place: `properties`, `media-metadata`.
    pub channel: &'static str,
    /// What it is: `creator`, `Artist`; empty where the file does not say.
    pub label: String,
    /// What stands there.
    pub text: String,
}

/// Something that could not be read, or found no room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Place of its file in [`Reading::files`].
    pub file: usize,
    /// What happened, for a person. Quotes nothing from the file but paths inside its container.
    pub what: String,
    /// What to do about it.
    pub fix: &'static str,
}

/// Personal data are in here, so only numbers are shown where somebody prints it.
impl fmt::Debug for Reading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: usize = self.tables.iter().map(|table| table.rows.len()).sum();
        formatter
            .debug_struct("Reading")
            .field("files", &self.files.len())
            .field("tables", &self.tables.len())
            .field("rows", &rows)
            .field("texts", &self.texts.len())
            .field("pictures", &self.pictures.len())
            .field("about", &self.about.len())
            .field("unread", &self.unread.len())
            .finish()
    }
}
