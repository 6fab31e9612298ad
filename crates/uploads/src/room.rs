//! How much is kept for one person, and for all.

use crate::numbers::{first, natural};
use crate::{Settings, UploadError};
use store::{Row, Value};

/// Asks for what is taken up by an actor, and by all.
pub(crate) const TAKEN: &str = "SELECT COUNT(CASE WHEN actor = $1 THEN 1 END), \
     CAST(COALESCE(SUM(CASE WHEN actor = $1 THEN bytes END), 0) AS BIGINT), \
     CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM upload";

/// The values of [`TAKEN`].
pub(crate) fn of(by: u32) -> [Value; 1] {
    [i64::from(by).into()]
}

/// Refuses a file of this size that would be one too many; `taken` is the answer to [`TAKEN`].
pub(crate) fn is_left(taken: &[Row], bytes: u64, settings: &Settings) -> Result<(), UploadError> {
    let row = first(taken)?;
    let of_actor = natural(row.integer(1)?)?.saturating_add(bytes);
    if natural(row.integer(0)?)? >= settings.files_of_actor || of_actor > settings.bytes_of_actor {
        return Err(UploadError::refused(
            "You have sent as many files as are kept for one person",
            "Delete some that you need no more, and send it again",
        ));
    }
    if natural(row.integer(2)?)?.saturating_add(bytes) > settings.bytes_of_all {
        return Err(UploadError::refused(
            "As many files were sent as are kept for everybody together",
            "Delete those that you need no more, and tell whoever runs this server",
        ));
    }
    Ok(())
}
