//! What is on its way into a store while the store is listed.

use crate::expectation::Expectation;
use crate::own::{ItemNames, name_of};
use crate::{Evidence, EvidenceError, lists};
use copies::ItemId;
use inventory::{Key, Listed, Sum};
use jiff::Timestamp;
use std::collections::HashSet;

/// What may turn up without being expected, and how much of it did.
#[derive(Default)]
pub(crate) struct Transit {
    items: HashSet<ItemId>,
    is_open: bool,
    /// What of the listing is in transit: it is neither there nor missing.
    pub(crate) seen: Sum,
}

impl Transit {
    /// Of the batches whose time is not over.
    pub(crate) async fn read(
        evidence: &Evidence<'_>,
        expectation: &Expectation,
        names: &ItemNames,
        now: Timestamp,
    ) -> Result<Self, EvidenceError> {
        let mut transit = Self::default();
        for batch in expectation.transit.iter().filter(|batch| batch.due > now) {
            transit.is_open = true;
            let from = lists::read(&evidence.blobs, &batch.list).await?;
            let numbers = tokio::task::spawn_blocking(move || {
                lists::items(from)?.map(|entry| Ok(entry?.item)).collect::<Result<Vec<u64>, EvidenceError>>()
            })
            .await
            .map_err(|_| EvidenceError::Stopped)??;
            transit.items.extend(numbers.into_iter().map(|number| names.id(number)));
        }
        Ok(transit)
    }

    /// Whether this is one of them. Bytes come before the manifest that says whose they are: while anything is on its way,
    /// bytes without one are too.
    pub(crate) fn takes(&mut self, listed: &Listed) -> bool {
        let is_one = match name_of(&listed.key) {
            Some((_, item)) => self.items.contains(&item),
            None => self.is_open && is_bare(&listed.key),
        };
        if is_one {
            self.seen.add(&listed.key, listed.size);
        }
        is_one
    }
}

/// An object without a manifest.
fn is_bare(key: &Key) -> bool {
    let digits = key.as_str().get(6..).unwrap_or_default();
    digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}
