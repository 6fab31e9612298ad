//! One copy, asked for by name.

use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::replica::Replica;

/// Whether an item is there, without reading it to its end: its manifest can be read, and its object be opened. For what a
/// listing did not show: if it is there when asked, the listing is not to be believed.
pub fn look(replica: &Replica, item: &ItemId, blake3: &Blake3) -> Result<(), CopyError> {
    let place = replica.place();
    place.manifest(blake3, item)?;
    place.open(blake3)?;
    Ok(())
}
