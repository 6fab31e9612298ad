//! What goes out of the house: that something differs, or that nobody knows how a store stands.

use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, LastSweep, Standing, lists};
use jiff::Timestamp;
use record::Case;
use roaring::{RoaringBitmap, RoaringTreemap};

/// A message. Names of items are not in it; references of cases are there for those who ask for them.
#[derive(Debug, Clone)]
pub struct Message {
    /// Number of the store.
    pub store: u32,
    /// Its name.
    pub name: String,
    /// What it says.
    pub says: Says,
}

/// What a message says.
#[derive(Debug, Clone)]
pub enum Says {
    /// An alarm was raised.
    Alarm {
        /// Position of the act.
        act: u64,
        /// When.
        at: Timestamp,
        /// What differed, by kind.
        differences: Vec<InSuspense>,
        /// The cases that it touches, as they are now; none: the lists of items cannot be read, which keeps no alarm back.
        cases: Option<Vec<Case>>,
    },
    /// Nobody knows how a store stands, or it is known again.
    Standing {
        /// Which.
        standing: Standing,
        /// Why it is not known, in words.
        why: Option<String>,
        /// When the store was last listed; none: never since the record was made or restored.
        listed: Option<Timestamp>,
    },
}

impl Evidence<'_> {
    pub(crate) async fn alarm_message(
        &self,
        stores: &[EvidenceStore],
        alarm: u64,
    ) -> Result<Message, EvidenceError> {
        let differences = self.raised_by(alarm).await?;
        let first =
            differences.first().ok_or_else(|| EvidenceError::damaged("an alarm raised nothing"))?.store;
        let cases = self.cases_touched_by(&differences).await.ok();
        let at = self
            .record
            .acts_told(&[alarm])
            .await?
            .first()
            .map(|act| act.at)
            .ok_or_else(|| EvidenceError::damaged("an alarm is missing"))?;
        Ok(Message {
            store: first,
            name: name_of(stores, first),
            says: Says::Alarm { act: alarm, at, differences, cases },
        })
    }

    async fn cases_touched_by(&self, differences: &[InSuspense]) -> Result<Vec<Case>, EvidenceError> {
        let mut items = RoaringTreemap::new();
        for one in differences {
            let from = lists::read(&self.blobs, &one.list).await?;
            let numbers = tokio::task::spawn_blocking(move || {
                let mut numbers = RoaringTreemap::new();
                for entry in lists::items(from)? {
                    numbers.insert(entry?.item);
                }
                Ok::<_, EvidenceError>(numbers)
            });
            items |= numbers.await.map_err(|_| EvidenceError::Stopped)??;
        }
        // What nobody expected has no number.
        items.remove(0);
        Ok(self.record.cases_touched(&RoaringBitmap::new(), &items).await?)
    }
}

pub(crate) fn standing_message(
    store: &EvidenceStore,
    last: Option<&LastSweep>,
    standing: Standing,
) -> Message {
    let why = match standing {
        Standing::Known => None,
        Standing::Unknown => last.and_then(|last| last.why.clone()),
        Standing::Overdue => Some(match last {
            Some(_) => "it was not listed for more than two intervals".to_owned(),
            None => "it was never listed since this record was made or restored".to_owned(),
        }),
    };
    let says = Says::Standing { standing, why, listed: last.map(|last| last.at) };
    Message { store: store.number, name: store.name.clone(), says }
}

/// The name of a store; of one that is watched no longer, its number.
fn name_of(stores: &[EvidenceStore], number: u32) -> String {
    stores
        .iter()
        .find(|store| store.number == number)
        .map_or_else(|| format!("store {number}"), |store| store.name.clone())
}
