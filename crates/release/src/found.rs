//! Who is in a file, as the record counts people.

use crate::ReleaseError;
use crate::fields::fields;
use gate::Checked;
use record::{FieldSet, Subjects};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;

/// Who is in a file.
#[derive(Clone, PartialEq)]
pub struct Found {
    /// What is known from it about each of them.
    pub fields: FieldSet,
    /// People of the record who are in it for certain, by number.
    pub definite: RoaringBitmap,
    /// People of the record who may be in it besides.
    pub possible: RoaringBitmap,
    /// People on no list: at least so many.
    pub low: u64,
    /// People on no list: at most so many.
    pub high: u64,
}

/// Counts, never people.
impl std::fmt::Debug for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "Found({} and {} of the record, {} to {} others)",
            self.definite.len(),
            self.possible.len(),
            self.low,
            self.high
        )
    }
}

impl Found {
    /// What a check found.
    pub fn of(checked: &Checked) -> Self {
        let subjects = &checked.subjects;
        let (low, high) = subjects.unlisted;
        // Whoever is counted and told by no number is on no list: never fewer people than the report says.
        let listed = subjects.definite.len() + subjects.possible.len();
        let high = high.max(checked.people.most().saturating_sub(listed)).max(low);
        Self {
            fields: fields(subjects.fields.iter().copied()),
            definite: subjects.definite.clone(),
            possible: &subjects.possible - &subjects.definite,
            low,
            high,
        }
    }

    /// How many for certain.
    pub fn certain(&self) -> u64 {
        self.definite.len() + self.low
    }

    /// How many may be in it besides.
    pub fn besides(&self) -> u64 {
        self.possible.len() + self.high.saturating_sub(self.low)
    }

    /// People of the record, if there are any.
    pub(crate) fn listed(&self) -> Option<Subjects> {
        (!self.definite.is_empty() || !self.possible.is_empty())
            .then(|| Subjects::People { definite: self.definite.clone(), possible: self.possible.clone() })
    }

    /// People on no list, if there are any.
    pub(crate) fn unlisted(&self) -> Option<Subjects> {
        (self.high > 0).then(|| Subjects::Unlisted { low: self.low, high: self.high, tags: BTreeSet::new() })
    }

    /// Both what was known and what is found today: nobody who was once found in released bytes is taken out by a later
    /// check, which can be mistaken too. People who have come onto the list since are no longer counted among the others.
    pub(crate) fn joined(&self, today: &Self) -> Self {
        let definite = &self.definite | &today.definite;
        let possible = (&self.possible | &today.possible) - &definite;
        let came =
            (definite.len() + possible.len()).saturating_sub(self.definite.len() + self.possible.len());
        Self {
            fields: self.fields.union(today.fields),
            low: today.low.max(self.low.saturating_sub(came)),
            high: today.high.max(self.high.saturating_sub(came)),
            definite,
            possible,
        }
    }
}

/// A set of people in the portable format.
pub(crate) fn written(people: &RoaringBitmap) -> Result<Vec<u8>, ReleaseError> {
    let mut bytes = Vec::with_capacity(people.serialized_size());
    people.serialize_into(&mut bytes).map_err(|_| ReleaseError::damaged("a set could not be written"))?;
    Ok(bytes)
}

/// A set of people from the portable format.
pub(crate) fn read(bytes: &[u8]) -> Result<RoaringBitmap, ReleaseError> {
    RoaringBitmap::deserialize_from(bytes)
        .map_err(|_| ReleaseError::damaged("a set of people cannot be read"))
}
