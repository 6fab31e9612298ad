//! Links to other workbooks, with the cells that were once read there (ECMA-376 part 1, 18.14). Hackney's channel:
//! the whole staff list can stand here while the sheet shows three totals.

use super::book::Book;
use crate::cell::address;
use crate::lazy::LazyParts;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe, Spot};

const TABLE: Table = Table {
    rest: Channel::ExternalLink,
    at: &["name"],
    all_attributes: false,
    picks: &[
        Pick::attribute("definedName", "*", Channel::ExternalLink, "name in the other file"),
        Pick::attribute("sheetName", "val", Channel::ExternalLink, "sheet in the other file"),
        Pick::attribute("ddeLink", "*", Channel::ExternalLink, "live link"),
        Pick::attribute("ddeItem", "name", Channel::ExternalLink, "live item"),
        Pick::attribute("oleLink", "progId", Channel::ExternalLink, "program"),
        Pick::attribute("oleItem", "name", Channel::ExternalLink, "object"),
        Pick::attribute("alternateUrls", "*", Channel::ExternalLink, "address"),
        Pick::text("val", Channel::ExternalValues, "live value"),
    ],
};

/// Reads an external link part.
pub(super) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    // The link itself is worth a word even when nothing else is stored.
    parts.say(Channel::ExternalLink, "", "", "the workbook refers to another file", scribe)?;
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    let copied = Copied::new(book, index);
    let mut reader =
        Reader { picker, copied, sheets: Vec::new(), sheet: 0, cell: None, value: String::new() };
    walk(book.package.zip.unpack(index, budget)?, budget, &mut reader)
}

/// The cells that were once read in one sheet of another file, as a table.
pub(crate) struct Copied<'a, 'z> {
    book: &'a Book<'z>,
    index: usize,
    part: Option<u32>,
    /// Number of the row, from 1.
    pub(crate) row: u32,
    buffer: RowBuffer,
}

impl<'a, 'z> Copied<'a, 'z> {
    pub(crate) fn new(book: &'a Book<'z>, index: usize) -> Self {
        Self { book, index, part: None, row: 0, buffer: RowBuffer::default() }
    }

    /// A value.
    pub(crate) fn push(&mut self, column: u32, kind: CellKind, text: &str) {
        self.buffer.push(column, kind, Hiding::empty(), text);
    }

    /// The column after the last value.
    fn next_column(&self) -> u32 {
        let row = self.buffer.row(0, 0, RowRole::Data, Hiding::empty());
        row.heads.last().map_or(0, |head| head.column.saturating_add(1))
    }

    /// The row ends. `human` names the table when this is its first row.
    pub(crate) fn row_ends(&mut self, human: impl FnOnce() -> String, scribe: &mut Scribe<'_>) -> Read {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.buffer.sort();
        let part = if let Some(part) = self.part {
            part
        } else {
            let human = human();
            let spot = Spot::new(Channel::ExternalValues, self.book.path(self.index)).human(&human);
            let spot = spot.hidden(self.book.owner(self.index).hiding);
            scribe.open(self.book.file, Content::Table, &spot)?
        };
        self.part = Some(part);
        scribe.row(part, self.row, RowRole::Data, Hiding::empty(), &self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// The table ends.
    pub(crate) fn ends(&mut self, scribe: &mut Scribe<'_>) -> Read {
        self.row = 0;
        self.part.take().map_or(Ok(()), |part| scribe.close(part))
    }
}

/// What the table of a sheet's values is called.
pub(crate) fn human(sheet: &str) -> String {
    format!("values copied from sheet '{sheet}' of another file")
}

struct Reader<'a, 's, 'z> {
    picker: Picker<'a, 's>,
    copied: Copied<'a, 'z>,
    sheets: Vec<String>,
    sheet: usize,
    /// Column and kind of the cell under way.
    cell: Option<(u32, CellKind)>,
    value: String,
}

impl Reader<'_, '_, '_> {
    fn row_ends(&mut self) -> Read {
        let sheet = self.sheets.get(self.sheet).map_or("", String::as_str);
        self.copied.row_ends(|| human(sheet), self.picker.scribe)
    }

    fn cell_begins(&mut self, element: &Element<'_>) {
        let place = element.attribute("r").and_then(|place| address::parse_cell(place.as_bytes()));
        let kind = match element.attribute("t").as_deref() {
            None | Some("n") => CellKind::Number,
            Some("b") => CellKind::Boolean,
            Some("e") => CellKind::Error,
            Some("d") => CellKind::Date,
            Some(_) => CellKind::Text,
        };
        let next = self.copied.next_column();
        self.cell = Some((place.map_or(next, |(_, column)| column), kind));
        self.value.clear();
    }
}

impl Visitor for Reader<'_, '_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        match element.name() {
            "sheetName" => self.sheets.push(element.attribute("val").unwrap_or_default().into_owned()),
            "sheetData" => {
                self.sheet = element.number("sheetId").unwrap_or(0);
                self.copied.row = 0;
            }
            "row" => self.copied.row = element.number("r").unwrap_or(self.copied.row + 1),
            "cell" => self.cell_begins(element),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if path.up(0) == "v" && self.cell.is_some() {
            self.value.push_str(text);
            return Ok(());
        }
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        match path.up(0) {
            "cell" => {
                if let Some((column, kind)) = self.cell.take()
                    && !self.value.is_empty()
                {
                    let mut scratch = String::new();
                    let text = match kind {
                        CellKind::Number => crate::cell::number::respell(&self.value, &mut scratch).into(),
                        CellKind::Boolean if self.value.trim() == "1" => "TRUE".into(),
                        CellKind::Boolean => "FALSE".into(),
                        _ => crate::cell::escape::unescape(&self.value),
                    };
                    self.copied.push(column, kind, &text);
                }
            }
            "row" => self.row_ends()?,
            "sheetData" => {
                self.row_ends()?;
                self.copied.ends(self.picker.scribe)?;
            }
            _ => {}
        }
        self.picker.end(path)
    }
}
