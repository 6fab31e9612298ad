//! A listing, put together by object.

use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::naming::Named;
use crate::place::{Place, Shard};
use std::collections::BTreeMap;

/// What lies in a replica of one digest.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// The size of the object, if it is there.
    pub(crate) object: Option<u64>,
    /// The items whose manifests are there.
    pub(crate) items: Vec<ItemId>,
}

/// One shard: its objects in order, and the digests of names that are not ours.
pub(crate) fn shard(
    place: &dyn Place,
    first: u8,
    sizes: bool,
) -> Result<(BTreeMap<Blake3, Group>, Vec<Blake3>), CopyError> {
    Ok(together(place.shard(first, sizes)?))
}

/// What was listed, in order, and the digests of names that are not ours.
pub(crate) fn together(listed: Shard) -> (BTreeMap<Blake3, Group>, Vec<Blake3>) {
    let mut groups: BTreeMap<Blake3, Group> = BTreeMap::new();
    for entry in listed.entries {
        match entry.named {
            Named::Object(blake3) => groups.entry(blake3).or_default().object = Some(entry.size),
            Named::Manifest(blake3, item) => groups.entry(blake3).or_default().items.push(item),
        }
    }
    for group in groups.values_mut() {
        group.items.sort_unstable();
        // A listing that is not of one moment can have a name twice.
        group.items.dedup();
    }
    (groups, listed.unknown)
}
