//! What a replica says it has, without reading it.

use crate::error::CopyError;
use crate::groups;
use crate::id::{Blake3, ItemId};
use crate::manifest::ItemManifest;
use crate::replica::Replica;
use crate::seal::Seal;
use jiff::Timestamp;

/// An object by its name. That its bytes are there, and whole, only reading shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its name.
    pub blake3: Blake3,
    /// Its size in bytes; `None` if there are manifests only.
    pub size: Option<u64>,
    /// The items whose manifests lie beside it, in order.
    pub items: Vec<ItemId>,
}

/// What [`sweep`] saw, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Objects.
    pub objects: u64,
    /// Manifests, one for each item.
    pub items: u64,
    /// Bytes of objects.
    pub bytes: u64,
    /// Things begun and not finished.
    pub temporary: u64,
    /// Things that are not this crate's.
    pub unknown: u64,
}

/// Names and sizes of everything, in the order of names. An error means that the listing did not come to its end: what was
/// handed over until then is no inventory.
pub fn sweep(replica: &Replica, each: &mut dyn FnMut(Seen)) -> Result<Swept, CopyError> {
    sweep_all(replica, each, &mut |_| {})
}

/// [`sweep`], and `stranger` is told the BLAKE3 of the name of each thing that is not this crate's, in no order: names that
/// others gave may name people.
pub fn sweep_all(
    replica: &Replica,
    each: &mut dyn FnMut(Seen),
    stranger: &mut dyn FnMut(Blake3),
) -> Result<Swept, CopyError> {
    let strays = replica.place().strays()?;
    let mut swept =
        Swept { temporary: strays.temporary, unknown: strays.unknown.len() as u64, ..Swept::default() };
    strays.unknown.into_iter().for_each(&mut *stranger);
    for first in strays.shards {
        let (groups, unknown) = groups::shard(replica.place(), first, true)?;
        swept.unknown += unknown.len() as u64;
        unknown.into_iter().for_each(&mut *stranger);
        for (blake3, group) in groups {
            swept.objects += u64::from(group.object.is_some());
            swept.items += group.items.len() as u64;
            swept.bytes += group.object.unwrap_or(0);
            each(Seen { blake3, size: group.object, items: group.items });
        }
    }
    Ok(swept)
}

/// All manifests, opened: with them one replica alone rebuilds the catalogue. One that does not open is an error in its
/// place, and the rest goes on. That objects are there, and whole, only [`verify`](crate::verify()) says.
pub fn catalogue(
    replica: &Replica,
    seal: &dyn Seal,
    each: &mut dyn FnMut(Blake3, ItemId, Result<ItemManifest, CopyError>),
) -> Result<Swept, CopyError> {
    sweep(replica, &mut |seen| {
        for item in seen.items {
            each(seen.blake3, item, replica.manifest(&seen.blake3, &item, seal));
        }
    })
}

/// Deletes temporary files, which never were items, that nobody has written to since `before`; says how many. In a bucket
/// it does nothing: uploads that were begun and not finished have no name, and a lifecycle rule of the bucket ends them.
/// Marks of interrupted destructions stay: the destruction is to be finished.
pub fn sweep_unfinished(replica: &Replica, before: Timestamp) -> Result<u64, CopyError> {
    replica.place().sweep_unfinished(before)
}
