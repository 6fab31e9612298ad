//! The log in pages, the newest act first, and single acts: for who reads it on a screen.

use crate::log::told;
use crate::{LogEntry, LogQuestion, Record, RecordError};
use jiff::Timestamp;
use store::Value;

/// Leaves that are read by one statement.
const AT_ONCE: i64 = 1_000;
/// Most leaves that are looked through for one page: a rare kind in a long log is found in steps, not in one long wait.
const MOST_LOOKED_AT: i64 = 20_000;

/// A page of the log.
#[derive(Debug, Clone, Default)]
pub struct LogPage {
    /// Acts, the newest first.
    pub entries: Vec<LogEntry>,
    /// Where to go on: before this position there may be more.
    pub next: Option<u64>,
}

/// An act and the leaf that says so.
#[derive(Debug, Clone)]
pub struct ActShown {
    /// The act, told.
    pub entry: LogEntry,
    /// The leaf, byte by byte as the log has it: canonical JSON, nothing personal.
    pub leaf: String,
}

impl Record {
    /// Acts before a position (none: from the newest on), the newest first, at most `most`.
    pub async fn acts_before(
        &self,
        question: &LogQuestion,
        before: Option<u64>,
        most: usize,
    ) -> Result<LogPage, RecordError> {
        let from = question.from.map_or(i64::MIN, Timestamp::as_microsecond);
        let until = question.until.map_or(i64::MAX, Timestamp::as_microsecond);
        let mut before = before.and_then(|position| i64::try_from(position).ok()).unwrap_or(i64::MAX);
        let mut page = LogPage::default();
        let mut looked_at = 0;
        loop {
            let values: [Value; 4] = [from.into(), until.into(), before.into(), AT_ONCE.into()];
            let rows = self
                .store()
                .read(
                    "SELECT position, body FROM leaf WHERE at >= $1 AND at < $2 AND position < $3 \
                     ORDER BY position DESC LIMIT $4",
                    &values,
                )
                .await?;
            for row in &rows {
                if page.entries.len() == most {
                    page.next = Some(before.cast_unsigned());
                    return Ok(page);
                }
                before = row.integer(0)?;
                page.entries.extend(told(row.bytes(1)?, question)?);
            }
            looked_at += AT_ONCE;
            if (rows.len() as u64) < AT_ONCE.cast_unsigned() {
                return Ok(page);
            }
            if looked_at >= MOST_LOOKED_AT {
                page.next = Some(before.cast_unsigned());
                return Ok(page);
            }
        }
    }

    /// One act.
    pub async fn act(&self, position: u64) -> Result<Option<ActShown>, RecordError> {
        let Ok(position) = i64::try_from(position) else { return Ok(None) };
        let rows = self.store().read("SELECT body FROM leaf WHERE position = $1", &[position.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let body = row.bytes(0)?;
        let leaf = String::from_utf8(body.to_vec())
            .map_err(|_| RecordError::damaged("a leaf of the log is no text"))?;
        Ok(told(body, &LogQuestion::default())?.map(|entry| ActShown { entry, leaf }))
    }

    /// Number of acts.
    pub async fn acts(&self) -> Result<u64, RecordError> {
        let rows = self.store().read("SELECT size FROM head WHERE id = 1", &[]).await?;
        let row = rows.first().ok_or_else(|| RecordError::damaged("the head of the log is missing"))?;
        Ok(row.integer(0)?.cast_unsigned())
    }
}
