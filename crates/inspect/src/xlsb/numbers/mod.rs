//! Every record number that is known, with its name ([MS-XLSB] 2.3, without the "Brt" before each) and how it is accounted
//! for. Records of numbers that stand nowhere here are swept for text and named as not understood.

mod book;
mod cells;
mod later;
mod links;
mod newest;
mod pivot;
mod scripts;
mod sheet;
mod styles;

use super::fields::Field;
use crate::Channel;

/// How a kind of record is accounted for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Class {
    /// Numbers and switches, no text: at most so many bytes. A longer one is swept for text and named.
    Plain(u16),
    /// Numbers, as many as it needs.
    List,
    /// Can carry text: swept for it.
    Swept(Channel),
    /// Read by a script.
    Fields(&'static [Field]),
    /// Read by a script; where it does not fit, swept. For records of which no file was at hand.
    Tried(Channel, &'static [Field]),
    /// Read by the reader of its part, and by nobody else.
    Own,
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) number: u16,
    pub(crate) name: &'static str,
    pub(crate) class: Class,
}

/// A short way to write a line.
const fn kind(number: u16, name: &'static str, class: Class) -> Kind {
    Kind { number, name, class }
}

/// The lines, each table in order of its numbers, none reaching into the next one.
const TABLES: [&[Kind]; 8] = [
    cells::KINDS,
    book::KINDS,
    pivot::KINDS,
    links::KINDS,
    sheet::KINDS,
    styles::KINDS,
    later::KINDS,
    newest::KINDS,
];

/// What is known about a record number.
pub(crate) fn known(number: u16) -> Option<&'static Kind> {
    let after = TABLES.partition_point(|table| table.first().is_some_and(|kind| kind.number <= number));
    let table = TABLES.get(after.checked_sub(1)?)?;
    table.binary_search_by_key(&number, |kind| kind.number).ok().and_then(|index| table.get(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_every_line_is_found_again() {
        let all: Vec<&Kind> = TABLES.into_iter().flatten().collect();
        assert!(all.is_sorted_by(|one, two| one.number < two.number));
        for kind in &all {
            assert_eq!(known(kind.number).map(|found| found.name), Some(kind.name));
        }
        assert!(all.len() > 850, "{}", all.len());
        assert!(known(0x3fff).is_none() && known(0x0300).is_none());
    }
}
