//! How much is put up.

use crate::error::UploadError;
use crate::uploads::Uploads;
use store::{Row, Transaction, Value};

/// Bytes that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// Of the actor.
    pub actor: u64,
    /// Of everybody.
    pub all: u64,
}

const SQL: &str = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT), \
    CAST(COALESCE(SUM(CASE WHEN actor = $1 THEN bytes ELSE 0 END), 0) AS BIGINT) FROM upload";

impl Uploads {
    /// How much an actor has put up, and everybody together. What is over counts until it is swept.
    pub async fn used(&self, actor: u32) -> Result<Used, UploadError> {
        read(&self.store().read(SQL, &[Value::from(i64::from(actor))]).await?)
    }

    pub(crate) async fn used_in(transaction: &mut Transaction, actor: u32) -> Result<Used, UploadError> {
        read(&transaction.read(SQL, &[Value::from(i64::from(actor))]).await?)
    }

    /// Whether so many bytes more are within the limits.
    pub(crate) fn fits(&self, bytes: u64, used: Used) -> Result<(), UploadError> {
        let settings = &self.settings;
        if bytes > settings.file_bytes {
            return Err(UploadError::FileTooLarge { limit: settings.file_bytes });
        }
        if used.actor.saturating_add(bytes) > settings.actor_bytes {
            return Err(UploadError::ActorFull { limit: settings.actor_bytes });
        }
        if used.all.saturating_add(bytes) > settings.total_bytes {
            return Err(UploadError::AllFull { limit: settings.total_bytes });
        }
        Ok(())
    }
}

fn read(rows: &[Row]) -> Result<Used, UploadError> {
    let damaged = |_| UploadError::Damaged { what: "a length is below 0" };
    let row = rows.first().ok_or(UploadError::Damaged { what: "a sum is missing" })?;
    Ok(Used {
        all: u64::try_from(row.integer(0)?).map_err(damaged)?,
        actor: u64::try_from(row.integer(1)?).map_err(damaged)?,
    })
}
