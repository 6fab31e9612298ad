//! How often the record was restored.

use crate::RecordError;
use store::Store;

/// Which generation of the log this is: one more than the record was restored.
pub(crate) async fn generation(store: &Store) -> Result<u32, RecordError> {
    let rows = store.read("SELECT next FROM counter WHERE name = 'restored'", &[]).await?;
    match rows.first() {
        None => Ok(1),
        Some(row) => crate::actor::narrow(row.integer(0)?, "the number of restorations"),
    }
}
