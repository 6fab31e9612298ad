//! Jobs change hands: claimed with a lease, kept by a heartbeat, settled once.
//!
//! A claim is known by its node and the number of the attempt. Whoever lost the lease finds that nothing of theirs is there
//! any more, whatever they try.

use crate::error::UploadError;
use crate::examine::Failure;
use crate::job::Task;
use crate::uploads::Uploads;
use blobs::BlobId;
use jiff::Timestamp;
use std::path::PathBuf;
use store::{Row, Transaction, Value};

/// A job that this node has for now.
pub(crate) struct Claim {
    pub(crate) job: i64,
    pub(crate) task: Task,
    pub(crate) name: PathBuf,
    pub(crate) blob: BlobId,
    pub(crate) bytes: u64,
    node: String,
    attempt: i64,
}

const NEXT: &str = "SELECT j.number, j.upload, j.kind, j.attempts, u.name, u.blob, u.bytes \
    FROM upload_job j JOIN upload u ON u.number = j.upload \
    WHERE (j.state = 'waiting' OR (j.state = 'running' AND j.leased_until <= $1)) AND u.expires > $1 \
    ORDER BY j.asked, j.number LIMIT 1";

/// The condition that a claim still holds; `$1` to `$3` are [`Claim::key`].
const HOLDS: &str = "number = $1 AND node = $2 AND attempts = $3 AND state = 'running'";

impl Claim {
    fn key(&self) -> [Value; 3] {
        [self.job.into(), self.node.as_str().into(), self.attempt.into()]
    }

    fn with(&self, more: impl IntoIterator<Item = Value>) -> Vec<Value> {
        self.key().into_iter().chain(more).collect()
    }
}

impl Uploads {
    /// Takes the next job, if there is one: the oldest that waits, or whose node has been silent for too long. A job that
    /// was tried often enough has failed instead.
    pub(crate) async fn claim(&self, node: &str, now: Timestamp) -> Result<Option<Claim>, UploadError> {
        let at = Value::from(now.as_microsecond());
        loop {
            // Looking is free; only whoever found something makes others wait.
            if self.store().read(NEXT, std::slice::from_ref(&at)).await?.is_empty() {
                return Ok(None);
            }
            let mut transaction = self.begin("claim a job on an upload").await?;
            let rows = transaction.read(NEXT, std::slice::from_ref(&at)).await?;
            let Some(row) = rows.first() else { return Ok(None) };
            let (job, attempts) = (row.integer(0)?, row.integer(3)?);
            if attempts >= i64::from(self.settings.attempts) {
                self.give_up(&mut transaction, job, attempts, now).await?;
                transaction.finish().await?;
                continue;
            }
            transaction
                .execute(
                    "UPDATE upload_job SET state = 'running', attempts = attempts + 1, node = $2, \
                     leased_until = $3, started = $4 WHERE number = $1",
                    &[job.into(), node.into(), self.lease_end(now)?.into(), at.clone()],
                )
                .await?;
            transaction.finish().await?;
            return self.claimed(row, node).map(Some);
        }
    }

    fn claimed(&self, row: &Row, node: &str) -> Result<Claim, UploadError> {
        let damaged = |what| UploadError::Damaged { what };
        let upload = row.integer(1)?;
        Ok(Claim {
            job: row.integer(0)?,
            task: Task::of_word(row.text(2)?).ok_or(damaged("a job is of no kind"))?,
            name: self.seal.open_name(upload, row.bytes(4)?)?.into(),
            blob: row.text(5)?.parse().map_err(|_| damaged("a sealed file has no name"))?,
            bytes: u64::try_from(row.integer(6)?).map_err(|_| damaged("a length is below 0"))?,
            node: node.to_owned(),
            attempt: row.integer(3)? + 1,
        })
    }

    fn lease_end(&self, now: Timestamp) -> Result<i64, UploadError> {
        let end = now.checked_add(self.settings.lease);
        end.map(Timestamp::as_microsecond)
            .map_err(|_| UploadError::Damaged { what: "a lease is longer than time lasts" })
    }

    async fn give_up(
        &self,
        transaction: &mut Transaction,
        job: i64,
        attempts: i64,
        now: Timestamp,
    ) -> Result<(), UploadError> {
        let failure = Failure {
            what: format!("it could not be checked: the work on it broke off {attempts} times"),
            fix: "Treat the file as not safe. Put it up again, and if it happens again, tell whoever looks after this \
                  server"
                .into(),
        };
        let sealed = self.seal.failure(job, &failure.write())?;
        transaction
            .execute(
                "UPDATE upload_job SET state = 'failed', failure = $2, ended = $3, node = NULL, \
                 leased_until = NULL WHERE number = $1",
                &[job.into(), sealed.into(), now.as_microsecond().into()],
            )
            .await?;
        Ok(())
    }

    /// Says that the node is alive; says whether the job is still its own.
    pub(crate) async fn renew(&self, claim: &Claim, now: Timestamp) -> Result<bool, UploadError> {
        let mut transaction = self.begin("renew the lease of a job").await?;
        let sql = format!("UPDATE upload_job SET leased_until = $4 WHERE {HOLDS}");
        let renewed = transaction.execute(&sql, &claim.with([self.lease_end(now)?.into()])).await?;
        transaction.finish().await?;
        Ok(renewed == 1)
    }

    /// Gives the job back, as if this attempt had not been.
    pub(crate) async fn give_back(&self, claim: &Claim) -> Result<(), UploadError> {
        let mut transaction = self.begin("give a job back").await?;
        let sql = format!(
            "UPDATE upload_job SET state = 'waiting', attempts = attempts - 1, node = NULL, leased_until = NULL, \
             started = NULL WHERE {HOLDS}"
        );
        transaction.execute(&sql, &claim.key()).await?;
        Ok(transaction.finish().await?)
    }

    /// Keeps the result; says whether the job was still this node's to settle.
    pub(crate) async fn settle(
        &self,
        claim: &Claim,
        result: &BlobId,
        copies: &[BlobId],
        now: Timestamp,
    ) -> Result<bool, UploadError> {
        let mut transaction = self.begin("keep the result of a job").await?;
        let sql = format!(
            "UPDATE upload_job SET state = 'done', result = $4, ended = $5, node = NULL, leased_until = NULL \
             WHERE {HOLDS}"
        );
        let values = claim.with([result.to_string().into(), now.as_microsecond().into()]);
        if transaction.execute(&sql, &values).await? != 1 {
            return Ok(false);
        }
        for copy in copies {
            transaction
                .execute(
                    "INSERT INTO upload_copy (blob, job) VALUES ($1, $2)",
                    &[copy.to_string().into(), claim.job.into()],
                )
                .await?;
        }
        transaction.finish().await?;
        Ok(true)
    }

    /// Keeps that there will be no result.
    pub(crate) async fn fail(
        &self,
        claim: &Claim,
        failure: &Failure,
        now: Timestamp,
    ) -> Result<(), UploadError> {
        let sealed = self.seal.failure(claim.job, &failure.write())?;
        let mut transaction = self.begin("keep that a job failed").await?;
        let sql = format!(
            "UPDATE upload_job SET state = 'failed', failure = $4, ended = $5, node = NULL, leased_until = NULL \
             WHERE {HOLDS}"
        );
        transaction.execute(&sql, &claim.with([sealed.into(), now.as_microsecond().into()])).await?;
        Ok(transaction.finish().await?)
    }
}
