//! Looking at uploads.

use crate::numbers::{first, natural};
use crate::{State, Upload, UploadError, UploadId, Uploads};
use gate::Verdict;
use jiff::Timestamp;
use store::{Row, Value};

/// Columns of an upload and its check, read by [`Uploads::upload_of`].
const SELECT: &str = "SELECT u.number, u.id, u.actor, u.name, u.bytes, u.sha256, u.received, u.expires, \
     j.state, j.began, j.verdict, j.what, j.fix, \
     (SELECT COUNT(*) FROM upload_job w WHERE w.state = 'waiting' AND w.number < j.number) \
     FROM upload u JOIN upload_job j ON j.upload = u.number AND j.kind = 'check'";

impl Uploads {
    /// An upload by its name, unless its time is over.
    pub async fn get(&self, id: &UploadId, now: Timestamp) -> Result<Option<Upload>, UploadError> {
        let sql = format!("{SELECT} WHERE u.id = $1 AND u.expires > $2");
        let values: [Value; 2] = [id.to_string().into(), now.as_microsecond().into()];
        let rows = self.database().read(&sql, &values).await?;
        rows.first().map(|row| self.upload_of(row)).transpose()
    }

    /// Uploads of an actor, the newest first, some at a time; and how many there are.
    pub async fn of_actor(
        &self,
        by: u32,
        skip: u64,
        most: u64,
        now: Timestamp,
    ) -> Result<(Vec<Upload>, u64), UploadError> {
        let by: Value = i64::from(by).into();
        let at: Value = now.as_microsecond().into();
        let count = self
            .database()
            .read(
                "SELECT COUNT(*) FROM upload u WHERE actor = $1 AND expires > $2 \
                 AND EXISTS (SELECT 1 FROM upload_job j WHERE j.upload = u.number AND j.kind = 'check')",
                &[by.clone(), at.clone()],
            )
            .await?;
        let total = natural(first(&count)?.integer(0)?)?;
        let (skip, most) = (crate::numbers::stored(skip)?, crate::numbers::stored(most)?);
        let sql = format!(
            "{SELECT} WHERE u.actor = $1 AND u.expires > $2 ORDER BY u.number DESC LIMIT {most} OFFSET {skip}"
        );
        let rows = self.database().read(&sql, &[by, at]).await?;
        let found = rows.iter().map(|row| self.upload_of(row)).collect::<Result<_, _>>()?;
        Ok((found, total))
    }

    fn upload_of(&self, row: &Row) -> Result<Upload, UploadError> {
        let damaged = |what| UploadError::Damaged { what };
        let number = row.integer(0)?;
        let state = match row.text(8)? {
            "waiting" => State::Waiting { ahead: natural(row.integer(13)?)? },
            "running" => State::Checking { since: instant(row.optional_integer(9)?.unwrap_or_default())? },
            "done" => State::Checked {
                verdict: row.optional_text(10)?.and_then(verdict).ok_or(damaged("a verdict"))?,
            },
            "failed" => State::Failed {
                what: row.optional_text(11)?.unwrap_or("It could not be checked").to_owned(),
                fix: row.optional_text(12)?.unwrap_or("Treat it as held").to_owned(),
            },
            _ => return Err(damaged("a state")),
        };
        Ok(Upload {
            id: row.text(1)?.parse().map_err(|_| damaged("the name of an upload"))?,
            by: u32::try_from(row.integer(2)?).map_err(|_| damaged("an actor"))?,
            name: self.open_name("upload", number, row.bytes(3)?)?,
            bytes: natural(row.integer(4)?)?,
            sha256: row.bytes(5)?.try_into().map_err(|_| damaged("a digest"))?,
            received: instant(row.integer(6)?)?,
            expires: instant(row.integer(7)?)?,
            state,
        })
    }
}

/// An instant as it is stored.
pub(crate) fn instant(micros: i64) -> Result<Timestamp, UploadError> {
    Timestamp::from_microsecond(micros).map_err(|_| UploadError::Damaged { what: "a time" })
}

/// A verdict by its identifier.
pub(crate) fn verdict(id: &str) -> Option<Verdict> {
    [Verdict::Clear, Verdict::Review, Verdict::Held, Verdict::Unchecked]
        .into_iter()
        .find(|verdict| verdict.to_string() == id)
}
