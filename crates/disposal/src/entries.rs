//! What stores have to have, for whoever decides about it.

use crate::{DisposalError, Disposing};
use evidence::{EvidenceStore, StoreMode};
use inventory::Entry;

impl Disposing<'_> {
    /// Stores of ours, by number.
    pub(crate) async fn own_stores(&self) -> Result<Vec<EvidenceStore>, DisposalError> {
        let mut stores = self.evidence().stores().await?;
        stores.retain(|store| store.mode == StoreMode::Own);
        Ok(stores)
    }

    /// The items that a store has to have and that somebody wants, and how many it has to have.
    pub(crate) async fn chosen(
        &self,
        store: &EvidenceStore,
        wanted: impl Fn(&Entry) -> bool + Send + 'static,
    ) -> Result<(Vec<Entry>, u64), DisposalError> {
        let each = move |(found, all): &mut (Vec<Entry>, u64), entry: Entry| {
            *all += 1;
            if wanted(&entry) {
                found.push(entry);
            }
        };
        Ok(self.evidence().each_expected(store, (Vec::new(), 0), each).await?)
    }
}
