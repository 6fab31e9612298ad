//! The records of a pivot cache, as rows of its source.

use super::definition::{Definition, MOST_FIELDS};
use super::{kind_of, push_names, respelled};
use crate::cell::escape::unescape;
use crate::ooxml::book::Book;
use crate::stop::{Read, Stop};
use crate::xml::picks::reads_like_words;
use crate::xml::{Element, Path, Visitor, walk};
use crate::{CellKind, Channel, Content, Hiding, RowBuffer, RowRole, Scribe, Spot};

/// Sends the records of the part `index` as a table.
pub(super) fn read(
    book: &Book<'_>,
    index: usize,
    definition: &mut Definition,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    let (part, mut buffer) = open(book, index, definition, scribe)?;
    buffer.clear();
    let columns: Vec<usize> =
        (0..definition.fields.len()).filter(|field| definition.fields[*field].in_records).collect();
    let mut reader = Reader { definition, columns, part, scribe, buffer, place: 0, number: 1 };
    let result = walk(book.package.zip.unpack(index, budget)?, budget, &mut reader);
    scribe.close(part)?;
    result
}

/// Opens the table of the records in the part `index`, and sends the names of its fields.
pub(crate) fn open(
    book: &Book<'_>,
    index: usize,
    definition: &Definition,
    scribe: &mut Scribe<'_>,
) -> Read<(u32, RowBuffer)> {
    let human = if definition.source.is_empty() {
        "pivot table records".to_owned()
    } else {
        format!("pivot table records (source: {})", definition.source)
    };
    let spot =
        Spot::new(Channel::PivotRecords, book.path(index)).human(&human).hidden(book.owner(index).hiding);
    let part = scribe.open(book.file, Content::Table, &spot)?;
    let mut buffer = RowBuffer::default();
    if !definition.fields.is_empty() {
        push_names(definition, &mut buffer);
        scribe.row(part, 0, RowRole::Header, Hiding::empty(), &buffer)?;
    }
    Ok((part, buffer))
}

struct Reader<'a, 's> {
    definition: &'a mut Definition,
    /// Field of each value of a record.
    columns: Vec<usize>,
    part: u32,
    scribe: &'a mut Scribe<'s>,
    buffer: RowBuffer,
    /// Place of the next value in its record.
    place: usize,
    number: u32,
}

impl Reader<'_, '_> {
    /// Attributes that read like words and are no value.
    fn words(&mut self, element: &Element<'_>, path: &Path) -> Read {
        let is_value = path.up(1) == "r" && (element.name() == "x" || kind_of(element.name()).is_some());
        let mut keys = element.0.attributes();
        // Most have a value and nothing else, and there are millions of them.
        if keys.with_checks(false).flatten().all(|attribute| is_value && attribute.key.into_inner() == "v") {
            return Ok(());
        }
        for (name, value) in element.attributes() {
            if !(is_value && name == "v") && reads_like_words(&value) {
                self.scribe.segment(self.part, &name, "", &value)?;
            }
        }
        Ok(())
    }

    fn value(&mut self, element: &Element<'_>) -> Read {
        let is_alone = self.definition.fields.is_empty();
        let field = if is_alone { Some(self.place) } else { self.columns.get(self.place).copied() };
        self.place += 1;
        let Some(field) = field.filter(|field| *field < MOST_FIELDS) else {
            return Err(Stop::part("a record has more values than there are fields"));
        };
        let value = element.attribute("v").unwrap_or_default();
        match element.name() {
            "x" if is_alone => {}
            "x" => {
                let item: usize = value.trim().parse().unwrap_or(usize::MAX);
                let kind = self.definition.fields[field].kinds.get(item).copied().unwrap_or(CellKind::Text);
                self.definition.fields[field].uses(item);
                match self.definition.item(field, item)? {
                    Some("") => {}
                    Some(text) => self.buffer.push(field as u32, kind, Hiding::empty(), text),
                    None => return Err(Stop::part("a record names a value that does not exist")),
                }
            }
            name => {
                if let Some(kind) = kind_of(name) {
                    let value = unescape(&value);
                    let mut scratch = String::new();
                    self.buffer.push(
                        field as u32,
                        kind,
                        Hiding::empty(),
                        respelled(kind, &value, &mut scratch),
                    );
                }
            }
        }
        Ok(())
    }
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.words(element, path)?;
        match element.name() {
            "r" => {
                self.buffer.clear();
                self.place = 0;
            }
            _ if path.up(1) == "r" => self.value(element)?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, _: &Path) -> Read {
        if text.trim().is_empty() { Ok(()) } else { self.scribe.segment(self.part, "text", "", text) }
    }

    fn end(&mut self, path: &Path) -> Read {
        if path.up(0) == "r" {
            self.scribe.row(self.part, self.number, RowRole::Data, Hiding::empty(), &self.buffer)?;
            self.number = self.number.saturating_add(1);
        }
        Ok(())
    }
}
