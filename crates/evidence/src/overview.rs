//! How all stores stand, without a look into any list: a balance counts item by item, which takes its time where there are
//! millions, and a page that shows every store has none.

use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, LastSweep, Settlement, StoreState, Stretch};
use jiff::Timestamp;

/// Intervals without a sweep after which nobody knows how a store stands, as [`crate::Balance`] has it.
const OVERDUE: i32 = 2;
/// Rows of the balance that tell since when it has been so: about twelve weeks.
const LOOKED_AT: u32 = 2_000;

/// How a store stands.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The store.
    pub store: EvidenceStore,
    /// How it stands, as its balance says.
    pub state: StoreState,
    /// Why that is not known, in words.
    pub why: Option<String>,
    /// Whether it was not listed for two intervals: what is in suspense stays so, and more may be missing.
    pub is_overdue: bool,
    /// When it was last listed; none: never since it was restored.
    pub swept: Option<LastSweep>,
    /// Since when it has stood so; none: nobody knows. Red is since the oldest alarm.
    pub since: Option<Timestamp>,
    /// What is in suspense.
    pub suspense: Vec<InSuspense>,
    /// Settlements that wait for a decision.
    pub waiting: Vec<Settlement>,
    /// What was last told of it; none: nothing yet.
    pub told: Option<Stretch>,
}

impl Overview {
    /// What is to be done first: red, then what is not known, then green.
    fn urgency(&self) -> u8 {
        match self.state {
            StoreState::Red => 0,
            StoreState::Unknown => 1,
            StoreState::Green => 2,
        }
    }
}

impl Evidence<'_> {
    /// How every store that is watched stands; what needs doing first.
    pub async fn overviews(&self, now: Timestamp) -> Result<Vec<Overview>, EvidenceError> {
        let (stores, suspense) = (self.stores().await?, self.suspense(None).await?);
        let (sweeps, settlements) = (self.last_sweeps().await?, self.settlements().await?);
        let mut overviews = Vec::with_capacity(stores.len());
        for store in stores {
            let number = store.number;
            let swept = sweeps.iter().find(|sweep| sweep.store == number).cloned();
            let suspense: Vec<_> = suspense.iter().filter(|one| one.store == number).cloned().collect();
            let is_overdue = swept.as_ref().is_none_or(|sweep| overdue(sweep, &store, now));
            let (state, why) = state(swept.as_ref(), is_overdue, suspense.is_empty());
            let past = self.history_until(&store, LOOKED_AT, swept.as_ref(), now).await?;
            let since = match state {
                StoreState::Red => self.oldest_alarm(&suspense).await?,
                StoreState::Green => begun(&past, state),
                StoreState::Unknown => begun(&past, state).or(swept.as_ref().map(|sweep| sweep.at)),
            };
            overviews.push(Overview {
                waiting: settlements
                    .iter()
                    .filter(|one| one.store == number && one.waits())
                    .cloned()
                    .collect(),
                told: past.last().cloned(),
                store,
                state,
                why,
                is_overdue,
                swept,
                since,
                suspense,
            });
        }
        overviews.sort_by_key(|one| (one.urgency(), one.store.number));
        Ok(overviews)
    }

    async fn oldest_alarm(&self, suspense: &[InSuspense]) -> Result<Option<Timestamp>, EvidenceError> {
        let Some(first) = suspense.iter().map(|one| one.alarm).min() else { return Ok(None) };
        Ok(self.record.acts_told(&[first]).await?.first().map(|act| act.at))
    }
}

/// A listing that takes longer than the interval is not late as long as it goes on.
fn overdue(sweep: &LastSweep, store: &EvidenceStore, now: Timestamp) -> bool {
    now.duration_since(sweep.at) > store.every.max(sweep.took).saturating_mul(OVERDUE)
}

/// The state that a balance has, in its order; a test holds the two together.
fn state(swept: Option<&LastSweep>, is_overdue: bool, is_explained: bool) -> (StoreState, Option<String>) {
    match swept {
        None => {
            (StoreState::Unknown, Some("it was never listed since this record was made or restored".into()))
        }
        Some(_) if is_overdue && is_explained => {
            (StoreState::Unknown, Some("it was not listed for more than two intervals".into()))
        }
        Some(_) if !is_explained => (StoreState::Red, None),
        Some(sweep) if sweep.state == StoreState::Red => (
            StoreState::Unknown,
            Some("what differed was settled since it was listed: it has to be listed again".into()),
        ),
        Some(sweep) => (sweep.state, sweep.why.clone()),
    }
}

/// When the time began that ends now and in which it stood so all along.
fn begun(past: &[Stretch], state: StoreState) -> Option<Timestamp> {
    past.iter().rev().take_while(|one| one.state == state).last().map(|one| one.from)
}
