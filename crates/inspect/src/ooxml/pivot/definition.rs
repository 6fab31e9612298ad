//! The definition of a pivot cache: its source, its fields and their items.

use super::{kind_of, respelled};
use crate::cell::escape::unescape;
use crate::lazy::LazyParts;
use crate::stop::LimitMet;
use crate::text::store::TextStore;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Budget, CellKind, Channel, Read, Reason, Scribe};

/// How the records of a binary cache hold the values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// By the number of an item.
    #[default]
    Index,
    Number,
    Date,
    Text,
    /// One kind here, another there.
    Mixed,
}

/// One field of the source.
#[derive(Debug, Default)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// Whether records hold a value for it; calculated and grouped fields have none.
    pub(crate) in_records: bool,
    /// Kinds of its items.
    pub(crate) kinds: Vec<CellKind>,
    pub(crate) form: Form,
    /// Number of its first item in the store.
    first: usize,
    used: Vec<bool>,
}

impl Field {
    /// Notes that a record names an item.
    pub(crate) fn uses(&mut self, item: usize) {
        if let Some(used) = self.used.get_mut(item) {
            *used = true;
        }
    }

    /// Items that no record names.
    pub(super) fn unused(&self) -> Vec<usize> {
        let unused = self.used.iter().enumerate().filter(|(_, used)| !**used);
        unused.map(|(item, _)| item).collect()
    }
}

/// A pivot cache's definition.
#[derive(Debug, Default)]
pub(crate) struct Definition {
    pub(crate) fields: Vec<Field>,
    items: TextStore,
    total: usize,
    /// Where the rows came from, for a person.
    pub(crate) source: String,
}

impl Definition {
    /// Adds a field.
    pub(crate) fn field(&mut self, name: String, in_records: bool) -> Read {
        if self.fields.len() >= MOST_FIELDS {
            return Err(LimitMet(Reason::TooManyParts).into());
        }
        self.fields.push(Field { name, in_records, first: self.total, ..Field::default() });
        Ok(())
    }

    /// Adds an item to the last field.
    pub(crate) fn add(&mut self, kind: CellKind, text: &str, budget: &Budget) -> Read {
        self.items.push(text, budget)?;
        self.total += 1;
        if let Some(field) = self.fields.last_mut() {
            field.kinds.push(kind);
            field.used.push(false);
        }
        Ok(())
    }

    /// The text of an item.
    pub(crate) fn item(&mut self, field: usize, item: usize) -> Read<Option<&str>> {
        match self.fields.get(field) {
            Some(field) if item < field.kinds.len() => self.items.get(field.first + item),
            _ => Ok(None),
        }
    }
}

const TABLE: Table = Table {
    rest: Channel::PivotSource,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::attribute("pivotCacheDefinition", "refreshedBy", Channel::PivotSource, "refreshed by"),
        Pick::attribute("pivotCacheDefinition", "refreshedDateIso", Channel::PivotSource, "refreshed"),
        Pick::attribute("pivotCacheDefinition", "*", Channel::ViewSettings, ""),
        Pick::attribute("worksheetSource", "*", Channel::PivotSource, ""),
        Pick::attribute("consolidation", "*", Channel::PivotSource, ""),
        Pick::attribute("rangeSet", "*", Channel::PivotSource, ""),
        Pick::attribute("pageItem", "name", Channel::PivotSource, "page item"),
        Pick::attribute("cacheField", "caption", Channel::PivotTable, "field"),
        Pick::attribute("cacheField", "formula", Channel::Formula, "calculated field"),
        Pick::attribute("calculatedItem", "formula", Channel::Formula, "calculated item"),
        Pick::attribute("cacheField", "name", Channel::PivotTable, "field"),
        Pick::attribute("cacheHierarchy", "*", Channel::PivotSource, ""),
        Pick::attribute("s", "v", Channel::PivotItems, "group").inside("groupItems"),
        Pick::elsewhere("s", "v"),
        Pick::elsewhere("d", "v"),
        Pick::attribute("s", "c", Channel::PivotItems, "caption"),
        Pick::attribute("cachedUniqueName", "name", Channel::PivotItems, "member"),
    ],
};

/// No workbook has more fields: the grid has that many columns.
pub(super) const MOST_FIELDS: usize = 16_384;

pub(super) fn read<R: std::io::Read>(
    part: R,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Definition> {
    let budget = scribe.budget();
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    let mut reader = Reader { picker, definition: Definition::default(), in_items: false };
    walk(part, budget, &mut reader)?;
    Ok(reader.definition)
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    definition: Definition,
    in_items: bool,
}

impl Reader<'_, '_> {
    fn item(&mut self, element: &Element<'_>, kind: CellKind) -> Read {
        let value = element.attribute("v").unwrap_or_default();
        let value = unescape(&value);
        let mut scratch = String::new();
        let text = respelled(kind, &value, &mut scratch);
        self.definition.add(kind, text, self.picker.scribe.budget())
    }
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        match element.name() {
            "worksheetSource" => {
                let words = ["sheet", "ref", "name"].iter().filter_map(|name| element.attribute(name));
                self.definition.source = words.collect::<Vec<_>>().join(" ");
            }
            "cacheField" => {
                let name = unescape(&element.attribute("name").unwrap_or_default()).into_owned();
                self.definition.field(name, element.flag_or_true("databaseField"))?;
            }
            "sharedItems" => self.in_items = path.up(1) == "cacheField",
            // A missing value keeps its number, so that the ones after it keep theirs.
            "m" if self.in_items && path.up(1) == "sharedItems" => self.item(element, CellKind::Text)?,
            name if self.in_items && path.up(1) == "sharedItems" => {
                if let Some(kind) = kind_of(name) {
                    self.item(element, kind)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        if path.up(0) == "sharedItems" {
            self.in_items = false;
        }
        self.picker.end(path)
    }
}
