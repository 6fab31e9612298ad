//! Items have numbers in the record and names in copies. One gives the other, with a key.

use copies::ItemId;
use keyring::{IndexKey, SecretKey};

/// Makes names of items.
pub(crate) struct ItemNames(IndexKey);

impl ItemNames {
    pub(crate) fn new(key: &SecretKey) -> Self {
        Self(IndexKey::derive(key, "tipstaff evidence items/1"))
    }

    /// The name of an item: always the same, so that what was interrupted is finished under the name that it began with.
    pub(crate) fn id(&self, item: u64) -> ItemId {
        ItemId(self.0.tag("item", &item.to_be_bytes()))
    }
}
