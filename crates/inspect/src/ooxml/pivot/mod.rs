//! Pivot caches: the copy of every source row that a pivot table keeps (ECMA-376 part 1, 18.10).
//!
//! The definition lists fields and, for each, the values it has had; the records name these values by number. Both
//! together give the source table back, row for row, even when its sheet was deleted.

pub(crate) mod definition;
mod records;

use self::definition::Definition;
pub(crate) use self::records::open;
use super::book::Book;
use super::package::Account;
use crate::lazy::LazyParts;
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe, Spot, xlsb};

/// Reads a definition and its records.
pub(super) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let mut definition = if book.is_xml(index, budget)? {
        definition::read(book.package.zip.unpack(index, budget)?, parts, scribe)?
    } else {
        xlsb::pivot::definition(book, index, parts, scribe)?
    };
    let Some(records) = book.package.related_as(book.key(index), "pivotCacheRecords") else {
        return send_items(book, index, &mut definition, scribe);
    };
    let result = book.is_xml(records, budget).and_then(|is_xml| {
        let read = if is_xml { records::read } else { xlsb::pivot::records };
        read(book, records, &mut definition, scribe)
    });
    book.settle_beside(records, Account::Read, result, scribe)?;
    send_items(book, index, &mut definition, scribe)
}

/// Reads records that no definition refers to: the values that stand in them, column by column. Those that are only
/// numbers of items went with the definition.
pub(super) fn read_records(
    book: &Book<'_>,
    index: usize,
    _: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    records::read(book, index, &mut Definition::default(), scribe)
}

/// Values that no record uses: those of rows deleted since, or of all rows when the records were not saved.
fn send_items(book: &Book<'_>, index: usize, definition: &mut Definition, scribe: &mut Scribe<'_>) -> Read {
    let unused: Vec<Vec<usize>> = definition.fields.iter().map(definition::Field::unused).collect();
    let longest = unused.iter().map(Vec::len).max().unwrap_or(0);
    if longest == 0 {
        return Ok(());
    }
    let spot = Spot::new(Channel::PivotItems, book.path(index)).hidden(book.owner(index).hiding);
    let part = scribe.open(book.file, Content::Table, &spot)?;
    let mut buffer = RowBuffer::default();
    push_names(definition, &mut buffer);
    scribe.row(part, 0, RowRole::Header, Hiding::empty(), &buffer)?;
    for line in 0..longest {
        buffer.clear();
        for (column, items) in unused.iter().enumerate() {
            if let Some(item) = items.get(line) {
                let kind = definition.fields[column].kinds.get(*item).copied().unwrap_or(CellKind::Text);
                if let Some(text) = definition.item(column, *item)? {
                    buffer.push(column as u32, kind, Hiding::empty(), text);
                }
            }
        }
        scribe.row(part, line as u32 + 1, RowRole::Data, Hiding::empty(), &buffer)?;
    }
    scribe.close(part)
}

/// The names of the fields, as the heading of a table.
fn push_names(definition: &Definition, buffer: &mut RowBuffer) {
    buffer.clear();
    for (column, field) in definition.fields.iter().enumerate() {
        buffer.push(column as u32, CellKind::Text, Hiding::empty(), &field.name);
    }
}

/// A value as a pivot cache spells it, in our spelling.
fn respelled<'t>(kind: CellKind, value: &'t str, scratch: &'t mut String) -> &'t str {
    match kind {
        CellKind::Number => crate::cell::number::respell(value, scratch),
        // A date without time of day has one all the same.
        CellKind::Date => value.strip_suffix("T00:00:00").unwrap_or(value),
        CellKind::Boolean => match value {
            "1" | "true" => "TRUE",
            "0" | "false" | "" => "FALSE",
            neither => neither,
        },
        _ => value,
    }
}

/// Kind of value by the name of the element that holds it; `m` is a missing one.
fn kind_of(element: &str) -> Option<CellKind> {
    Some(match element {
        "s" => CellKind::Text,
        "n" => CellKind::Number,
        "d" => CellKind::Date,
        "b" => CellKind::Boolean,
        "e" => CellKind::Error,
        _ => return None,
    })
}
