//! A field of a pivot cache (SXFDB, [MS-XLS] 2.4.283).

use super::item::Item;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Letters;

/// A field: its name and the values that records refer to by number.
#[derive(Debug, Default)]
pub(crate) struct Field {
    pub(crate) name: String,
    flags: u16,
    /// Values of a grouping (a year, a quarter): they come first and stand for no record.
    groups: usize,
    originals: usize,
    group_items: usize,
    pub(crate) items: Vec<Item>,
    used: Vec<bool>,
    /// Whether the source has it. Groupings and calculated fields have no place in the records.
    pub(crate) is_source: bool,
}

/// The values of the field stand in the records themselves.
const INLINE: u16 = 0x0002;
/// It is computed from other fields.
const CALCULATED: u16 = 0x0004;
/// Its values have numbers of two bytes.
const WIDE: u16 = 0x0200;

impl Field {
    /// Reads the head of a field.
    pub(crate) fn read(record: &Record<'_>, letters: &Letters) -> Option<Self> {
        let mut chain = Chain::of(record);
        let flags = chain.u16()?;
        chain.skip(6)?;
        let (groups, _bases, originals) = (chain.u16()?, chain.u16()?, chain.u16()?);
        let name = if letters.is_unicode { chain.long(letters)? } else { chain.short(letters)? };
        let (groups, originals) = (usize::from(groups), usize::from(originals));
        let is_grouping = groups > 0 && originals == 0;
        let is_source = !is_grouping && flags & CALCULATED == 0;
        Some(Self { name, flags, groups, originals, is_source, ..Self::default() })
    }

    /// Whether the values of the field stand in the records themselves.
    pub(crate) fn is_inline(&self) -> bool {
        self.is_source && (self.flags & INLINE != 0 || self.originals == 0)
    }

    /// Whether records refer to its values by number.
    pub(crate) fn is_indexed(&self) -> bool {
        self.is_source && !self.is_inline()
    }

    /// Bytes of such a number.
    pub(crate) fn index_size(&self) -> usize {
        if self.flags & WIDE != 0 { 2 } else { 1 }
    }

    /// Whether more values of its own are to come.
    pub(crate) fn wants_items(&self) -> bool {
        let own = if self.is_indexed() || !self.is_source { self.originals } else { 0 };
        self.group_items < self.groups || self.items.len() < own
    }

    /// Takes a value of its own.
    pub(crate) fn add(&mut self, item: Item) -> Option<Item> {
        if self.group_items < self.groups {
            // What a grouping is called shows in the pivot table; it is no value of a record.
            self.group_items += 1;
            return Some(item);
        }
        self.items.push(item);
        None
    }

    /// The value of a number, which thereby is used.
    pub(crate) fn item(&mut self, index: usize) -> Option<&Item> {
        if self.used.len() <= index && index < self.items.len() {
            self.used.resize(self.items.len(), false);
        }
        if let Some(used) = self.used.get_mut(index) {
            *used = true;
        }
        self.items.get(index)
    }

    /// Values that no record refers to.
    pub(crate) fn unused(&self) -> impl Iterator<Item = &Item> {
        self.items
            .iter()
            .enumerate()
            .filter(|(index, _)| !self.used.get(*index).copied().unwrap_or(false))
            .map(|(_, item)| item)
    }
}
