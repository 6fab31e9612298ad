//! What is answered.

use super::Interval;
use crate::Field;
use jiff::Timestamp;
use roaring::{RoaringBitmap, RoaringTreemap};

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CountOf {
    /// Surely.
    pub definite: u64,
    /// Perhaps, besides.
    pub possible: u64,
}

/// People of the record, each once; nobody who was erased.
#[derive(Clone, PartialEq, Default)]
pub struct PeopleFound {
    /// Surely exposed.
    pub definite: RoaringBitmap,
    /// Perhaps exposed, besides.
    pub possible: RoaringBitmap,
}

impl PeopleFound {
    /// How many.
    pub fn count(&self) -> CountOf {
        CountOf { definite: self.definite.len(), possible: self.possible.len() }
    }
}

/// Counts, never people.
impl std::fmt::Debug for PeopleFound {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PeopleFound({}, {})", self.definite.len(), self.possible.len())
    }
}

/// Items, such as footage, each once.
#[derive(Clone, PartialEq, Default)]
pub struct ItemsFound {
    /// Surely.
    pub definite: RoaringTreemap,
    /// Perhaps, besides.
    pub possible: RoaringTreemap,
}

impl ItemsFound {
    /// How many.
    pub fn count(&self) -> CountOf {
        CountOf { definite: self.definite.len(), possible: self.possible.len() }
    }
}

/// The holdings that explain an answer, by number.
#[derive(Clone, PartialEq, Default)]
pub struct HoldingsFound {
    /// Surely there at some instant of the window.
    pub definite: RoaringBitmap,
    /// Perhaps.
    pub possible: RoaringBitmap,
    /// The holders of both, by number.
    pub holders: RoaringBitmap,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldExposure {
    /// Which.
    pub field: Field,
    /// People of whom it was there.
    pub people: PeopleFound,
    /// People who were erased since.
    pub erased: CountOf,
    /// People on no list.
    pub unlisted: Interval,
    /// Items.
    pub items: CountOf,
}

/// Who and what was exposed.
#[derive(Clone, PartialEq)]
pub struct Exposure {
    /// How many acts were known.
    pub acts: u64,
    /// When the last of them was recorded; none: there was none.
    pub known: Option<Timestamp>,
    /// People of the record.
    pub people: PeopleFound,
    /// People who were erased since: their numbers name nobody.
    pub erased: CountOf,
    /// People on no list, such as victims.
    pub unlisted: Interval,
    /// Items, such as footage.
    pub items: ItemsFound,
    /// Field by field, in the order of [`crate::FIELDS`]; only fields that were there.
    pub fields: Vec<FieldExposure>,
    /// What explains it.
    pub holdings: HoldingsFound,
}

/// Counts, never people.
impl std::fmt::Debug for Exposure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Exposure")
            .field("acts", &self.acts)
            .field("people", &self.people.count())
            .field("erased", &self.erased)
            .field("unlisted", &self.unlisted)
            .field("items", &self.items.count())
            .field("fields", &self.fields)
            .field("holdings", &(self.holdings.definite.len(), self.holdings.possible.len()))
            .finish_non_exhaustive()
    }
}
