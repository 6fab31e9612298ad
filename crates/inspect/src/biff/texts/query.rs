//! Where data came from: consolidations and queries ([MS-XLS] 2.4.83, 2.4.85, 2.4.86, 2.4.108, 2.4.209, 2.4.301).

use crate::Channel;
use crate::biff::book::{self, Book};
use crate::biff::chain::Chain;
use crate::biff::external::path_of;
use crate::biff::record::Record;
use crate::biff::version::Letters;
use crate::bytes::Bytes;
use crate::lines::Lines;

/// A file or sheet as sources name it: 2 and a sheet of the workbook, or the path of a file.
fn source(stored: &str) -> String {
    match stored.strip_prefix('\u{2}') {
        Some(sheet) => format!("'{sheet}'"),
        None => path_of(stored),
    }
}

fn file(chain: &mut Chain<'_>, letters: &Letters) -> Option<String> {
    let count = usize::from(chain.u16()?);
    if count == 0 || chain.is_done() {
        return Some(String::new());
    }
    Some(source(&chain.text(count, letters)?))
}

/// DCONREF: a range. It is also how a pivot cache names its source.
pub(super) fn consolidated_range(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let area = book::area(&mut Bytes::new(record.body()), false)?;
    let mut chain = Chain::of(record);
    chain.skip(6)?;
    let text = format!("{}!{area}", file(&mut chain, &book.letters)?);
    lines.say(book.sources, "range", "", text);
    Some(())
}

/// DCONNAME and DCONBIN: a range by its name.
pub(super) fn consolidated_name(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let letters = &book.letters;
    let mut chain = Chain::of(record);
    if record.number == 0x0052 {
        let name = chain.long(letters)?;
        lines.say(book.sources, "name", file(&mut chain, letters)?, name);
    } else {
        // The name is a number here.
        chain.skip(4)?;
        lines.say(book.sources, "file", "", file(&mut chain, letters)?);
    }
    Some(())
}

/// SXSTRING outside a pivot cache: a piece of a query, such as a connection or SQL.
pub(super) fn text(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    lines.say(Channel::Connection, "query", "", chain.long(letters)?);
    Some(())
}

/// EXTSTRING: a further piece of a query.
pub(super) fn extended_text(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(4)?;
    lines.say(Channel::Connection, "query", "", chain.long(letters)?);
    Some(())
}

/// QSI: the range that a query fills.
pub(super) fn table(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(10)?;
    lines.say(Channel::QueryTable, "name", "", chain.long(letters)?);
    super::leftover(&chain.rest(), Channel::QueryTable, lines);
    Some(())
}
