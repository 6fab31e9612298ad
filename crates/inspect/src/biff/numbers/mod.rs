//! Every record number that is known, with its name ([MS-XLS] 2.3) and how it is accounted for. Records of numbers that
//! stand nowhere here are swept for text and named as not understood.

mod cells;
mod chart;
mod early;
mod later;

use crate::Channel;

/// How a kind of record is accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Numbers and switches, no text: at most so many bytes. A longer one is swept for text and named.
    Plain(u16),
    /// A list of numbers that is as long as it needs to be.
    List,
    /// Can carry text: swept for it.
    Swept(Channel),
    /// Read by the readers of a topic.
    Read(Topic),
    /// Of an older version: no workbook of this one has it.
    Old,
}

impl Class {
    /// Whether a record of this class may go on in Continue records.
    pub(crate) fn can_go_on(self) -> bool {
        match self {
            // Longer ones are swept in any case.
            Self::Plain(_) | Self::List | Self::Swept(_) | Self::Old => true,
            Self::Read(topic) => !matches!(
                topic,
                Topic::Frame
                    | Topic::Book
                    | Topic::Cell
                    | Topic::Protection
                    | Topic::PivotCache
                    | Topic::ChartValues
                    | Topic::Note
            ),
        }
    }
}

/// Who reads a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// Where a substream begins and ends.
    Frame,
    /// Sheets, code page, date system: what the whole workbook shares.
    Book,
    /// Fonts, formats, colours.
    Style,
    /// The table of texts.
    Strings,
    /// Defined names.
    Names,
    /// Other workbooks, and the values copied from them.
    External,
    /// Cells.
    Cell,
    /// Rows, columns, merges, filters: what decides which cells are seen.
    Layout,
    /// Formulas kept apart from their cells.
    SharedFormula,
    /// Pictures, boxes, controls and their texts.
    Drawing,
    /// Notes on cells.
    Note,
    /// Conditional formats.
    Condition,
    /// Values that a chart draws.
    ChartValues,
    /// Words of a chart.
    ChartText,
    /// Everything else that is read record by record.
    Text,
    /// A lock against editing.
    Protection,
    /// Which pivot caches there are.
    PivotCache,
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

/// What is known about a record number.
pub(crate) fn known(number: u16) -> Option<&'static Kind> {
    let table = match number {
        0..0x0200 => early::KINDS,
        0x0200..0x0800 => cells::KINDS,
        0x0800..0x1000 => later::KINDS,
        _ => chart::KINDS,
    };
    table.binary_search_by_key(&number, |kind| kind.number).ok().and_then(|index| table.get(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_every_line_is_found_again() {
        for table in [early::KINDS, cells::KINDS, later::KINDS, chart::KINDS] {
            assert!(table.is_sorted_by(|one, two| one.number < two.number));
            for kind in table {
                assert_eq!(known(kind.number).map(|found| found.name), Some(kind.name));
            }
        }
        assert!(known(0x7fff).is_none());
    }
}
