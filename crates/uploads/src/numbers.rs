//! Numbers of rows, given out once.

use crate::UploadError;
use store::{Row, Transaction};

/// The next number of a table.
pub(crate) async fn next(transaction: &mut Transaction, table: &'static str) -> Result<i64, UploadError> {
    let rows = transaction
        .read(
            "INSERT INTO upload_counter (name, next) VALUES ($1, 2) \
             ON CONFLICT (name) DO UPDATE SET next = upload_counter.next + 1 RETURNING next",
            &[table.into()],
        )
        .await?;
    Ok(first(&rows)?.integer(0)? - 1)
}

/// The row that a statement always gives.
pub(crate) fn first(rows: &[Row]) -> Result<&Row, UploadError> {
    rows.first().ok_or(UploadError::Damaged { what: "a row that should be there" })
}

/// A count or size from the database.
pub(crate) fn natural(number: i64) -> Result<u64, UploadError> {
    u64::try_from(number).map_err(|_| UploadError::Damaged { what: "a count" })
}

/// A count or size for the database.
pub(crate) fn stored(number: u64) -> Result<i64, UploadError> {
    i64::try_from(number).map_err(|_| UploadError::Damaged { what: "a count" })
}
