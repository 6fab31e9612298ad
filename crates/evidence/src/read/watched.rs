//! Items of a place that is not ours are read.

use super::{Outcome, Seen};
use inventory::reading::{Expected, Reading};
use inventory::{Entry, Key, Location, Trouble};
use jiff::Timestamp;
use std::collections::HashMap;

/// Items that are read at a time.
const AT_A_TIME: usize = 4;

/// Reads these items.
pub(super) async fn read(
    location: &Location,
    some: Vec<Entry>,
    now: Timestamp,
    progress: &(impl Fn(u64, u64) + Send + Sync),
    seen: &mut Seen,
) {
    let wanted: Vec<(Key, Expected)> =
        some.iter().map(|entry| (entry.key.clone(), Expected::from(entry))).collect();
    let mut readings: HashMap<Key, Reading> = HashMap::with_capacity(some.len());
    location
        .read_each(wanted, AT_A_TIME, |key, reading| {
            progress(1, if let Reading::Read { size, .. } = reading { size } else { 0 });
            readings.insert(key, reading);
        })
        .await;
    for entry in some {
        let outcome = match readings.remove(&entry.key) {
            Some(Reading::Read { sha256, blake3, .. }) => {
                // What nobody has read before is known by this from now on, unless a list said otherwise.
                let is_it = entry.sha256.is_none_or(|said| said == sha256)
                    && entry.blake3.is_none_or(|said| said == blake3);
                if is_it {
                    Outcome::Good { sha256: Some(sha256), blake3 }
                } else {
                    Outcome::Damaged { sha256: Some(sha256), blake3: Some(blake3) }
                }
            }
            Some(Reading::Gone | Reading::Changed) => Outcome::Elsewhere,
            // The medium gives it no more. What cannot be reached, or may not be read, is another matter.
            Some(Reading::Unreadable(Trouble::Failing)) => Outcome::Damaged { sha256: None, blake3: None },
            Some(Reading::Unreadable(_)) | None => Outcome::Unreadable,
        };
        seen.take(entry, outcome, now);
    }
}
