//! Where the items of a store are listed and asked for: a place that is watched, or copies of our own.

use crate::own::OwnPlace;
use crate::{EvidenceError, EvidenceStore, StoreMode};
use inventory::probe::Answer;
use inventory::{Key, ListOptions, Listing, Location};

/// Where to look.
#[derive(Clone)]
pub(crate) enum Source {
    Watched(Location),
    Own(OwnPlace),
}

impl Source {
    pub(crate) fn of(store: &EvidenceStore) -> Result<Self, EvidenceError> {
        Ok(match store.mode {
            StoreMode::Watched => Self::Watched(store.location()?),
            StoreMode::Own => Self::Own(store.own_place()?),
        })
    }

    pub(crate) fn list(&self, options: &ListOptions) -> Listing {
        match self {
            Self::Watched(location) => location.list(options),
            Self::Own(place) => place.clone().list(options),
        }
    }

    pub(crate) async fn probe(&self, keys: &[Key]) -> Vec<Answer> {
        match self {
            Self::Watched(location) => location.probe(keys).await,
            Self::Own(place) => place.clone().probe(keys).await,
        }
    }
}
