//! Holdings in memory, shared by all who ask who is affected: read once, and then only what acts wrote since.
//!
//! Every question first reads the newest acts, so an answer is never behind the record, whichever node wrote to it. What is
//! kept are numbers of people, no value of anybody.

use record::{ExposureIndex, HoldersAsked, Record, RecordError};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

/// Questions about different holders that are kept at a time.
const MOST: usize = 4;
/// The largest that is kept, in bytes: a hundred thousand holdings about a million people. Larger ones are read each time.
const LARGEST: u64 = 256 << 20;

type Slot = Arc<RwLock<Option<ExposureIndex>>>;

/// Holdings in memory, the last asked first.
#[derive(Default)]
pub(super) struct Exposures(Mutex<Vec<(HoldersAsked, Slot)>>);

impl Exposures {
    /// The holdings of these holders as the record has them now.
    pub(super) async fn of(
        &self,
        record: &Record,
        holders: &HoldersAsked,
    ) -> Result<OwnedRwLockReadGuard<Option<ExposureIndex>, ExposureIndex>, RecordError> {
        let mut kept = self.slot(holders).write_owned().await;
        match kept.as_mut() {
            Some(index) => index.refresh(record).await?,
            None => *kept = Some(ExposureIndex::load(record, holders.clone()).await?),
        }
        if kept.as_ref().is_some_and(|index| index.bytes() > LARGEST) {
            self.forget(holders);
        }
        // It is there: that has just been seen to. Were it not, nobody would be told anything.
        OwnedRwLockReadGuard::try_map(kept.downgrade(), Option::as_ref)
            .map_err(|_| RecordError::Damaged { what: "holdings in memory".into() })
    }

    fn slot(&self, holders: &HoldersAsked) -> Slot {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = slots.iter().position(|(asked, _)| asked == holders);
        let slot = found.map_or_else(|| (holders.clone(), Slot::default()), |place| slots.remove(place));
        let shared = slot.1.clone();
        slots.insert(0, slot);
        slots.truncate(MOST);
        shared
    }

    fn forget(&self, holders: &HoldersAsked) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(asked, _)| asked != holders);
    }
}
