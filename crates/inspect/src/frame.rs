//! What `inspect` says about a file, as a stream: the form in which it crosses from the worker to the parent.
//!
//! A file is `File`, then parts, then `FileEnd`. A part is `Open`, then its content (`Segment` for text, `Row` for a
//! table, a whole `File` … `FileEnd` for a file in the file), then `Close`. Parts that belong to one another name their
//! parent; they need not lie inside each other in the stream, and the frames of two open parts may alternate.

use crate::{Channel, Hiding, Reason, Row, Visibility};
use serde::{Deserialize, Serialize};

/// One statement about a file.
#[derive(Debug, Clone)]
pub enum Frame<'a> {
    /// A file begins: the one that was asked about, or one inside it.
    File(FileHead<'a>),
    /// A part begins.
    Open(PartHead<'a>),
    /// A piece of text of an open part.
    Segment(Segment<'a>),
    /// A row of an open table.
    Row(Row<'a>),
    /// A style that later cells name. Only with [`crate::Options::layout`].
    Style(Style<'a>),
    /// A column width, a merged range, hidden lines or stale formulas of an open table. Only with [`crate::Options::layout`].
    Layout(Layout),
    /// Pixels of a picture in an open part. Only with [`crate::Options::pixels`].
    Pixels(Pixels<'a>),
    /// A part ends.
    Close(PartTail),
    /// Bytes that no reader understood.
    Unaccounted(Unaccounted<'a>),
    /// The file, or the rest of it, could not be checked.
    Unchecked(Unchecked<'a>),
    /// A file ends.
    FileEnd(FileTail),
}

/// The beginning of a file.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FileHead<'a> {
    /// Number of the file in this stream; 0 is the one that was asked about.
    pub file: u32,
    /// The part in which it lies, for a file in a file.
    pub inside: Option<u32>,
    /// Identifier of its format ([`crate::FORMATS`]), or empty when it has none that is read.
    pub format: &'a str,
    /// Its name, where it has one.
    pub name: &'a str,
    /// Size in bytes.
    pub bytes: u64,
    /// What the name's ending claims, where the content is something else.
    pub claims: Option<&'a str>,
}

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Pieces of text.
    Text,
    /// Rows of cells.
    Table,
    /// A file of its own.
    File,
    /// Nothing to read: the part's presence is the message.
    Mark,
}

/// The beginning of a part.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct PartHead<'a> {
    /// Number of the part in this stream.
    pub id: u32,
    /// The file it belongs to.
    pub file: u32,
    /// The part it belongs to, if any: comments to their sheet.
    pub parent: Option<u32>,
    /// The kind of place.
    pub channel: Channel,
    /// What hides the part as a whole.
    pub hiding: Hiding,
    /// What it holds.
    pub content: Content,
    /// Path in the container: `xl/worksheets/sheet3.xml`, or the stream of a compound file.
    pub path: &'a str,
    /// Name for a person: "sheet 'Data'".
    pub human: &'a str,
    /// Cells, where known at the start: `A1:C9`.
    pub range: &'a str,
}

impl PartHead<'_> {
    /// Whether, and how, a person who opens the file sees the part as a whole.
    pub fn visibility(&self) -> Visibility {
        match self.channel.row().visibility {
            Visibility::Visible if !self.hiding.is_seen() => Visibility::Hidden,
            other => other,
        }
    }
}

/// A piece of text.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Segment<'a> {
    /// The part it belongs to.
    pub part: u32,
    /// What the text is: "author", "old value", "formula"; empty for running text.
    pub label: &'a str,
    /// Where in the part: a cell, a name; empty where there is only one place.
    pub at: &'a str,
    /// The text, at most [`crate::Limits::segment_bytes`].
    pub text: &'a str,
}

/// How cells look, as far as a safe copy keeps it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Style<'a> {
    /// Number that [`crate::CellHead::style`] names; never 0.
    pub id: u32,
    /// Bold letters.
    pub bold: bool,
    /// Italic letters.
    pub italic: bool,
    /// Text broken into lines inside the cell.
    pub wrap: bool,
    /// Number format, in the notation of ECMA-376 part 1, 18.8.31.
    pub format: &'a str,
}

/// What belongs to a table and to no single cell of it. Rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Layout {
    /// Columns of one width, in characters of the standard font.
    Width {
        /// The table's part.
        part: u32,
        /// First column.
        first: u32,
        /// Last column.
        last: u32,
        /// Width in characters.
        width: f32,
    },
    /// A merged range.
    Merge {
        /// The table's part.
        part: u32,
        /// First row.
        top: u32,
        /// First column.
        left: u32,
        /// Last row.
        bottom: u32,
        /// Last column.
        right: u32,
    },
    /// Rows that are hidden, whether or not they hold a value.
    HiddenRows {
        /// The table's part.
        part: u32,
        /// First row.
        first: u32,
        /// Last row.
        last: u32,
    },
    /// Columns that are hidden, whether or not they hold a value.
    HiddenColumns {
        /// The table's part.
        part: u32,
        /// First column.
        first: u32,
        /// Last column.
        last: u32,
    },
    /// Formulas whose stored result is missing, or is not what is shown: programs compute it when they open the file.
    Stale {
        /// The table's part.
        part: u32,
        /// How many.
        formulas: u64,
    },
}

impl Layout {
    /// The table that it belongs to.
    pub fn part(&self) -> u32 {
        match self {
            Self::Width { part, .. }
            | Self::Merge { part, .. }
            | Self::HiddenRows { part, .. }
            | Self::HiddenColumns { part, .. }
            | Self::Stale { part, .. } => *part,
        }
    }
}

/// Pixels of a picture: its size, rows from the top, its end. A part can hold one picture after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pixels<'a> {
    /// A picture begins.
    Begin {
        /// The part in which it lies.
        part: u32,
        /// Pixels in a row; never 0.
        width: u32,
        /// Rows; never 0.
        height: u32,
        /// Bytes of a pixel: 1 for luma, 3 for red, green, blue.
        channels: u8,
    },
    /// Whole rows.
    Rows {
        /// The part in which the picture lies.
        part: u32,
        /// The first of them, from 0: the one after those that were sent.
        first: u32,
        /// Pixels, row by row.
        #[serde(borrow)]
        bytes: &'a [u8],
    },
    /// All rows were sent.
    End {
        /// The part in which the picture lies.
        part: u32,
    },
}

impl Pixels<'_> {
    /// The part in which the picture lies.
    pub fn part(&self) -> u32 {
        match self {
            Self::Begin { part, .. } | Self::Rows { part, .. } | Self::End { part } => *part,
        }
    }
}

/// The end of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTail {
    /// The part that ends.
    pub id: u32,
    /// Counts, for a table.
    pub table: Option<TableTally>,
}

/// What a table held, counted as its rows went by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableTally {
    /// Rows with at least one value.
    pub rows: u64,
    /// Values.
    pub cells: u64,
    /// First and last row with a value, from 0.
    pub row_span: Option<(u32, u32)>,
    /// First and last column with a value, from 0.
    pub column_span: Option<(u32, u32)>,
    /// What was hidden, one line per reason.
    pub hidden: Vec<HiddenTally>,
}

/// How much one reason hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenTally {
    /// One single flag.
    pub why: Hiding,
    /// Rows, columns or cells marked so, whether or not they hold a value.
    pub marked: u64,
    /// Values hidden by it.
    pub values: u64,
    /// Rows in which it hides a value.
    pub rows: u64,
}

/// Bytes that no reader understood.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Unaccounted<'a> {
    /// The file they lie in.
    pub file: u32,
    /// Path in the container.
    pub path: &'a str,
    /// Where in the part, in bytes from its start; the whole part when empty (`0, 0`).
    pub range: (u64, u64),
    /// Why, in words for a person.
    pub why: &'a str,
    /// Whether what cells show can depend on it: a sheet, styles, texts, a picture's place. Who builds a copy from what
    /// is shown must stop here, and need not stop at a picture or a macro that cannot be read.
    pub bears_on_cells: bool,
}

/// A file, or the rest of it, that could not be checked.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Unchecked<'a> {
    /// The file.
    pub file: u32,
    /// Why; carries the sentence for a person.
    pub reason: Reason,
    /// What exactly, without any content of the file: "entry xl/workbook.xml", "limit 4 GiB".
    pub detail: &'a str,
}

/// The end of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileTail {
    /// The file that ends.
    pub file: u32,
    /// Entries, streams or sections that it holds.
    pub pieces: u64,
    /// Of these, read by a reader that knows them by name.
    pub read: u64,
    /// Of these, swept for text because no reader knows them by name.
    pub swept: u64,
}

/// Takes the statements as they come. An error ends the inspection.
pub trait Sink {
    /// Takes one frame.
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed>;
}

/// The sink takes no more frames: its other end went away, or it has seen enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

impl<F: FnMut(&Frame<'_>) -> Result<(), Closed>> Sink for F {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        self(frame)
    }
}
