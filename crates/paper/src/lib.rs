//! Documents to be read on paper: headings, paragraphs, lists and tables become a PDF of A4 pages.
//!
//! [`Paper`] holds the content, [`Paper::to_pdf`] writes it. What comes out is PDF/A-2a and PDF/UA-1: it can be kept for as
//! long as the case file, and a screen reader reads it in order. The same content gives the same bytes; the time is part of
//! the content.
//!
//! **No character is dropped.** What the font does not have, or what has no ink, or what turns the direction of text, is
//! written with its number in a grey box: `[U+202E]`. Whatever text is put in, a document comes out; what would make it
//! endless is cut, and says so.
//!
//! The room knows nothing of what the documents are about.

mod block;
mod broken;
mod draw;
mod error;
mod faces;
mod icon;
mod layout;
mod letters;
mod look;
mod structure;

pub use block::{Block, Cell, Heading, Mark, Panel, Paper, Row, Table};
pub use error::PaperError;
pub use icon::Icon;
pub use look::Tone;
