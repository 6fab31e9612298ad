//! What is said of items that are offered.

use inventory::import::Row;
use inventory::{Entry, Key, Listed};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is said of the items: of all of them, and of single ones by name.
#[derive(Debug, Default)]
pub struct Offer {
    /// Retention class of all that have no other.
    pub class: Option<Arc<str>>,
    /// What a list says of items, by name: size and SHA-256 have to be so, or the item is refused.
    pub rows: HashMap<Key, Row>,
    /// Whether an item that the list does not name is refused.
    pub only_listed: bool,
    /// Only these are offered; empty: everything is.
    pub only: HashSet<Key>,
    /// Whether the numbers of the items are wanted afterwards, to tie them to cases.
    pub wants_numbers: bool,
}

impl Offer {
    /// Whether what is said of an item is what was taken in under its name.
    pub(super) fn agrees(&self, key: &Key, sha256: Option<[u8; 32]>) -> bool {
        let said = self.rows.get(key).and_then(|row| row.sha256);
        said.is_none_or(|said| Some(said) == sha256)
    }

    /// An item as it is to be expected; the reason, if it is not what the list says.
    pub(super) fn entry(&self, listed: Listed, source: &str, now: Timestamp) -> Result<Entry, (Key, String)> {
        let mut entry = Entry::named(listed, now);
        entry.class.clone_from(&self.class);
        entry.source = Some(source.into());
        let Some(row) = self.rows.get(&entry.key) else {
            if self.only_listed {
                return Err((entry.key, "the list does not name it".to_owned()));
            }
            return Ok(entry);
        };
        if row.size.is_some_and(|size| size != entry.size) {
            return Err((entry.key, "it has another size than the list says".to_owned()));
        }
        entry.sha256 = row.sha256;
        entry.class = row.class.as_deref().map(Into::into).or(entry.class);
        entry.source = row.source.as_deref().map(Into::into).or(entry.source);
        entry.recorded_at = row.recorded_at;
        Ok(entry)
    }
}
