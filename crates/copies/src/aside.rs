//! A copy that is not what it should be makes room for the right one.

use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::replica::Replica;
use crate::seal::Seal;

/// What became of a copy that was said to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// Its object, its manifest, or both are in the folder `damaged` of the replica now.
    Moved,
    /// It is right, and was not touched.
    Right,
    /// It is not there.
    Nothing,
}

impl Aside {
    /// Of the object and its manifest together.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Moved, _) | (_, Self::Moved) => Self::Moved,
            (Self::Nothing, _) | (_, Self::Nothing) => Self::Nothing,
            (Self::Right, Self::Right) => Self::Right,
        }
    }
}

/// Moves a copy that is **read and found wrong** out of the way, within its replica, so that [`crate::replicate`] can put the
/// right one there. It is read here, whatever anybody said of it: a right copy is never moved, and nothing is deleted, for
/// damaged footage may be the only footage. What was set aside goes when the item is disposed of. A bucket answers with
/// [`CopyError::SetAsideByHand`]: there is no renaming in it, only deleting.
pub fn set_aside(
    replica: &Replica,
    item: &ItemId,
    blake3: &Blake3,
    seal: &dyn Seal,
) -> Result<Aside, CopyError> {
    let place = replica.place();
    if place.identity()? != replica.id() {
        return Err(CopyError::NoReplica { name: replica.name().to_owned() });
    }
    place.set_aside(blake3, item, seal)
}
