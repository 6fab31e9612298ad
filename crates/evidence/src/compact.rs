//! Many lists of a store become one. Every list that was taken in since lies open while the store is compared, and a store that
//! receives all day long would have a thousand of them within a week.

use crate::expectation::{Expectation, ListKind, write_list};
use crate::lists::{self, KeptList, ListWriter};
use crate::stored::hex;
use crate::{Evidence, EvidenceError, EvidenceStore};
use inventory::{Entry, Sum};
use jiff::Timestamp;
use record::{Actor, EVIDENCE_INVENTORY, EvidenceCompacted};

/// Lists beside one another, beyond which they are put together. Each that is open takes a third of a megabyte and a thread, in
/// every store that is compared at the time.
const MOST: usize = 16;

impl Evidence<'_> {
    /// [`Evidence::put_together`], for a store that is not being balanced: while items are taken in by the million, nobody sweeps.
    pub(crate) async fn put_together_meanwhile(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        now: Timestamp,
    ) -> Result<(), EvidenceError> {
        let expectation = Expectation::read(self, store.number).await?;
        if expectation.lists.len() <= MOST {
            return Ok(());
        }
        let add = |sum: &mut Sum, entry: Entry| sum.add(&entry.key, entry.size);
        let expected = self.each_expected(store, Sum::default(), add).await?;
        self.put_together(by, store.number, (&expectation, &expected), now).await
    }

    /// Puts the lists of a store together if there are many. `expected` is what they came to when the store was balanced, a
    /// moment ago: the new list has to come to the same, written and read back, or nothing changes. The old lists stay.
    pub(crate) async fn put_together(
        &self,
        by: &Actor,
        store: u32,
        (expectation, expected): (&Expectation, &Sum),
        now: Timestamp,
    ) -> Result<(), EvidenceError> {
        if expectation.lists.len() <= MOST {
            return Ok(());
        }
        let list = self.as_one(expectation).await?;
        let outcome = match self.reads_as(&list, expected).await {
            Ok(()) => self.replace(by, store, expectation, &list, now).await,
            Err(error) => Err(error),
        };
        match outcome {
            Ok(()) => Ok(()),
            // Somebody took a list in meanwhile: then at the next sweep.
            Err(EvidenceError::Overtaken) => {
                lists::forget(&self.blobs, [&list]).await;
                Ok(())
            }
            // A commit of which nobody knows whether it happened may have named the list: what is not named is swept later.
            Err(error) => Err(error),
        }
    }

    async fn as_one(&self, expectation: &Expectation) -> Result<KeptList, EvidenceError> {
        let opened = expectation.open(self).await?;
        let written = lists::write(&self.blobs, vec![false], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            list.begin()?;
            for entry in opened.stream()? {
                list.add(&entry?)?;
            }
            Ok(())
        })
        .await?;
        written.lists.into_iter().next().flatten().ok_or(EvidenceError::Stopped)
    }

    async fn reads_as(&self, list: &KeptList, expected: &Sum) -> Result<(), EvidenceError> {
        let from = lists::read(&self.blobs, &list.stored.id).await?;
        let read = tokio::task::spawn_blocking(move || {
            let mut sum = Sum::default();
            for entry in lists::items(from)? {
                let entry = entry?;
                sum.add(&entry.key, entry.size);
            }
            Ok::<_, EvidenceError>(sum)
        });
        let read = read.await.map_err(|_| EvidenceError::Stopped)??;
        let is_same = [&read, &list.totals.all].iter().all(|sum| {
            (sum.count, sum.bytes, sum.digest.short())
                == (expected.count, expected.bytes, expected.digest.short())
        });
        if is_same { Ok(()) } else { Err(EvidenceError::damaged("lists of a store do not add up to one")) }
    }

    async fn replace(
        &self,
        by: &Actor,
        store: u32,
        expectation: &Expectation,
        list: &KeptList,
        now: Timestamp,
    ) -> Result<(), EvidenceError> {
        let mut writing = self.record.begin("put lists of evidence together", now).await?;
        expectation.is_still(&mut writing, store).await?;
        let rows: Vec<i64> = expectation.lists.iter().map(|(row, _)| *row).collect();
        writing.end(&EVIDENCE_INVENTORY, &rows).await?;
        write_list(&mut writing, store, ListKind::Compacted, list, None).await?;
        let act = EvidenceCompacted {
            store,
            lists: rows.len() as u64,
            items: list.items(),
            bytes: list.bytes(),
            digest: list.totals.all.digest.short(),
            list: hex(&list.stored.sha256),
        };
        writing.commit(&act, by, &[]).await?;
        Ok(())
    }
}
