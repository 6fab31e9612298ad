//! How far the work on an upload is.

use crate::error::UploadError;
use crate::examine::Failure;
use crate::id::UploadId;
use crate::job::Task;
use crate::upload::time;
use crate::uploads::Uploads;
use jiff::Timestamp;
use store::Value;

/// How far a check, or a safe copy, is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It waits for its turn.
    Waiting {
        /// 1 for the next.
        position: u64,
    },
    /// It is being worked on.
    Checking {
        /// When this attempt began.
        since: Timestamp,
    },
    /// The result is there.
    Checked,
    /// There is no result, and there will be none.
    Failed {
        /// What happened.
        what: String,
        /// What to do.
        fix: String,
    },
}

impl Uploads {
    /// How far the check of an upload is.
    pub async fn progress(&self, id: UploadId) -> Result<State, UploadError> {
        self.state(id, Task::Check).await?.ok_or(UploadError::Unknown { id })
    }

    /// How far something is that was asked for; none if it was not.
    pub async fn state(&self, id: UploadId, task: Task) -> Result<Option<State>, UploadError> {
        let rows = self
            .store()
            .read(
                "SELECT number, state, asked, started, failure FROM upload_job WHERE upload = $1 AND kind = $2",
                &[id.0.into(), task.word().into()],
            )
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let number = row.integer(0)?;
        Ok(Some(match row.text(1)? {
            "waiting" => State::Waiting { position: self.position(number, row.integer(2)?).await? },
            "running" => State::Checking { since: time(row.integer(3)?)? },
            "done" => State::Checked,
            "failed" => {
                let Failure { what, fix } = Failure::read(&self.seal.open_failure(number, row.bytes(4)?)?)?;
                State::Failed { what, fix }
            }
            _ => return Err(UploadError::Damaged { what: "a state is none" }),
        }))
    }

    async fn position(&self, number: i64, asked: i64) -> Result<u64, UploadError> {
        let values: [Value; 2] = [asked.into(), number.into()];
        let rows = self
            .store()
            .read(
                "SELECT COUNT(*) FROM upload_job WHERE state = 'waiting' \
                 AND (asked < $1 OR (asked = $1 AND number < $2))",
                &values,
            )
            .await?;
        let before = rows.first().map_or(Ok(0), |row| row.integer(0))?;
        Ok(u64::try_from(before).unwrap_or(0) + 1)
    }
}
