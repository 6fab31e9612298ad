//! Our own copies: what makes a store of this record a place of [`copies`].

mod add;
mod grade;
mod listing;
mod names;
mod seal;

pub use grade::{GradedStore, Observed};
pub(crate) use listing::{OwnPlace, key_of, name_of, trouble_of};
pub(crate) use names::ItemNames;
pub(crate) use seal::ManifestSeal;

use crate::{Evidence, EvidenceError, EvidenceStore, StoreMode};
use copies::{ItemId, Replica};
use std::sync::Arc;

impl Evidence<'_> {
    /// The place of a store of our own, opened. Another place than the one that was set up is refused.
    pub async fn replica(&self, store: &EvidenceStore) -> Result<Replica, EvidenceError> {
        let place = store.own_place()?;
        tokio::task::spawn_blocking(move || place.open())
            .await
            .map_err(|_| EvidenceError::Stopped)?
            .map_err(|error| EvidenceError::copy(&error))
    }

    /// The name that an item has in our own copies. It tells nothing to whoever does not have the keys of this record.
    pub fn item_id(&self, item: u64) -> ItemId {
        self.names().id(item)
    }

    pub(crate) fn names(&self) -> ItemNames {
        ItemNames::new(&self.record.room_key("evidence items/1"))
    }

    /// What seals the manifests beside copies.
    pub fn manifest_seal(&self) -> Arc<dyn copies::Seal> {
        Arc::new(ManifestSeal::new(&self.record.room_key("evidence manifests/1")))
    }
}

impl EvidenceStore {
    /// Where it is, if it is of our own.
    pub(crate) fn own_place(&self) -> Result<OwnPlace, EvidenceError> {
        match (self.mode, self.replica) {
            (StoreMode::Own, Some(id)) => {
                Ok(OwnPlace { name: self.name.clone(), place: self.place.clone(), id })
            }
            _ => Err(EvidenceError::NotOwn { store: self.number }),
        }
    }
}
