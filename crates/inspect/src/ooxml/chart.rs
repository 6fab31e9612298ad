//! Charts: titles and labels, and the values that a chart keeps even when their sheet is gone (ECMA-376 part 1, 21.2;
//! for newer kinds [MS-ODRAWXML] 2.24).

use super::book::Book;
use crate::lazy::LazyParts;
use crate::stop::LimitMet;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{CellKind, Channel, Content, Hiding, Read, Reason, RowBuffer, RowRole, Scribe, Spot};
use std::collections::BTreeMap;

/// What a map keeps of the addresses that it asked a server about.
const PLACE: &str = "place on a map";

const TABLE: Table = Table {
    rest: Channel::ChartText,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::text("t", Channel::ChartText, ""),
        Pick::text("f", Channel::ChartText, "values taken from"),
        Pick::text("formatCode", Channel::Styles, "number format"),
        Pick::attribute("", "formatCode", Channel::Styles, "number format"),
        Pick::attribute("", "typeface", Channel::Theme, "font"),
        Pick::text("v", Channel::ChartText, "value"),
        Pick::text("oddHeader", Channel::HeaderFooter, "header"),
        Pick::text("oddFooter", Channel::HeaderFooter, "footer"),
        Pick::attribute("cNvPr", "descr", Channel::AlternativeText, "alternative text"),
        Pick::attribute("", "entityName", Channel::ChartText, PLACE),
        Pick::attribute("address", "*", Channel::ChartText, PLACE),
        Pick::attribute("", "latitude", Channel::ChartText, PLACE),
        Pick::attribute("", "longitude", Channel::ChartText, PLACE),
    ],
};

/// Reads a chart part.
pub(super) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    let mut reader = Reader { picker, columns: Vec::new(), point: None, bytes: 0 };
    walk(book.package.zip.unpack(index, budget)?, budget, &mut reader)?;
    let columns = reader.columns;
    send(book, index, columns, scribe)
}

/// A cached range: one column of the table that the chart keeps.
#[derive(Debug, Default)]
struct Column {
    /// Name of the series, as the heading of its values.
    title: String,
    /// Whether it holds the name of the series that follows.
    is_name: bool,
    points: BTreeMap<u32, String>,
    is_number: bool,
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    columns: Vec<Column>,
    /// Number of the point under way.
    point: Option<u32>,
    bytes: u64,
}

impl Reader<'_, '_> {
    fn point_text(&mut self, text: &str) -> Read {
        let Some(point) = self.point else { return Ok(()) };
        self.bytes += text.len() as u64;
        if self.bytes > self.picker.scribe.budget().limits().held_part_bytes {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        if let Some(column) = self.columns.last_mut() {
            column.points.entry(point).or_default().push_str(text);
        }
        Ok(())
    }
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        match element.name() {
            name @ ("strCache" | "numCache" | "strLit" | "numLit" | "lvl" | "dlblRangeCache") => {
                let is_number = name.starts_with("num") || path.has("numDim");
                self.columns.push(Column { is_number, is_name: path.has("tx"), ..Column::default() });
            }
            "pt" => self.point = Some(element.number("idx").unwrap_or(0)),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        let is_point = path.up(0) == "pt" || path.up(0) == "v" && path.up(1) == "pt";
        if is_point && !self.columns.is_empty() {
            self.point_text(text)
        } else {
            self.picker.text(text, path)
        }
    }

    fn end(&mut self, path: &Path) -> Read {
        if path.up(0) == "pt" {
            self.point = None;
        }
        self.picker.end(path)
    }
}

/// The columns that hold values, each under the name of its series.
fn named(columns: Vec<Column>) -> Vec<Column> {
    let mut title = String::new();
    let mut named = Vec::new();
    for mut column in columns.into_iter().filter(|column| !column.points.is_empty()) {
        if column.is_name {
            title = column.points.into_values().collect::<Vec<_>>().join(" ");
        } else {
            // The name is that of the numbers; what they are drawn over has none.
            if column.is_number {
                column.title.clone_from(&title);
            }
            named.push(column);
        }
    }
    named
}

/// Sends the columns as one table: point by point a row.
fn send(book: &Book<'_>, index: usize, columns: Vec<Column>, scribe: &mut Scribe<'_>) -> Read {
    let columns = named(columns);
    if columns.is_empty() {
        return Ok(());
    }
    let owner = book.owner(index);
    let human = if owner.human.is_empty() {
        "chart values".to_owned()
    } else {
        format!("chart values, {}", owner.human)
    };
    let mut spot = Spot::new(Channel::ChartCache, book.path(index)).human(&human).hidden(owner.hiding);
    spot.parent = owner.part;
    let part = scribe.open(book.file, Content::Table, &spot)?;
    let mut buffer = RowBuffer::default();
    if columns.iter().any(|column| !column.title.is_empty()) {
        for (number, column) in columns.iter().enumerate() {
            buffer.push(number as u32, CellKind::Text, Hiding::empty(), &column.title);
        }
        scribe.row(part, 0, RowRole::Header, Hiding::empty(), &buffer)?;
    }
    let mut cursors: Vec<_> = columns.iter().map(|column| column.points.iter().peekable()).collect();
    let mut scratch = String::new();
    while let Some(next) =
        cursors.iter_mut().filter_map(|points| points.peek().map(|(point, _)| **point)).min()
    {
        buffer.clear();
        for (number, points) in cursors.iter_mut().enumerate() {
            if let Some((_, text)) = points.next_if(|(point, _)| **point == next) {
                let is_number = columns[number].is_number;
                let kind = if is_number { CellKind::Number } else { CellKind::Text };
                let text = if is_number { crate::cell::number::respell(text, &mut scratch) } else { text };
                buffer.push(number as u32, kind, Hiding::empty(), text);
            }
        }
        scribe.row(part, next.saturating_add(1), RowRole::Data, Hiding::empty(), &buffer)?;
    }
    scribe.close(part)
}
