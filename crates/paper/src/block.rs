//! What a document is made of.

use crate::{Icon, PaperError, Tone};
use jiff::Timestamp;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its title, in the list of documents and at the top of each page.
    pub title: String,
    /// The program that made it, with its version.
    pub producer: String,
    /// When. The only time there is: the same content and time give the same bytes.
    pub created: Timestamp,
    /// Lines at the foot of each page, each as much of it as fits.
    pub foot: Vec<String>,
    /// The content, in order. It begins with a [`Panel`] or a heading of the first level.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// The document as PDF.
    pub fn to_pdf(&self) -> Result<Vec<u8>, PaperError> {
        crate::draw::draw(self)
    }
}

/// A piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the document says, before everything else.
    Panel(Panel),
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(String),
    /// Points of a list.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

impl Block {
    /// A paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// A heading without a mark.
    pub fn heading(level: u16, text: impl Into<String>) -> Self {
        Self::Heading(Heading { level, text: text.into(), mark: None })
    }

    /// Labels and what they say. What says nothing is left out.
    pub fn facts<L: Into<String>, V: Into<String>>(facts: impl IntoIterator<Item = (L, V)>) -> Self {
        let rows = facts.into_iter().map(|(label, value)| (label.into(), value.into()));
        let rows = rows.filter(|(_, value): &(String, String)| !value.is_empty());
        let rows = rows.map(|(label, value)| Row { cells: vec![Cell::label(label), Cell::text(value)] });
        Self::Table(Table { widths: vec![22, 78], head: Vec::new(), rows: rows.collect() })
    }
}

/// A shape and words in a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The colour.
    pub tone: Tone,
    /// The shape.
    pub icon: Icon,
    /// The words.
    pub words: String,
}

/// What the document says, in one frame at its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Colour, shape, and the few words that are the heading of it all.
    pub mark: Mark,
    /// What it is about.
    pub about: String,
    /// The sentences that follow.
    pub sentences: Vec<String>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 is the highest.
    pub level: u16,
    /// Its words.
    pub text: String,
    /// What stands before them.
    pub mark: Option<Mark>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Shares of the width, one a column.
    pub widths: Vec<u16>,
    /// Words over the columns; none where the first cell of each row says what the row is.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// What stands before it.
    pub icon: Option<(Icon, Tone)>,
    /// Steps to the right: what lies in what.
    pub steps: u16,
    /// Whether it says what its row is.
    pub is_label: bool,
}

impl Cell {
    /// A cell that says what its row is.
    pub fn label(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_label: true, ..Self::default() }
    }

    /// A cell.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The cell with a shape before its words.
    #[must_use]
    pub fn with_icon(self, icon: Icon, tone: Tone) -> Self {
        Self { icon: Some((icon, tone)), ..self }
    }

    /// The cell further to the right.
    #[must_use]
    pub fn indented(self, steps: u16) -> Self {
        Self { steps, ..self }
    }
}
