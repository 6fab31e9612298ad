//! One upload, as it is told.

use crate::error::UploadError;
use crate::id::UploadId;
use crate::sealed::Seal;
use crate::uploads::Uploads;
use blobs::BlobId;
use jiff::Timestamp;
use std::fmt;
use store::{Row, Value};

/// A file that was put up.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name in links.
    pub id: UploadId,
    /// The actor who put it up.
    pub by: u32,
    /// What it is called, fit to be shown.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of it.
    pub sha256: [u8; 32],
    /// When it was there as a whole.
    pub received: Timestamp,
    /// When it is deleted.
    pub expires: Timestamp,
    /// The sealed file.
    pub blob: BlobId,
}

/// Names of files can be about people, so they are not shown.
impl fmt::Debug for Upload {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Upload({}, {} bytes)", self.id, self.bytes)
    }
}

/// The columns of [`read`].
pub(crate) const COLUMNS: &str =
    "u.number, u.actor, u.name, u.blob, u.bytes, u.sha256, u.received, u.expires";

pub(crate) fn read(row: &Row, seal: &Seal) -> Result<Upload, UploadError> {
    let damaged = |what| UploadError::Damaged { what };
    let number = row.integer(0)?;
    Ok(Upload {
        id: UploadId(number),
        by: u32::try_from(row.integer(1)?).map_err(|_| damaged("an actor has no number"))?,
        name: seal.open_name(number, row.bytes(2)?)?,
        blob: row.text(3)?.parse().map_err(|_| damaged("a sealed file has no name"))?,
        bytes: u64::try_from(row.integer(4)?).map_err(|_| damaged("a length is below 0"))?,
        sha256: row.bytes(5)?.try_into().map_err(|_| damaged("a digest has another length"))?,
        received: time(row.integer(6)?)?,
        expires: time(row.integer(7)?)?,
    })
}

pub(crate) fn time(microseconds: i64) -> Result<Timestamp, UploadError> {
    Timestamp::from_microsecond(microseconds)
        .map_err(|_| UploadError::Damaged { what: "a time is out of range" })
}

impl Uploads {
    /// An upload whose time is not over.
    pub async fn get(&self, id: UploadId, now: Timestamp) -> Result<Upload, UploadError> {
        let sql = format!("SELECT {COLUMNS} FROM upload u WHERE u.number = $1 AND u.expires > $2");
        let rows = self.store().read(&sql, &[id.0.into(), now.as_microsecond().into()]).await?;
        rows.first().map_or(Err(UploadError::Unknown { id }), |row| read(row, &self.seal))
    }

    /// What an actor put up and whose time is not over, the newest first.
    pub async fn of_actor(&self, actor: u32, now: Timestamp) -> Result<Vec<Upload>, UploadError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM upload u WHERE u.actor = $1 AND u.expires > $2 \
             ORDER BY u.received DESC, u.number"
        );
        let values: [Value; 2] = [i64::from(actor).into(), now.as_microsecond().into()];
        self.store().read(&sql, &values).await?.iter().map(|row| read(row, &self.seal)).collect()
    }

    /// Deletes an upload with everything that was made from it. The rows go first: sealed files that are left when the
    /// machine stops in between are swept.
    pub async fn delete(&self, id: UploadId) -> Result<(), UploadError> {
        let blobs = self.remove_rows(id).await?.ok_or(UploadError::Unknown { id })?;
        for blob in blobs {
            self.blobs.delete(&blob).await?;
        }
        Ok(())
    }

    /// Removes the rows of an upload; gives the sealed files that they named.
    pub(crate) async fn remove_rows(&self, id: UploadId) -> Result<Option<Vec<BlobId>>, UploadError> {
        let mut transaction = self.begin("delete an upload").await?;
        let number = [Value::from(id.0)];
        let mut named = transaction.read("SELECT blob FROM upload WHERE number = $1", &number).await?;
        if named.is_empty() {
            return Ok(None);
        }
        let results = "SELECT result FROM upload_job WHERE upload = $1 AND result IS NOT NULL UNION ALL SELECT c.blob \
             FROM upload_copy c JOIN upload_job j ON j.number = c.job WHERE j.upload = $1";
        named.extend(transaction.read(results, &number).await?);
        for sql in [
            "DELETE FROM upload_copy WHERE job IN (SELECT number FROM upload_job WHERE upload = $1)",
            "DELETE FROM upload_job WHERE upload = $1",
            "DELETE FROM upload WHERE number = $1",
        ] {
            transaction.execute(sql, &number).await?;
        }
        transaction.finish().await?;
        // A name that is none cannot be deleted, and must not keep the others from being.
        Ok(Some(named.iter().filter_map(|row| row.text(0).ok()?.parse().ok()).collect()))
    }
}
