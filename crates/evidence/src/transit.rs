//! What is on its way into a store while the store is listed.

use crate::expectation::Expectation;
use crate::own::{ItemNames, name_of};
use crate::take_in::DUE;
use crate::{DifferenceKind, Evidence, EvidenceError, lists};
use copies::ItemId;
use inventory::{Entry, Key, Listed, Sum};
use jiff::Timestamp;
use roaring::RoaringTreemap;
use std::collections::HashSet;

/// Items gone by permit that are asked for by name before a listing is believed.
const SOME: usize = 20;

/// What may turn up without being expected, and how much of it did.
#[derive(Default)]
pub(crate) struct Transit {
    items: HashSet<ItemId>,
    is_open: bool,
    going: RoaringTreemap,
    permitted: RoaringTreemap,
    /// Those that may be gone by permit, and are.
    pub(crate) departed: RoaringTreemap,
    /// Names of the first of them, to be asked for.
    pub(crate) some_departed: Vec<Key>,
    /// Names in suspense that nobody expected, of copies of our own.
    pub(crate) surplus: HashSet<Key>,
    /// Whether a batch was begun and is not there in its time.
    pub(crate) is_overdue: bool,
    /// How many of those that are going were not listed.
    pub(crate) gone: u64,
    /// What of the listing is in transit: it is neither there nor missing.
    pub(crate) seen: Sum,
}

impl Transit {
    /// Of the batches whose time is not over.
    pub(crate) async fn read(
        evidence: &Evidence<'_>,
        store: u32,
        expectation: &Expectation,
        names: &ItemNames,
        now: Timestamp,
    ) -> Result<Self, EvidenceError> {
        let mut transit = Self {
            going: going(evidence, store).await?,
            // What went or changed before it was permitted stays in suspense until it is found or settled.
            permitted: evidence.permitted(store, now).await? - evidence.items_in_suspense_of(store).await?,
            ..Self::default()
        };
        transit.is_open = !transit.going.is_empty();
        // One that is due later than any that begins now was begun by a clock that went wrong.
        let in_time = |due: Timestamp| due > now && due.duration_since(now) <= DUE;
        transit.is_overdue = expectation.transit.iter().any(|batch| !in_time(batch.due));
        for batch in expectation.transit.iter().filter(|batch| in_time(batch.due)) {
            transit.is_open = true;
            let from = lists::read(&evidence.blobs, &batch.list).await?;
            let numbers = tokio::task::spawn_blocking(move || {
                lists::items(from)?.map(|entry| Ok(entry?.item)).collect::<Result<Vec<u64>, EvidenceError>>()
            })
            .await
            .map_err(|_| EvidenceError::Stopped)??;
            transit.items.extend(numbers.into_iter().map(|number| names.id(number)));
        }
        for one in evidence.suspense(Some(store)).await? {
            if one.kind == DifferenceKind::Surplus {
                transit
                    .surplus
                    .extend(evidence.entries_of(&one.list).await?.into_iter().map(|entry| entry.key));
            }
        }
        Ok(transit)
    }

    /// Whether what is not listed is gone by permit, or is just being destroyed by authority.
    pub(crate) fn misses(&mut self, entry: &Entry) -> bool {
        let item = entry.item;
        if self.permitted.contains(item) {
            self.departed.insert(item);
            if self.some_departed.len() < SOME {
                self.some_departed.push(entry.key.clone());
            }
            return true;
        }
        let is_going = self.going.contains(item);
        self.gone += u64::from(is_going);
        is_going
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

/// Items whose copies in a store were granted to be destroyed (crate `disposal`), and no act says yet that they are: that they
/// are not listed is no loss, and as long as nobody has finished it the store is not green either. What broke off and was stopped
/// then is one: nobody will finish it.
async fn going(evidence: &Evidence<'_>, store: u32) -> Result<RoaringTreemap, EvidenceError> {
    let sql = "SELECT g.item FROM evidence_going g WHERE g.store = $1 AND g.booked IS NULL AND (g.gone IS NOT NULL OR NOT EXISTS \
         (SELECT 1 FROM evidence_disposal d JOIN evidence_disposal_state t ON t.disposal = d.number AND t.ended IS NULL \
         WHERE d.act = g.act AND t.state = 'refused'))";
    let rows = evidence.record.read(sql, &[i64::from(store).into()]).await?;
    rows.iter().map(|row| Ok(row.integer(0)?.cast_unsigned())).collect()
}

/// An object without a manifest.
fn is_bare(key: &Key) -> bool {
    let digits = key.as_str().get(6..).unwrap_or_default();
    digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}
