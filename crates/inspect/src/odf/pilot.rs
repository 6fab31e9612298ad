//! Pivot tables (ODF 1.3 part 3, 9.6): where their data come from, and the items of their fields, which stay when the
//! rows are gone.

use super::desk::{Desk, Stream, walk_element};
use super::tables;
use crate::lazy::LazyParts;
use crate::stop::Read;
use crate::xml::picks::{PickState, Picker};
use crate::xml::{Element, Path, Visitor};
use crate::{CellKind, Channel, Content, Hiding, RowBuffer, RowRole};
use quick_xml::events::Event;

/// Reads the element that `first` begins.
pub(crate) fn read(
    stream: &mut Stream<'_>,
    first: &Event<'_>,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut state = PickState::default();
    let mut reader = Pilots {
        state: &mut state,
        parts,
        desk,
        field: String::new(),
        table: None,
        buffer: RowBuffer::default(),
    };
    walk_element(stream, first, &mut reader)
}

struct Pilots<'a, 'd, 's> {
    state: &'a mut PickState,
    parts: &'a mut LazyParts,
    desk: &'a mut Desk<'d, 's>,
    /// Name of the field under way.
    field: String,
    /// The part of its items, and how many rows it has.
    table: Option<(u32, u32)>,
    buffer: RowBuffer,
}

impl<'s> Pilots<'_, '_, 's> {
    fn picker(&mut self) -> Picker<'_, 's> {
        Picker {
            state: self.state,
            table: &tables::PILOTS,
            parts: self.parts,
            scribe: &mut *self.desk.scribe,
        }
    }

    /// One item of the field: a row of a table whose only column is the field.
    fn item(&mut self, name: &str) -> Read {
        let (part, rows) = if let Some(open) = self.table {
            open
        } else {
            let human = format!("items of the pivot table field '{}'", self.field);
            let spot = self.desk.spot(Channel::PivotItems, &human);
            let spot = crate::Spot { human: &human, ..spot };
            let part = self.desk.scribe.open(self.desk.file, Content::Table, &spot)?;
            self.buffer.clear();
            self.buffer.push(0, CellKind::Text, Hiding::empty(), &self.field);
            self.desk.scribe.row(part, 0, RowRole::Header, Hiding::empty(), &self.buffer)?;
            (part, 0)
        };
        self.table = Some((part, rows + 1));
        self.buffer.clear();
        self.buffer.push(0, CellKind::Text, Hiding::empty(), name);
        self.desk.scribe.row(part, rows + 1, RowRole::Data, Hiding::empty(), &self.buffer)
    }

    fn field_ends(&mut self) -> Read {
        self.field.clear();
        self.table.take().map_or(Ok(()), |(part, _)| self.desk.scribe.close(part))
    }
}

impl Visitor for Pilots<'_, '_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker().start(element, path)?;
        match element.name() {
            "data-pilot-field" => {
                self.field_ends()?;
                self.field = element.attribute("source-field-name").unwrap_or_default().into_owned();
            }
            "data-pilot-member" | "data-pilot-group-member" | "data-pilot-group" => {
                if let Some(name) = element.attribute("name").filter(|name| !name.is_empty()) {
                    self.item(&name)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        self.picker().text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        if path.up(0) == "data-pilot-field" {
            self.field_ends()?;
        }
        self.picker().end(path)
    }
}
