//! Lists from outside often know only the file name of an item. Which item of a listing is meant?
//!
//! First all rows ([`FileNames::add`]), then all that is listed ([`FileNames::observe`]); then each row has its
//! answer, by its line. Nothing is guessed: of several items of one name, none is taken.

use crate::error::InventoryError;
use crate::import::Row;
use crate::key::Key;
use std::collections::HashMap;
use std::fmt;

/// Which item a row means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This one.
    One(Key),
    /// No item has this name: it is expected, and nobody knows where.
    Nowhere,
    /// So many items have this name: a person has to say which.
    Several(u64),
}

/// File names of rows, and where they were found. About 150 bytes for each row.
#[derive(Default)]
pub struct FileNames {
    /// By the first half of BLAKE3 of the name.
    rows: HashMap<[u8; 16], (u64, Match)>,
}

impl FileNames {
    /// No names yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A row whose name ([`Row::key`]) is a file name, or ends in one. Refused where another row has the same.
    pub fn add(&mut self, row: &Row) -> Result<(), InventoryError> {
        let before = self.rows.insert(hash(&row.key), (row.line, Match::Nowhere));
        match before {
            None => Ok(()),
            Some((line, _)) => Err(InventoryError::Row {
                line: row.line,
                what: format!("the file name is that of line {line} too"),
                fix: "Export the list with the folder of each item, and use that column.".into(),
            }),
        }
    }

    /// An item that is listed. `false` where no row means it.
    pub fn observe(&mut self, key: &Key) -> bool {
        let Some((_, found)) = self.rows.get_mut(&hash(key)) else { return false };
        *found = match found {
            Match::Nowhere => Match::One(key.clone()),
            Match::One(_) => Match::Several(2),
            Match::Several(count) => Match::Several(*count + 1),
        };
        true
    }

    /// What each row means: its line, and its item, in the order of lines. Read the list a second time beside it, and
    /// give each [`Row`] its [`Row::key`].
    pub fn finish(self) -> Vec<(u64, Match)> {
        let mut rows: Vec<_> = self.rows.into_values().collect();
        rows.sort_unstable_by_key(|(line, _)| *line);
        rows
    }
}

impl fmt::Debug for FileNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileNames({} rows)", self.rows.len())
    }
}

fn hash(key: &Key) -> [u8; 16] {
    let name = key.as_str().rsplit('/').next().unwrap_or_default();
    let mut half = [0; 16];
    half.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..16]);
    half
}
