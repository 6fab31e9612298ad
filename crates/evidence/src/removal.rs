//! Items leave a store by authority: disposed of, or gone by a permit. Whoever gives the authority writes the act; the sheet
//! follows in the same transaction.

use crate::expectation::{Expectation, ListKind, write_list};
use crate::lists::{self, KeptList, ListWriter};
use crate::{Evidence, EvidenceError, EvidenceStore, holdings};
use inventory::Entry;
use inventory::delta::Change;
use record::Writing;
use roaring::RoaringTreemap;

/// Items that a store need not have any more, once this is booked.
#[derive(Debug)]
pub struct Removal {
    store: EvidenceStore,
    expectation: Expectation,
    list: KeptList,
    items: RoaringTreemap,
}

impl Removal {
    /// Items.
    pub fn items(&self) -> u64 {
        self.list.items()
    }

    /// Their bytes.
    pub fn bytes(&self) -> u64 {
        self.list.bytes()
    }

    /// Digest of their names and sizes.
    pub fn digest(&self) -> String {
        self.list.totals.all.digest.short()
    }

    /// Books it in the transaction of an act, which writes `evidence_inventory`, `holding` and `subjects`. What is expected has
    /// to be what it was when the removal was made: else [`EvidenceError::Overtaken`], and it is to be made anew.
    pub async fn book(&self, writing: &mut Writing<'_>) -> Result<(), EvidenceError> {
        self.book_and_read_on(writing).await.map(|_| ())
    }

    /// The same; gives what is expected from then on.
    pub(crate) async fn book_and_read_on(
        &self,
        writing: &mut Writing<'_>,
    ) -> Result<Expectation, EvidenceError> {
        self.expectation.is_still(writing, self.store.number).await?;
        holdings::part(writing, &self.store, &self.items).await?;
        let row = write_list(writing, self.store.number, ListKind::Removed, &self.list, None).await?;
        let mut expectation = self.expectation.clone();
        expectation.lists.push((row.into(), self.list.stored.id));
        Ok(expectation)
    }

    pub(crate) fn sum(&self) -> &inventory::Sum {
        &self.list.totals.all
    }
}

impl Evidence<'_> {
    /// What a store has to have of these items, in order of name.
    pub async fn expected_of(
        &self,
        store: &EvidenceStore,
        items: &RoaringTreemap,
    ) -> Result<Vec<Entry>, EvidenceError> {
        let opened = Expectation::read(self, store.number).await?.open(self).await?;
        let items = items.clone();
        tokio::task::spawn_blocking(move || {
            let mut found = Vec::new();
            for entry in opened.stream()? {
                let entry = entry?;
                if items.contains(entry.item) {
                    found.push(entry);
                }
            }
            Ok(found)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }

    /// Goes through everything that a store has to have, in order of name; `each` runs on a thread that may wait.
    pub async fn each_expected<T: Send + 'static>(
        &self,
        store: &EvidenceStore,
        first: T,
        mut each: impl FnMut(&mut T, Entry) + Send + 'static,
    ) -> Result<T, EvidenceError> {
        let opened = Expectation::read(self, store.number).await?.open(self).await?;
        tokio::task::spawn_blocking(move || {
            let mut so_far = first;
            for entry in opened.stream()? {
                each(&mut so_far, entry?);
            }
            Ok(so_far)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }

    /// The removal of these items, those that the store need not have left out; none: of nothing.
    pub async fn removal(
        &self,
        store: &EvidenceStore,
        items: &RoaringTreemap,
    ) -> Result<Option<Removal>, EvidenceError> {
        let expectation = Expectation::read(self, store.number).await?;
        let opened = expectation.open(self).await?;
        let wanted = items.clone();
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            let mut items = RoaringTreemap::new();
            for entry in opened.stream()? {
                let entry = entry?;
                if wanted.contains(entry.item) {
                    list.change(&entry, &Change::Removed(entry.key.clone()))?;
                    items.insert(entry.item);
                }
            }
            Ok(items)
        })
        .await?;
        let list = written.lists.into_iter().next().flatten();
        Ok(list.map(|list| Removal { store: store.clone(), expectation, list, items: written.said }))
    }
}
