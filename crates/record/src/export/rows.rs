//! Rows as lines.

use crate::RecordError;
use crate::ledger::row_content;
use crate::staging::Staging;
use crate::table::Table;
use crate::verify::Progress;
use crate::verify::export::{RowLine, TABLES_FOLDER};
use crate::verify::source::values;
use store::{Row, Snapshot, StoreError};

/// Writes the rows of a table; gives how many. `before` counts those of tables before it.
pub(super) async fn write(
    snapshot: &mut Snapshot,
    table: &'static Table,
    staging: &Staging,
    before: u64,
    progress: &mut dyn FnMut(Progress),
) -> Result<u64, RecordError> {
    let mut file = staging.file(&format!("{TABLES_FOLDER}/{}.jsonl", table.name))?;
    let mut rows = 0;
    let sql = format!("SELECT {} FROM {} ORDER BY number", table.columns_with_commas(), table.name);
    streamed(snapshot, &sql, |row| {
        rows += 1;
        if rows % 4096 == 0 {
            progress(Progress { stage: "rows", done: before + rows, of: 0 });
        }
        file.line(&RowLine {
            number: row.integer(0)?.to_string(),
            act: row.integer(1)?.to_string(),
            ended: row.optional_integer(2)?.map(|act| act.to_string()),
            columns: row_content(table, &values(table, row)?)?,
        })
    })
    .await?;
    file.end()?;
    Ok(rows)
}

/// Hands over each row of an answer, where the work with it may fail in ways that are not the store's.
pub(crate) async fn streamed(
    snapshot: &mut Snapshot,
    sql: &str,
    mut each: impl FnMut(&Row) -> Result<(), RecordError>,
) -> Result<(), RecordError> {
    let mut failed = None;
    let read = snapshot
        .for_each(sql, &[], |row| {
            each(&row).map_err(|error| {
                failed = Some(error);
                // Only ends the reading; what is told is the failure itself.
                StoreError::Busy
            })
        })
        .await;
    match failed {
        Some(error) => Err(error),
        None => Ok(read?),
    }
}
