//! Whom or what a holding is about, and how the table `subjects` keeps it.

use crate::RecordError;
use crate::exposure::Portable;
use roaring::{RoaringBitmap, RoaringTreemap};
use std::collections::BTreeSet;
use store::{Row, Value};

/// Length of a keyed tag in bytes.
const TAG: usize = 16;
/// Most people, items or tags that one holding may be about, in stored bytes: 64 MiB hold every person of a country.
const MOST_BYTES: usize = 1 << 26;

/// Keyed hash of what identifies a person who is on no list, from [`crate::Record::unlisted_tag`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnlistedTag(pub(crate) [u8; TAG]);

/// Whom or what a holding is about.
#[derive(Clone, PartialEq)]
pub enum Subjects {
    /// People of the record, by number.
    People {
        /// Surely in it.
        definite: RoaringBitmap,
        /// Perhaps in it, besides.
        possible: RoaringBitmap,
    },
    /// People who are on no list, such as victims: only how many.
    Unlisted {
        /// At least so many.
        low: u64,
        /// At most so many.
        high: u64,
        /// Keyed tags of those who are told apart for certain, one each.
        tags: BTreeSet<UnlistedTag>,
    },
    /// Items such as footage, by number.
    Items(RoaringTreemap),
}

/// Counts, never people.
impl std::fmt::Debug for Subjects {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::People { definite, possible } => {
                write!(out, "People({}, {})", definite.len(), possible.len())
            }
            Self::Unlisted { low, high, tags } => {
                write!(out, "Unlisted({low} to {high}, {} tags)", tags.len())
            }
            Self::Items(items) => write!(out, "Items({})", items.len()),
        }
    }
}

impl Subjects {
    /// People who are surely in it.
    pub fn people(definite: RoaringBitmap) -> Self {
        Self::People { definite, possible: RoaringBitmap::new() }
    }

    /// How many for certain, or at least.
    pub fn certain(&self) -> u64 {
        match self {
            Self::People { definite, .. } => definite.len(),
            Self::Unlisted { low, .. } => *low,
            Self::Items(items) => items.len(),
        }
    }

    /// How many may be in it besides.
    pub fn besides(&self) -> u64 {
        match self {
            Self::People { possible, .. } => possible.len(),
            Self::Unlisted { low, high, .. } => high.saturating_sub(*low),
            Self::Items(_) => 0,
        }
    }

    /// Refuses what is about nobody, or about people whom the record cannot know: `people` were numbered so far, those
    /// erased since included.
    pub(crate) fn looked_at(mut self, people: u32) -> Result<Self, RecordError> {
        match &mut self {
            Self::People { definite, possible } => {
                *possible -= &*definite;
                let unknown =
                    |set: &RoaringBitmap| set.contains(0) || set.max().is_some_and(|max| max > people);
                if unknown(definite) || unknown(possible) {
                    return Err(refused(
                        "the holding names a person who is not in the record",
                        "Import the people first: tipstaff people import FILE",
                    ));
                }
            }
            Self::Unlisted { low, high, tags } => {
                if low > high || *high > i64::MAX.cast_unsigned() || tags.len() as u64 > *low {
                    return Err(refused(
                        "the count of unlisted people makes no sense",
                        "Give at least and at most, such as 1200-1230; at least as many as are told apart",
                    ));
                }
            }
            Self::Items(_) => {}
        }
        if self.certain() == 0 && self.besides() == 0 {
            return Err(refused("the holding is about nobody and nothing", "Say whom it is about"));
        }
        Ok(self)
    }

    /// The columns of `subjects` after `holding`.
    pub(crate) fn values(&self) -> Result<Vec<Value>, RecordError> {
        let (none, no_count) = (None::<Vec<u8>>, None::<i64>);
        let values: [Value; 5] = match self {
            Self::People { definite, possible } => {
                let possible = if possible.is_empty() { None } else { Some(written(possible)?) };
                [
                    "people".into(),
                    written(definite)?.into(),
                    possible.into(),
                    no_count.into(),
                    no_count.into(),
                ]
            }
            Self::Unlisted { low, high, tags } => {
                let tags: Vec<u8> = tags.iter().flat_map(|tag| tag.0).collect();
                let tags = if tags.is_empty() { None } else { Some(within_limit(tags)?) };
                [
                    "unlisted".into(),
                    tags.into(),
                    none.into(),
                    low.cast_signed().into(),
                    high.cast_signed().into(),
                ]
            }
            Self::Items(items) => {
                let mut bytes = Vec::with_capacity(items.serialized_size());
                items.serialize_into(&mut bytes).map_err(|_| unwritten())?;
                ["items".into(), within_limit(bytes)?.into(), none.into(), no_count.into(), no_count.into()]
            }
        };
        Ok(values.into())
    }
}

/// A bitmap of people in the portable format, runs where they are shorter.
pub(crate) fn written(people: &RoaringBitmap) -> Result<Vec<u8>, RecordError> {
    let mut people = people.clone();
    people.optimize();
    let mut bytes = Vec::with_capacity(people.serialized_size());
    people.serialize_into(&mut bytes).map_err(|_| unwritten())?;
    within_limit(bytes)
}

fn unwritten() -> RecordError {
    RecordError::damaged("a set could not be written")
}

fn within_limit(bytes: Vec<u8>) -> Result<Vec<u8>, RecordError> {
    if bytes.len() <= MOST_BYTES {
        return Ok(bytes);
    }
    Err(RecordError::Limit {
        what: "the bytes of one holding's subjects".into(),
        limit: MOST_BYTES as u64,
        fix: "Enter several holdings".into(),
    })
}

/// Subjects as they are stored: bytes that were looked at, and not yet made into sets.
#[derive(Debug)]
pub(crate) enum Stored {
    /// Bitmaps in the portable format; an empty one has no bytes.
    People { definite: Box<[u8]>, possible: Box<[u8]> },
    /// As in [`Subjects::Unlisted`]; tags side by side.
    Unlisted { low: u64, high: u64, tags: Box<[u8]> },
    /// A bitmap of 64-bit numbers in the portable format.
    Items(RoaringTreemap),
}

impl Stored {
    /// About how much memory it takes beside itself, in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::People { definite, possible } => (definite.len() + possible.len()) as u64,
            Self::Unlisted { tags, .. } => tags.len() as u64,
            Self::Items(items) => items.serialized_size() as u64,
        }
    }

    /// The columns of `subjects` from `kind` on, which begin at this column. What is not as [`Subjects::values`] writes it
    /// is damage.
    pub(crate) fn read(row: &Row, column: usize) -> Result<Self, RecordError> {
        let wrong = || RecordError::damaged("the subjects of a holding cannot be read");
        let bytes = |column| Ok::<_, RecordError>(row.optional_bytes(column)?.unwrap_or_default());
        let (first, second) = (bytes(column + 1)?, bytes(column + 2)?);
        if first.len() > MOST_BYTES || second.len() > MOST_BYTES {
            return Err(wrong());
        }
        match row.text(column)? {
            "people" => {
                for set in [first, second] {
                    let extent = if set.is_empty() { None } else { Portable::checked(set)?.1.range };
                    if extent.is_some_and(|(least, _)| least == 0) {
                        return Err(wrong());
                    }
                }
                Ok(Self::People { definite: first.into(), possible: second.into() })
            }
            "unlisted" => {
                let (tags, rest) = first.as_chunks::<TAG>();
                let count = |column| {
                    let count = row.optional_integer(column)?.ok_or_else(wrong)?;
                    u64::try_from(count).map_err(|_| wrong())
                };
                let (low, high) = (count(column + 3)?, count(column + 4)?);
                let sorted = tags.is_sorted_by(|one, next| one < next);
                if !rest.is_empty() || !sorted || low > high || tags.len() as u64 > low {
                    return Err(wrong());
                }
                Ok(Self::Unlisted { low, high, tags: first.into() })
            }
            "items" => items(first).map(Self::Items).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }

    /// As sets.
    pub(crate) fn subjects(&self) -> Result<Subjects, RecordError> {
        Ok(match self {
            Self::People { definite, possible } => {
                Subjects::People { definite: read(definite)?, possible: read(possible)? }
            }
            Self::Unlisted { low, high, tags } => {
                let tags = tags.as_chunks().0.iter().copied().map(UnlistedTag).collect();
                Subjects::Unlisted { low: *low, high: *high, tags }
            }
            Self::Items(items) => Subjects::Items(items.clone()),
        })
    }
}

/// A bitmap of people from bytes that were looked at.
fn read(bytes: &[u8]) -> Result<RoaringBitmap, RecordError> {
    if bytes.is_empty() {
        return Ok(RoaringBitmap::new());
    }
    RoaringBitmap::deserialize_from(bytes).map_err(|_| RecordError::damaged("a set of people cannot be read"))
}

/// Items from bytes that nobody looked at: the reader looks at them, and what is longer than what would be written again is
/// damage.
fn items(bytes: &[u8]) -> Option<RoaringTreemap> {
    let items = RoaringTreemap::deserialize_from(bytes).ok()?;
    (items.serialized_size() == bytes.len()).then_some(items)
}

fn refused(what: &str, fix: &str) -> RecordError {
    RecordError::Refused { what: what.into(), fix: fix.into() }
}
