//! When a store was last listed, and what came of it: signed, and told to the record whenever it changed, and once an hour.

use crate::balance::balance_note;
use crate::expectation::Expectation;
use crate::state::StoreState;
use crate::stored::{instant, number, stored};
use crate::{BALANCE_KEY, Evidence, EvidenceError, EvidenceStore, InSuspense, standing, suspense};
use inventory::Sum;
use jiff::{SignedDuration, Timestamp};
use record::{Actor, EVIDENCE_BALANCE, EvidenceBalanced};
use std::time::Instant;
use store::{Row, Value};

/// How long the record goes without being told that nothing changed.
const TOLD_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// The last sweep of a store.
#[derive(Debug, Clone)]
pub struct LastSweep {
    /// Number of the store.
    pub store: u32,
    /// When it began.
    pub at: Timestamp,
    /// How long it took.
    pub took: SignedDuration,
    /// How the store stood.
    pub state: StoreState,
    /// Why that was not known, in words.
    pub why: Option<String>,
    /// The balance as a signed note.
    pub note: Vec<u8>,
}

const LAST: &str = "SELECT store, at, took, state, why, note FROM evidence_sweep";

/// What is expected, what is listed, and items and bytes in suspense.
pub(crate) type Sums<'s> = (&'s Sum, &'s Sum, (u64, u64));

impl Evidence<'_> {
    /// The last sweep of each store, by number.
    pub async fn last_sweeps(&self) -> Result<Vec<LastSweep>, EvidenceError> {
        let sql = format!("{LAST} ORDER BY store");
        self.record.read(&sql, &[]).await?.iter().map(last_sweep).collect()
    }

    /// The last sweep of a store; none since it was added, or since the record was restored.
    pub async fn last_sweep(&self, store: u32) -> Result<Option<LastSweep>, EvidenceError> {
        let sql = format!("{LAST} WHERE store = $1");
        self.record.read(&sql, &[i64::from(store).into()]).await?.first().map(last_sweep).transpose()
    }

    /// Keeps when a store was listed and what came of it, signed. A slow sweep does not speak over one that began later; but one
    /// that is of a time that is not yet was made by a clock that went wrong, and it would have the last word until then.
    pub(crate) async fn say(
        &self,
        store: &EvidenceStore,
        state: StoreState,
        why: Option<&str>,
        sums: Sums<'_>,
        (now, began): (Timestamp, Instant),
    ) -> Result<(), EvidenceError> {
        let key = self.record.statement_key(BALANCE_KEY)?;
        let text = balance_note(self.record.id(), store.number, state, sums, now);
        let note = key.sign(&text).map_err(record::RecordError::from)?;
        let took = began.elapsed().as_micros();
        let took = i64::try_from(took).unwrap_or(i64::MAX);
        let not_yet = now
            .as_microsecond()
            .saturating_add(took)
            .saturating_add(i64::try_from(standing::ahead(store).as_micros()).unwrap_or(i64::MAX));
        let values: Vec<Value> = vec![
            i64::from(store.number).into(),
            now.as_microsecond().into(),
            took.into(),
            state.id().into(),
            why.map(str::to_owned).into(),
            note.into(),
            not_yet.into(),
        ];
        self.keep(
            "INSERT INTO evidence_sweep (store, at, took, state, why, told, note) VALUES ($1, $2, $3, $4, $5, 0, $6) \
             ON CONFLICT (store) DO UPDATE SET at = $2, took = $3, state = $4, why = $5, note = $6 \
             WHERE evidence_sweep.at <= $2 OR evidence_sweep.at > $7",
            &values,
        )
        .await
    }

    /// What a store has to have was changed: only a sweep says how it stands now.
    pub(crate) async fn not_listed_since(
        &self,
        store: &EvidenceStore,
        why: &str,
        now: Timestamp,
    ) -> Result<(), EvidenceError> {
        let nothing = Sum::default();
        let in_suspense = crate::sweep::totals(&self.suspense(Some(store.number)).await?);
        let sums = (&nothing, &nothing, in_suspense);
        self.say(store, StoreState::Unknown, Some(why), sums, (now, Instant::now())).await
    }

    async fn keep(&self, sql: &str, values: &[Value]) -> Result<(), EvidenceError> {
        let mut transaction = self.record.database().begin("keep a sweep").await?;
        transaction.execute(sql, values).await?;
        Ok(transaction.finish().await?)
    }

    /// Tells the record how a store stands, if that changed, or an hour has gone by. What was compared has to be what is known
    /// still: a slow sweep does not speak over a later one.
    pub(crate) async fn balanced(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        (expectation, known): (&Expectation, &[InSuspense]),
        state: StoreState,
        (expected, observed, (in_suspense, suspense_bytes)): Sums<'_>,
        now: Timestamp,
    ) -> Result<(), EvidenceError> {
        let mut writing = self.record.begin("balance evidence", now).await?;
        expectation.is_still(&mut writing, store.number).await?;
        suspense::is_still(&mut writing, store.number, known).await?;
        let last = writing
            .read(
                "SELECT number, state, expected, observed, suspense, digest, expected_bytes, suspense_bytes \
                 FROM evidence_balance \
                 WHERE store = $1 AND ended IS NULL",
                &[i64::from(store.number).into()],
            )
            .await?;
        let told = writing
            .read("SELECT told FROM evidence_sweep WHERE store = $1", &[i64::from(store.number).into()])
            .await?;
        let told = told.first().map_or(Ok(0), |row| row.integer(0))?;
        let digest = observed.digest.short();
        if let Some(last) = last.first() {
            let is_same = last.text(1)? == state.id()
                && last.integer(2)? == stored(expected.count)
                && last.integer(3)? == stored(observed.count)
                && last.integer(4)? == stored(in_suspense)
                && last.text(5)? == digest
                && last.integer(6)? == stored(expected.bytes)
                && last.integer(7)? == stored(suspense_bytes);
            let since = now.as_microsecond().saturating_sub(told);
            // What was told at a time that is not yet is told again.
            if is_same && (0..TOLD_AGAIN.as_micros()).contains(&i128::from(since)) {
                return Ok(());
            }
            writing.end(&EVIDENCE_BALANCE, &[last.integer(0)?]).await?;
        }
        let row: Vec<Value> = vec![
            i64::from(store.number).into(),
            state.id().into(),
            stored(expected.count).into(),
            stored(expected.bytes).into(),
            stored(observed.count).into(),
            stored(observed.bytes).into(),
            stored(in_suspense).into(),
            stored(suspense_bytes).into(),
            digest.clone().into(),
        ];
        writing.insert_one(&EVIDENCE_BALANCE, row).await?;
        let act = EvidenceBalanced {
            store: store.number,
            state: state.id().into(),
            expected: expected.count,
            observed: observed.count,
            suspense: in_suspense,
            digest,
        };
        writing.commit(&act, by, &[]).await?;
        self.keep(
            "UPDATE evidence_sweep SET told = $2 WHERE store = $1",
            &[i64::from(store.number).into(), now.as_microsecond().into()],
        )
        .await
    }
}

fn last_sweep(row: &Row) -> Result<LastSweep, EvidenceError> {
    Ok(LastSweep {
        store: number(row, 0)?,
        at: instant(row, 1)?,
        took: SignedDuration::from_micros(row.integer(2)?),
        state: StoreState::named(row.text(3)?)
            .ok_or_else(|| EvidenceError::damaged("a store stands as none does"))?,
        why: row.optional_text(4)?.map(str::to_owned),
        note: row.bytes(5)?.to_vec(),
    })
}
