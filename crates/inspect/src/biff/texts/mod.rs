//! Records that are read one by one for the words in them: one file for each subject.

mod filter;
mod link;
mod page;
mod people;
mod pivot_view;
mod query;
mod scenario;
mod style;
mod validation;

use super::book::Book;
use super::names;
use super::record::Record;
use crate::lines::Lines;

/// Reads a record. `None` when it makes no sense, or is none of these.
pub(crate) fn read(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let letters = &book.letters;
    match record.number {
        0x0014 | 0x0015 => page::header(record, letters, lines),
        0x089c => page::later_header(record, letters, lines),
        0x004d => page::printer(record, letters, lines),
        0x005b => people::file_sharing(record, letters, lines),
        0x005c => {
            people::write_access(record, letters, lines);
            Some(())
        }
        0x01a9 => people::custom_view(record, letters, lines),
        0x01ba => people::code_name(record, letters, lines),
        0x0051 => query::consolidated_range(record, book, lines),
        0x0052 | 0x01b5 => query::consolidated_name(record, book, lines),
        0x00cd => query::text(record, letters, lines),
        0x0804 => query::extended_text(record, letters, lines),
        0x01ad => query::table(record, letters, lines),
        0x009e => filter::read(record, book, lines),
        0x00af => scenario::read(record, letters, lines),
        0x00b0 => pivot_view::view(record, letters, lines),
        0x00b1 | 0x00b2 => pivot_view::field(record, letters, lines),
        0x00c5 => pivot_view::data_field(record, letters, lines),
        0x00f1 => pivot_view::extension(record, letters, lines),
        0x01b8 => link::read(record, lines),
        0x0800 => link::tip(record, lines),
        0x01be => validation::read(record, book, lines),
        0x0293 => style::read(record, letters, lines),
        0x0892 => style::extension(record, lines),
        0x0894 => names::comment(record, book, lines),
        _ => None,
    }
}

/// Everything that is left of a record, swept for words.
fn leftover(bytes: &[u8], channel: crate::Channel, lines: &mut Lines) {
    for text in crate::text::sweep::texts(bytes) {
        lines.say(channel, "", "", text);
    }
}
