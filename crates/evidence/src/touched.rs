//! What a difference is about: the cases that it touches, and the names of its items a page at a time.

use crate::{Evidence, EvidenceError, InSuspense, Shown, lists, words};
use jiff::Timestamp;
use record::{Actor, Case, EvidenceNamesShown, Signer};
use roaring::{RoaringBitmap, RoaringTreemap};

impl Evidence<'_> {
    /// The cases that items of a difference are in. Their references are for who may see names.
    pub async fn cases_of(&self, difference: &InSuspense) -> Result<Vec<Case>, EvidenceError> {
        let from = lists::read(&self.blobs, &difference.list).await?;
        let numbered = tokio::task::spawn_blocking(move || {
            let mut numbers = RoaringTreemap::new();
            for entry in lists::items(from)? {
                numbers.insert(entry?.item);
            }
            // What nobody expected has no number.
            numbers.remove(0);
            Ok::<_, EvidenceError>(numbers)
        });
        let numbers = numbered.await.map_err(|_| EvidenceError::Stopped)??;
        Ok(self.record.cases_touched(&RoaringBitmap::new(), &numbers).await?)
    }

    /// The items of a difference from one on, in order of name, at most so many, and the cases that those are in. That they were
    /// shown is written first, for each page of them: an act says how many were seen, not how many there were before them.
    pub async fn show_part(
        &self,
        by: &Actor,
        signer: &Signer,
        (difference, skip, most): (&InSuspense, usize, usize),
        purpose: &str,
        now: Timestamp,
    ) -> Result<Shown, EvidenceError> {
        let purpose = words::said(purpose, "what the names are wanted for")?;
        let from = lists::read(&self.blobs, &difference.list).await?;
        let read = tokio::task::spawn_blocking(move || {
            lists::items(from)?
                .skip(skip)
                .take(most)
                .map(|entry| Ok(entry?))
                .collect::<Result<Vec<inventory::Entry>, EvidenceError>>()
        });
        let items = read.await.map_err(|_| EvidenceError::Stopped)??;
        let numbers: RoaringTreemap = items.iter().map(|entry| entry.item).filter(|item| *item > 0).collect();
        let cases = self.record.cases_touched(&RoaringBitmap::new(), &numbers).await?;
        let mut writing = self.record.begin("show names of evidence", now).await?;
        writing.note(purpose).await?;
        let act = EvidenceNamesShown {
            store: difference.store,
            difference: difference.number,
            items: items.len() as u64,
            cases: cases.len() as u64,
        };
        writing.commit(&act, by, &[signer]).await?;
        Ok(Shown { items, cases })
    }
}
