//! The history of a shared workbook: old and new values of changed cells (ECMA-376 part 1, 18.11).

use super::book::Book;
use crate::cell::address;
use crate::cell::escape::unescape;
use crate::lazy::LazyParts;
use crate::stop::LimitMet;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Budget, CellKind, Channel, Content, Hiding, Read, Reason, RowBuffer, RowRole, Scribe, Spot};
use std::collections::BTreeMap;

const TABLE: Table = Table {
    rest: Channel::RevisionLog,
    at: &["r", "ref"],
    all_attributes: false,
    picks: &[
        Pick::attribute("header", "userName", Channel::RevisionLog, "changed by"),
        Pick::attribute("header", "dateTime", Channel::RevisionLog, "changed on"),
        Pick::attribute("userInfo", "name", Channel::RevisionLog, "opened by"),
        Pick::attribute("userInfo", "dateTime", Channel::RevisionLog, "opened on"),
        Pick::attribute("rsnm", "*", Channel::RevisionLog, "renamed sheet"),
        Pick::attribute("ris", "name", Channel::RevisionLog, "inserted sheet"),
        Pick::attribute("rdn", "*", Channel::RevisionLog, "changed name"),
        Pick::attribute("rcmt", "author", Channel::RevisionLog, "comment by"),
        Pick::attribute("", "guid", Channel::ViewSettings, "identifier"),
    ],
};

/// Column, kind and text of a value.
type Held = (u32, CellKind, String);

/// Values that cells had, by sheet and row, then column.
#[derive(Debug, Default)]
pub(crate) struct History {
    rows: BTreeMap<(u32, u32), Vec<Held>>,
    bytes: u64,
}

impl History {
    /// A value that a cell had.
    pub(crate) fn add(
        &mut self,
        (sheet, row, column): (u32, u32, u32),
        kind: CellKind,
        value: String,
        budget: &Budget,
    ) -> Read {
        self.bytes += value.len() as u64 + 64;
        if self.bytes > budget.limits().held_part_bytes {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        self.rows.entry((sheet, row)).or_default().push((column, kind, value));
        Ok(())
    }
}

/// Reads a header or a log.
pub(super) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    let mut reader =
        Reader { picker, history: History::default(), sheet: 0, cell: None, value: String::new() };
    walk(book.package.zip.unpack(index, budget)?, budget, &mut reader)?;
    let history = reader.history;
    send(book, index, history, scribe)
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    history: History,
    sheet: u32,
    cell: Option<(u32, u32, CellKind)>,
    value: String,
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        match element.name() {
            "rcc" | "rrc" | "rm" => self.sheet = element.number("sId").unwrap_or(self.sheet),
            "oc" | "nc" => {
                let place = element.attribute("r").and_then(|place| address::parse_cell(place.as_bytes()));
                let kind = match element.attribute("t").as_deref() {
                    None | Some("n") => CellKind::Number,
                    _ => CellKind::Text,
                };
                self.cell = place.map(|(row, column)| (row, column, kind));
                self.value.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        let in_cell = self.cell.is_some() && (path.has("oc") || path.has("nc"));
        if in_cell && matches!(path.up(0), "v" | "t") {
            self.value.push_str(text);
            return Ok(());
        }
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        if matches!(path.up(0), "oc" | "nc")
            && let Some((row, column, kind)) = self.cell.take()
            && !self.value.is_empty()
        {
            let value = unescape(&self.value).into_owned();
            let budget = self.picker.scribe.budget();
            self.history.add((self.sheet, row, column), kind, value, budget)?;
        }
        self.picker.end(path)
    }
}

/// Sends the history as one table: all that a row of a sheet ever held, one state a row.
pub(crate) fn send(book: &Book<'_>, index: usize, history: History, scribe: &mut Scribe<'_>) -> Read {
    if history.rows.is_empty() {
        return Ok(());
    }
    let spot =
        Spot::new(Channel::RevisionLog, book.path(index)).human("old and new values in the revision log");
    let part = scribe.open(book.file, Content::Table, &spot.hidden(book.owner(index).hiding))?;
    let mut buffer = RowBuffer::default();
    for ((_, row), mut values) in history.rows {
        values.sort_by_key(|(column, ..)| *column);
        values.dedup();
        // Each state takes the first value left of every column.
        while !values.is_empty() {
            buffer.clear();
            let mut left = Vec::new();
            let mut last = None;
            for (column, kind, value) in values {
                if last == Some(column) {
                    left.push((column, kind, value));
                } else {
                    last = Some(column);
                    buffer.push(column, kind, Hiding::SUPERSEDED, &value);
                }
            }
            scribe.row(part, row.saturating_add(1), RowRole::Data, Hiding::SUPERSEDED, &buffer)?;
            values = left;
        }
    }
    scribe.close(part)
}
