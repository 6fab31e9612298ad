//! A leaked file as its readers hand it over, and what can be asked about its photos.

use crate::delivery::DeliveryId;
use marks::evidence::PhotoScore;
use std::fmt;

/// A table of texts. Rows may have different lengths.
#[derive(Clone, Default)]
pub struct Table {
    /// What the file calls it; only told, never believed.
    pub name: String,
    /// Rows, headings included if there are any.
    pub rows: Vec<Vec<String>>,
}

/// A photo in the leaked file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Its number in the leaked file.
    pub number: u32,
    /// The people whose photo it may be, found from the picture alone and never from a mark.
    pub people: Vec<u32>,
    /// From when to when the record held this very picture of that person, in microseconds since 1970; empty where that is
    /// not known.
    pub held: Vec<(i64, i64)>,
}

/// Everything that was read from the leaked file or folder.
#[derive(Clone, Default)]
pub struct Leak {
    /// Tables.
    pub tables: Vec<Table>,
    /// Texts that stand in no table.
    pub texts: Vec<String>,
    /// Photos.
    pub photos: Vec<Photo>,
    /// What the container says of itself: authors, titles. It may lead somewhere, and proves nothing.
    pub notes: Vec<String>,
    /// When the force came to see the file, in microseconds since 1970.
    pub found: Option<i64>,
}

/// Contents are personal: only sizes are shown.
impl fmt::Debug for Leak {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Leak")
            .field("tables", &self.tables.len())
            .field("rows", &self.tables.iter().map(|table| table.rows.len()).sum::<usize>())
            .field("texts", &self.texts.len())
            .field("photos", &self.photos.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Table").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

/// Who can compare a leaked photo with the force's original.
pub trait PhotoMarks: Sync {
    /// For each delivery, the statistic of its mark for this person in this photo; `None` where the delivery has no such
    /// photo. One call a photo, so that it is brought into line with the original once.
    fn statistics(&self, photo: u32, person: u32, deliveries: &[DeliveryId]) -> Vec<Option<PhotoScore>>;
}

/// No photos are examined.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPhotos;

impl PhotoMarks for NoPhotos {
    fn statistics(&self, _: u32, _: u32, deliveries: &[DeliveryId]) -> Vec<Option<PhotoScore>> {
        vec![None; deliveries.len()]
    }
}
