//! How a store stood over time: what it had to have against what it listed. For pages that draw it.
//!
//! A row of the balance says how a store stood at one moment, and holds until the next. Where none came for longer than the
//! watch would have let go by, nobody listed it, and what it had then is not known: a silence is never drawn as if all was there.

use crate::stored::{count, instant};
use crate::{Count, Evidence, EvidenceError, EvidenceStore, LastSweep, StoreState};
use jiff::{SignedDuration, Timestamp};
use store::Row;

/// How long the record goes without being told that nothing changed, as a sweep has it.
const TOLD_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// A time in which a store stood in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// How it stood. With anything in suspense it is red, also while nobody could list it.
    pub state: StoreState,
    /// What it had to have.
    pub expected: Count,
    /// What it listed; none: that is not known, for a list that is not whole says nothing about the rest.
    pub observed: Option<Count>,
    /// What was in suspense.
    pub suspense: Count,
}

impl Stretch {
    fn of(row: &Row) -> Result<Self, EvidenceError> {
        let told = StoreState::named(row.text(1)?);
        let told = told.ok_or_else(|| EvidenceError::damaged("a store stood as none does"))?;
        let counted = |column| {
            Ok::<_, EvidenceError>(Count { items: count(row, column)?, bytes: count(row, column + 1)? })
        };
        let (from, suspense) = (instant(row, 0)?, counted(6)?);
        Ok(Self {
            from,
            until: from,
            state: if suspense.items > 0 { StoreState::Red } else { told },
            expected: counted(2)?,
            observed: if told == StoreState::Unknown { None } else { Some(counted(4)?) },
            suspense,
        })
    }

    /// The same after nobody listed it any more.
    fn unseen(&self, from: Timestamp) -> Self {
        let state = if self.state == StoreState::Red { StoreState::Red } else { StoreState::Unknown };
        Self { from, state, observed: None, ..self.clone() }
    }

    fn is_like(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.state, one.expected, one.observed, one.suspense);
        of(self) == of(other)
    }
}

impl Evidence<'_> {
    /// How a store stood, the oldest first, as its newest `most` rows say; the first day's list too, if there are no more.
    pub async fn history(
        &self,
        store: &EvidenceStore,
        most: u32,
        now: Timestamp,
    ) -> Result<Vec<Stretch>, EvidenceError> {
        let swept = self.last_sweeps().await?.into_iter().find(|sweep| sweep.store == store.number);
        self.history_until(store, most, swept.as_ref(), now).await
    }

    pub(crate) async fn history_until(
        &self,
        store: &EvidenceStore,
        most: u32,
        swept: Option<&LastSweep>,
        now: Timestamp,
    ) -> Result<Vec<Stretch>, EvidenceError> {
        let number = i64::from(store.number);
        let rows = self
            .record
            .read(
                "SELECT l.at, b.state, b.expected, b.expected_bytes, b.observed, b.observed_bytes, b.suspense, \
                 b.suspense_bytes FROM evidence_balance b JOIN leaf l ON l.position = b.act \
                 WHERE b.store = $1 ORDER BY b.number DESC LIMIT $2",
                &[number.into(), i64::from(most).into()],
            )
            .await?;
        let mut told = rows.iter().rev().map(Stretch::of).collect::<Result<Vec<_>, _>>()?;
        if (rows.len() as u64) < u64::from(most)
            && let Some(first) = self.first_day(number).await?
        {
            told.insert(0, first);
        }
        Ok(joined(&told, store.every, swept, now))
    }

    /// What it listed when it came under watch: that is what it had to have.
    async fn first_day(&self, store: i64) -> Result<Option<Stretch>, EvidenceError> {
        let rows = self
            .record
            .read(
                "SELECT l.at, i.items, i.bytes FROM evidence_inventory i JOIN leaf l ON l.position = i.act \
                 WHERE i.store = $1 AND i.kind = 'baseline' ORDER BY i.number LIMIT 1",
                &[store.into()],
            )
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let (from, listed) = (instant(row, 0)?, Count { items: count(row, 1)?, bytes: count(row, 2)? });
        Ok(Some(Stretch {
            from,
            until: from,
            state: StoreState::Green,
            expected: listed,
            observed: Some(listed),
            suspense: Count::default(),
        }))
    }
}

/// One stretch after the other, each until the next begins or nobody looked any more; alike ones are one.
fn joined(
    told: &[Stretch],
    every: SignedDuration,
    swept: Option<&LastSweep>,
    now: Timestamp,
) -> Vec<Stretch> {
    // Two intervals, as for a balance; and what did not change is told once an hour only.
    let patience = every.saturating_mul(2);
    let quiet = patience.saturating_add(TOLD_AGAIN);
    let after = |at: Timestamp, by: SignedDuration| at.checked_add(by).unwrap_or(Timestamp::MAX);
    let mut joined: Vec<Stretch> = Vec::new();
    let mut add = |stretch: Stretch| match joined.last_mut() {
        Some(last) if last.is_like(&stretch) => last.until = stretch.until,
        _ => joined.push(stretch),
    };
    for (index, one) in told.iter().enumerate() {
        let next = told.get(index + 1);
        let end = next.map_or(now.max(one.from), |next| next.from);
        // What was swept last and told nothing new says that it stood so until then.
        let seen = match (next, swept) {
            (None, Some(swept)) => after(swept.at.max(one.from), patience.max(swept.took.saturating_mul(2))),
            _ => after(one.from, quiet),
        };
        let until = end.min(seen);
        add(Stretch { until, ..one.clone() });
        if until < end {
            add(Stretch { until: end, ..one.unseen(until) });
        }
    }
    joined
}
