//! What was found in a file: everything that a gate needs to decide and to explain.

use crate::people::tally::People;
use crate::score::{Certainty, Why};
use crate::subjects::Subjects;
use crate::table::{Field, Nature};
use crate::{IdentifierIndex, Unchecked};
use inspect::{Channel, Content, Hiding, Reason, TableTally, Visibility};

/// Everything found in a file and the files inside it.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The file that was asked about, then the files inside it.
    pub files: Vec<FileFound>,
    /// All parts, in the order in which they were met.
    pub parts: Vec<PartFound>,
    /// What the file's name shows.
    pub name: Option<TextFound>,
    /// People in the whole file, each counted once however often and wherever they stand.
    pub people: People,
    /// People where a person who opens the file does not see them.
    pub hidden_people: People,
    /// Who they are, where the roster knows them, and how many others there are.
    pub subjects: Subjects,
    /// Bytes that no reader understood.
    pub unaccounted: Vec<UnaccountedFound>,
    /// Files that could not be checked.
    pub unchecked: Vec<UncheckedFound>,
    /// Names of sheets to which drop-downs and defined names refer.
    pub referred_sheets: Vec<String>,
    /// Set when the types of columns turned out other than they were taken for while their rows were counted: the file
    /// must be gone through once more, with [`crate::Detector::again`].
    pub again: Option<crate::Retyped>,
}

/// A file.
#[derive(Debug, Clone)]
pub struct FileFound {
    /// Number in the stream.
    pub id: u32,
    /// Part in which it lies.
    pub inside: Option<u32>,
    /// Identifier of its format, or empty.
    pub format: String,
    /// Its name.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// What its name claims, where the content is something else.
    pub claims: Option<String>,
}

/// A part of a file.
#[derive(Debug, Clone)]
pub struct PartFound {
    /// Number in the stream.
    pub id: u32,
    /// File it belongs to.
    pub file: u32,
    /// Part it belongs to.
    pub parent: Option<u32>,
    /// Kind of place.
    pub channel: Channel,
    /// What hides it.
    pub hiding: Hiding,
    /// Whether it is seen.
    pub visibility: Visibility,
    /// What it holds.
    pub content: Content,
    /// Path in the container.
    pub path: String,
    /// Name for a person.
    pub human: String,
    /// Cells.
    pub range: String,
    /// Counts of a table.
    pub tally: Option<TableTally>,
    /// What a table shows in each way of being seen or hidden.
    pub views: Vec<ViewFound>,
    /// What texts show.
    pub text: Option<TextFound>,
    /// Cells under something, which are also told, as hidden, in the views of their sheet.
    pub is_told_in_sheet: bool,
}

/// The cells of a table that are hidden in one way, or seen.
#[derive(Debug, Clone)]
pub struct ViewFound {
    /// What hides them; empty when they are seen.
    pub hiding: Hiding,
    /// Rows with such a cell.
    pub rows: u64,
    /// Cells.
    pub cells: u64,
    /// First and last row, from 1; `(0, 0)` for records that were taken out of cells and have no rows of their own.
    pub row_span: (u32, u32),
    /// First and last column, from 0.
    pub column_span: (u32, u32),
    /// Columns with such a cell.
    pub columns: Vec<ColumnFound>,
    /// What kind of table it is.
    pub nature: Nature,
    /// Why, in words.
    pub why: Vec<&'static str>,
    /// People in these rows.
    pub people: People,
    /// Identifiers in these cells.
    pub identifiers: Vec<IdentifierFound>,
    /// Whether all of it also stands where everybody sees it.
    pub is_seen_elsewhere: bool,
    /// Whether it looks like statistics with counts below five.
    pub small_counts: u64,
    /// A few rows, to show masked. By column, in the order of `columns`.
    pub samples: Vec<Vec<String>>,
}

impl ViewFound {
    /// Whether a person who opens the file sees these cells, scrolling perhaps.
    pub fn is_seen(&self) -> bool {
        self.hiding.is_seen()
    }
}

/// A column.
#[derive(Debug, Clone)]
pub struct ColumnFound {
    /// Its number in the sheet, from 0.
    pub number: u32,
    /// Its heading.
    pub header: String,
    /// What it is about.
    pub field: Field,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub why: Why,
    /// Cells of the view with a value.
    pub filled: u64,
}

/// Identifiers of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IdentifierFound {
    /// The kind.
    pub kind: IdentifierIndex,
    /// Cells or places that are certainly one.
    pub certain: u64,
    /// Cells or places that are possibly one.
    pub possible: u64,
}

/// What the texts of a part show.
#[derive(Debug, Clone, Default)]
pub struct TextFound {
    /// Pieces of text.
    pub segments: u64,
    /// Bytes of text.
    pub bytes: u64,
    /// Identifiers in them.
    pub identifiers: Vec<IdentifierFound>,
    /// Pieces that name somebody.
    pub naming: u64,
    /// Pieces that show at least two kinds of evidence about somebody.
    pub telling: u64,
    /// Pieces that name somebody beside a number that can be a person's, or a word of crime, of a part in it, of kinship.
    pub involving: u64,
    /// Different names.
    pub people: u64,
    /// People of the roster whom they name.
    pub on_roster: u64,
    /// A few pieces, to show masked: label, place, text.
    pub samples: Vec<(String, String, String)>,
}

/// Bytes that no reader understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnaccountedFound {
    /// The file.
    pub file: u32,
    /// Path in the container.
    pub path: String,
    /// Bytes; the whole part when `(0, 0)`.
    pub range: (u64, u64),
    /// Why.
    pub why: String,
}

/// A file that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UncheckedFound {
    /// The file.
    pub file: u32,
    /// Why.
    pub reason: Reason,
    /// What exactly.
    pub detail: String,
}

impl From<Unchecked> for Reason {
    fn from(unchecked: Unchecked) -> Self {
        match unchecked {
            Unchecked::TooLong => Self::TooLarge,
            Unchecked::TooSlow => Self::TooSlow,
            Unchecked::Failed => Self::Crashed,
        }
    }
}
