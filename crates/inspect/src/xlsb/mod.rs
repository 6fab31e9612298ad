//! Binary parts of Excel workbooks ([MS-XLSB]): the records that stand in an xlsb where an xlsx has XML.
//!
//! The package around them, and every part that is XML in both, is read by [`crate::ooxml`]; it hands a part to this
//! module when its bytes are no XML. Parts are streams of records ([`record`]), gone through by [`page`], which gives each
//! record to the part's own reader, to a script ([`fields`]) or, by the table of [`numbers`], to nobody.

pub(crate) mod colour;
pub(crate) mod comments;
mod differential;
pub(crate) mod external;
mod fields;
mod formula;
mod future;
mod gist;
mod names;
mod numbers;
mod page;
pub(crate) mod pivot;
mod record;
pub(crate) mod references;
pub(crate) mod revision;
pub(crate) mod sheet;
pub(crate) mod strings;
pub(crate) mod styles;
mod text;
pub(crate) mod workbook;

use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::{Read, Scribe};

/// Reads a part that needs no reader of its own: scripts and the table of numbers say what is in it.
pub(crate) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let part = book.package.zip.unpack(index, scribe.budget())?;
    page::walk(part, &mut page::Plain, &book.workbook.references, parts, scribe)
}
