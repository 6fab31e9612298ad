//! Jobs: asked for once, done by whoever has the lease, and fenced, so that a node that comes back from the dead writes
//! nothing.

use crate::numbers::next;
use crate::read::instant;
use crate::{UploadError, Uploads};
use blobs::BlobId;
use gate::CopyKind;
use jiff::Timestamp;
use store::{Row, Transaction, Value};
use zeroize::Zeroizing;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Check the file.
    Check,
    /// Make a safe copy, in this format or in the one that fits.
    Copy(Option<CopyKind>),
}

/// A job that this node has for itself.
pub(crate) struct Job {
    pub(crate) number: i64,
    pub(crate) kind: Kind,
    /// How often it was begun, this time included. It is the fence: who has another count has lost the job.
    pub(crate) attempts: i64,
    pub(crate) upload: i64,
    pub(crate) name: Zeroizing<String>,
    pub(crate) blob: BlobId,
    node: String,
}

/// How a job ended.
pub(crate) enum Ended {
    /// With a result.
    Done { verdict: gate::Verdict, rules: [u8; 32], result: BlobId },
    /// Without one.
    Failed { what: String, fix: String },
}

/// Asks for a job. One that failed, or was done with another format, is asked for anew; one that is waiting stays.
pub(crate) async fn ask(
    transaction: &mut Transaction,
    upload: i64,
    kind: &'static str,
    asked: Option<&'static str>,
) -> Result<(), UploadError> {
    let number = next(transaction, "upload_job").await?;
    transaction
        .execute(
            "INSERT INTO upload_job (number, upload, kind, asked, state, attempts) VALUES ($1, $2, $3, $4, 'waiting', 0) \
             ON CONFLICT (upload, kind) DO NOTHING",
            &[number.into(), upload.into(), kind.into(), asked.into()],
        )
        .await?;
    Ok(())
}

impl Uploads {
    /// Takes the next job that waits, or one whose node has been silent for too long.
    pub(crate) async fn claim(&self, node: &str, now: Timestamp) -> Result<Option<Job>, UploadError> {
        let at: Value = now.as_microsecond().into();
        let until = now.checked_add(self.0.settings.lease).unwrap_or(now).as_microsecond();
        // The condition stands twice: whoever waited for the row meanwhile looks again before it takes it.
        let sql = "UPDATE upload_job SET state = 'running', attempts = attempts + 1, node = $1, leased_until = $2, began = $3 \
             WHERE number = (SELECT number FROM upload_job \
                 WHERE state = 'waiting' OR (state = 'running' AND leased_until < $3) ORDER BY number LIMIT 1) \
             AND (state = 'waiting' OR (state = 'running' AND leased_until < $3)) \
             RETURNING number, upload, kind, asked, attempts";
        let values: [Value; 3] = [node.into(), until.into(), at];
        let rows = self
            .database()
            .transaction("take a job", async |mut transaction: Transaction| {
                let rows = transaction.read(sql, &values).await?;
                let Some(row) = rows.first() else { return Ok::<_, UploadError>(None) };
                let upload = transaction
                    .read("SELECT name, blob FROM upload WHERE number = $1", &[row.integer(1)?.into()])
                    .await?;
                Ok(Some((row.clone(), upload)))
            })
            .await?;
        let Some((row, upload)) = rows else { return Ok(None) };
        let Some(upload) = upload.first() else { return Ok(None) };
        self.job_of(&row, upload, node).map(Some)
    }

    fn job_of(&self, row: &Row, upload: &Row, node: &str) -> Result<Job, UploadError> {
        let damaged = |what| UploadError::Damaged { what };
        let number = row.integer(1)?;
        let kind = match (row.text(2)?, row.optional_text(3)?) {
            ("check", _) => Kind::Check,
            ("copy", None) => Kind::Copy(None),
            ("copy", Some("xlsx")) => Kind::Copy(Some(CopyKind::Xlsx)),
            ("copy", Some("ods")) => Kind::Copy(Some(CopyKind::Ods)),
            ("copy", Some("csv")) => Kind::Copy(Some(CopyKind::Csv)),
            _ => return Err(damaged("a job")),
        };
        Ok(Job {
            number: row.integer(0)?,
            kind,
            attempts: row.integer(4)?,
            upload: number,
            name: self.open_name("upload", number, upload.bytes(0)?)?,
            blob: upload.text(1)?.parse().map_err(|_| damaged("the name of a blob"))?,
            node: node.to_owned(),
        })
    }

    /// Keeps the lease; false if somebody else has the job by now, or it is gone.
    pub(crate) async fn still(&self, job: &Job, now: Timestamp) -> Result<bool, UploadError> {
        let until = now.checked_add(self.0.settings.lease).unwrap_or(now).as_microsecond();
        self.touch(job, "leased_until = $4", vec![until.into()]).await
    }

    /// Gives a job back that was not done, because the node ends; it does not count as an attempt.
    pub(crate) async fn give_back(&self, job: &Job) -> Result<bool, UploadError> {
        self.touch(job, "state = 'waiting', attempts = attempts - 1, leased_until = NULL", Vec::new()).await
    }

    async fn touch(&self, job: &Job, set: &str, values: Vec<Value>) -> Result<bool, UploadError> {
        let sql = format!(
            "UPDATE upload_job SET {set} WHERE number = $1 AND attempts = $2 AND node = $3 AND state = 'running'"
        );
        let mut all: Vec<Value> = vec![job.number.into(), job.attempts.into(), job.node.as_str().into()];
        all.extend(values);
        let touched = self
            .database()
            .transaction("keep or give back a job", async |mut transaction: Transaction| {
                Ok::<_, UploadError>(transaction.execute(&sql, &all).await?)
            })
            .await?;
        Ok(touched == 1)
    }

    /// Ends a job with what came of it; false if somebody else has it by now, and then nothing is written.
    pub(crate) async fn end(
        &self,
        job: &Job,
        ended: &Ended,
        copies: &[(Zeroizing<String>, blobs::Stored)],
        now: Timestamp,
    ) -> Result<bool, UploadError> {
        let (state, verdict, rules, result, what, fix) = match ended {
            Ended::Done { verdict, rules, result } => (
                "done",
                Some(verdict.to_string()),
                Some(rules.to_vec()),
                Some(result.to_string()),
                None,
                None,
            ),
            Ended::Failed { what, fix } => {
                ("failed", None, None, None, Some(what.clone()), Some(fix.clone()))
            }
        };
        let values: Vec<Value> = vec![
            job.number.into(),
            job.attempts.into(),
            job.node.as_str().into(),
            state.into(),
            now.as_microsecond().into(),
            verdict.into(),
            rules.into(),
            result.into(),
            what.into(),
            fix.into(),
        ];
        self.database()
            .transaction("end a job", async |mut transaction: Transaction| {
                let changed = transaction
                    .execute(
                        "UPDATE upload_job SET state = $4, ended = $5, verdict = $6, rules = $7, result = $8, what = $9, \
                         fix = $10, leased_until = NULL \
                         WHERE number = $1 AND attempts = $2 AND node = $3 AND state = 'running'",
                        &values,
                    )
                    .await?;
                if changed != 1 {
                    return Ok::<_, UploadError>(false);
                }
                for (place, (name, blob)) in (0_i64..).zip(copies) {
                    let number = next(&mut transaction, "upload_copy").await?;
                    let sealed = self.seal_name("upload_copy", number, name)?;
                    transaction
                        .execute(
                            "INSERT INTO upload_copy (number, upload, place, name, blob, bytes) \
                             VALUES ($1, $2, $3, $4, $5, $6)",
                            &[
                                number.into(),
                                job.upload.into(),
                                place.into(),
                                sealed.into(),
                                blob.id.to_string().into(),
                                crate::numbers::stored(blob.bytes)?.into(),
                            ],
                        )
                        .await?;
                }
                Ok(true)
            })
            .await
    }

    /// The result of a job that is done: its blob, the digest of its rules, and when it ended.
    pub(crate) async fn done(
        &self,
        upload: i64,
        kind: &'static str,
    ) -> Result<Option<(BlobId, [u8; 32], Timestamp)>, UploadError> {
        let rows = self
            .database()
            .read(
                "SELECT result, rules, ended FROM upload_job WHERE upload = $1 AND kind = $2 AND state = 'done'",
                &[upload.into(), kind.into()],
            )
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let damaged = |what| UploadError::Damaged { what };
        let result = row.optional_text(0)?.and_then(|id| id.parse().ok()).ok_or(damaged("a result"))?;
        let rules =
            row.optional_bytes(1)?.and_then(|rules| rules.try_into().ok()).ok_or(damaged("a digest"))?;
        let ended = instant(row.optional_integer(2)?.ok_or(damaged("a time"))?)?;
        Ok(Some((result, rules, ended)))
    }
}
