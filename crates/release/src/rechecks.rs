//! Releases that wait to be checked again: asked for once, done by whoever has the lease, on any node. A line goes when its
//! release was checked; what could not be checked stays, with the reason.

use crate::stored::{instant, integer, narrow, optional};
use crate::{ReleaseError, State};
use jiff::{SignedDuration, Timestamp};
use record::{Actor, RECHECKS, Record, RecordError};
use std::sync::Arc;
use store::{Row, Transaction, Value};

/// For how long a node has a task for itself after its last sign of life.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// How often a task is begun before it counts as failed: the file may be what ends the node.
const ATTEMPTS: i64 = 3;

/// The queue.
#[derive(Clone)]
pub struct Rechecks(Arc<Record>);

/// Never what is in it.
impl std::fmt::Debug for Rechecks {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Rechecks")
    }
}

/// A release that this node is to check again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Number of the release.
    pub release: u32,
    /// Number of the actor who asked.
    pub actor: u32,
    /// How often it was begun, this time included. It is the fence: who has another count has lost the task.
    attempts: i64,
    node: String,
}

impl Task {
    /// How long a node may be silent before somebody else takes its task.
    pub const LEASE: SignedDuration = LEASE;
}

/// How the queue stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Releases that wait or are being checked.
    pub waiting: u64,
    /// When the oldest of them was asked for.
    pub since: Option<Timestamp>,
    /// What could not be checked.
    pub failed: Vec<Failed>,
}

/// A release that could not be checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Number of the release.
    pub release: u32,
    /// When it was asked for.
    pub asked: Timestamp,
    /// Why.
    pub why: String,
}

impl Rechecks {
    /// Opens the queue in a record's database.
    pub async fn open(record: Arc<Record>) -> Result<Self, ReleaseError> {
        record.database().migrate(&RECHECKS.migrations).await.map_err(RecordError::from)?;
        Ok(Self(record))
    }

    /// Asks that everything that was approved is checked again, or the release that is named; gives how many that are. What
    /// waits already is not asked for twice.
    pub async fn ask(&self, by: &Actor, only: Option<u32>, now: Timestamp) -> Result<u64, ReleaseError> {
        let (from, to) = only.map_or((0, i64::MAX), |release| (i64::from(release), i64::from(release)));
        let values: [Value; 5] = [
            i64::from(by.number).into(),
            now.as_microsecond().into(),
            State::Approved.id().into(),
            from.into(),
            to.into(),
        ];
        // "WHERE true" lets SQLite tell ON CONFLICT from a join.
        let sql = "INSERT INTO recheck (release, actor, asked, state, attempts) \
             SELECT s.release, $1, $2, 'waiting', 0 FROM release_state s \
             WHERE s.ended IS NULL AND s.state = $3 AND s.release >= $4 AND s.release <= $5 \
             ON CONFLICT (release) DO UPDATE SET actor = excluded.actor, asked = excluded.asked, state = 'waiting', \
             attempts = 0, why = NULL WHERE recheck.state = 'failed'";
        self.write("ask for checks", sql, &values).await?;
        let rows = self
            .0
            .database()
            .read(
                "SELECT COUNT(*) FROM recheck WHERE state <> 'failed' AND release >= $1 AND release <= $2",
                &[from.into(), to.into()],
            )
            .await
            .map_err(RecordError::from)?;
        first_count(&rows)
    }

    /// How the queue stands.
    pub async fn queue(&self) -> Result<Queue, ReleaseError> {
        let database = self.0.database();
        let rows = database
            .read("SELECT COUNT(*), MIN(asked) FROM recheck WHERE state <> 'failed'", &[])
            .await
            .map_err(RecordError::from)?;
        let since = rows.first().map(|row| optional(row, 1)).transpose()?.flatten();
        let failed = database
            .read("SELECT release, asked, why FROM recheck WHERE state = 'failed' ORDER BY release", &[])
            .await
            .map_err(RecordError::from)?;
        let failed = failed.iter().map(|row| {
            Ok(Failed {
                release: narrow(integer(row, 0)?)?,
                asked: instant(integer(row, 1)?)?,
                why: row.optional_text(2).map_err(RecordError::from)?.unwrap_or_default().to_owned(),
            })
        });
        Ok(Queue {
            waiting: first_count(&rows)?,
            since: since.map(instant).transpose()?,
            failed: failed.collect::<Result<_, ReleaseError>>()?,
        })
    }

    /// Takes the next one that waits, or one whose node has been silent for too long.
    pub async fn claim(&self, node: &str, now: Timestamp) -> Result<Option<Task>, ReleaseError> {
        // The condition stands twice: whoever waited for the row meanwhile looks again before it takes it.
        let sql = "UPDATE recheck SET state = 'running', attempts = attempts + 1, node = $1, leased_until = $2 \
             WHERE release = (SELECT release FROM recheck \
                 WHERE state = 'waiting' OR (state = 'running' AND leased_until < $3) ORDER BY release LIMIT 1) \
             AND (state = 'waiting' OR (state = 'running' AND leased_until < $3)) \
             RETURNING release, actor, attempts";
        let values: [Value; 3] = [node.into(), until(now).into(), now.as_microsecond().into()];
        let rows = self
            .0
            .database()
            .transaction("take a release to check", async |mut transaction: Transaction| {
                Ok::<_, RecordError>(transaction.read(sql, &values).await?)
            })
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let task = Task {
            release: narrow(integer(row, 0)?)?,
            actor: narrow(integer(row, 1)?)?,
            attempts: integer(row, 2)?,
            node: node.to_owned(),
        };
        if task.attempts > ATTEMPTS {
            self.failed(&task, "it was begun several times and never came to an end").await?;
            return Ok(None);
        }
        Ok(Some(task))
    }

    /// Keeps the lease; false if somebody else has the task by now.
    pub async fn still(&self, task: &Task, now: Timestamp) -> Result<bool, ReleaseError> {
        let sql = "UPDATE recheck SET leased_until = $4 \
             WHERE release = $1 AND attempts = $2 AND node = $3 AND state = 'running'";
        self.touch(task, "keep a release to check", sql, Some(until(now).into())).await
    }

    /// Gives a task back that was not done, because the node ends; it does not count as an attempt.
    pub async fn give_back(&self, task: &Task) -> Result<bool, ReleaseError> {
        let sql = "UPDATE recheck SET state = 'waiting', attempts = attempts - 1, leased_until = NULL \
             WHERE release = $1 AND attempts = $2 AND node = $3 AND state = 'running'";
        self.touch(task, "give a release to check back", sql, None).await
    }

    /// The release was checked.
    pub async fn done(&self, task: &Task) -> Result<bool, ReleaseError> {
        let sql =
            "DELETE FROM recheck WHERE release = $1 AND attempts = $2 AND node = $3 AND state = 'running'";
        self.touch(task, "a release was checked again", sql, None).await
    }

    /// The release could not be checked; says why, without a personal value.
    pub async fn failed(&self, task: &Task, why: &str) -> Result<bool, ReleaseError> {
        let sql = "UPDATE recheck SET state = 'failed', leased_until = NULL, why = $4 \
             WHERE release = $1 AND attempts = $2 AND node = $3 AND state = 'running'";
        self.touch(task, "a release could not be checked again", sql, Some(why.into())).await
    }

    async fn touch(
        &self,
        task: &Task,
        what: &'static str,
        sql: &str,
        more: Option<Value>,
    ) -> Result<bool, ReleaseError> {
        let mut values: Vec<Value> =
            vec![i64::from(task.release).into(), task.attempts.into(), task.node.as_str().into()];
        values.extend(more);
        Ok(self.write(what, sql, &values).await? == 1)
    }

    async fn write(&self, what: &'static str, sql: &str, values: &[Value]) -> Result<u64, ReleaseError> {
        let written = self
            .0
            .database()
            .transaction(what, async |mut transaction: Transaction| {
                Ok::<_, RecordError>(transaction.execute(sql, values).await?)
            })
            .await?;
        Ok(written)
    }
}

fn until(now: Timestamp) -> i64 {
    now.checked_add(LEASE).unwrap_or(now).as_microsecond()
}

fn first_count(rows: &[Row]) -> Result<u64, ReleaseError> {
    let row = rows.first().ok_or_else(|| ReleaseError::damaged("a count has no line"))?;
    u64::try_from(integer(row, 0)?).map_err(|_| ReleaseError::damaged("a count is out of range"))
}
