//! All rows of a database into another one, whichever the two are: a few thousand at a time, so that memory does not grow.

use crate::RecordError;
use crate::rooms::Room;
use crate::table::{Kind, TABLES};
use crate::verify::Progress;
use crate::verify::furniture::OTHER_TABLES;
use store::{Row, Snapshot, StoreError, Transaction, Value};

/// Rows that are read at once.
const ROWS: usize = 2000;
/// Bytes after which no more rows are read at once.
const BYTES: usize = 8 << 20;

/// Tables that belong to one machine or one moment, not to the record.
const LEFT_OUT: [&str; 2] = ["lease", "schema_migration"];

/// A table as it is copied; the first column is its key.
pub(super) struct Copied {
    pub(super) name: &'static str,
    pub(super) columns: Vec<(&'static str, Kind)>,
}

/// Every table that is copied.
pub(super) fn tables(rooms: &[&Room]) -> Vec<Copied> {
    let others = OTHER_TABLES
        .iter()
        .filter(|(name, _)| !LEFT_OUT.contains(name))
        .map(|(name, columns)| Copied { name, columns: columns.to_vec() });
    let logged = TABLES.iter().map(|table| Copied {
        name: table.name,
        columns: ["number", "act", "ended"]
            .into_iter()
            .map(|name| (name, Kind::Integer))
            .chain(table.columns.iter().map(|column| (column.name, column.kind)))
            .collect(),
    });
    let rooms = rooms
        .iter()
        .flat_map(|room| room.tables)
        .filter(|table| table.is_kept)
        .map(|table| Copied { name: table.name, columns: table.columns.to_vec() });
    others.chain(logged).chain(rooms).collect()
}

/// Copies every row into an empty database; gives how many.
pub(super) async fn copy(
    from: &mut Snapshot,
    to: &mut Transaction,
    rooms: &[&Room],
    progress: &mut dyn FnMut(Progress),
) -> Result<u64, RecordError> {
    // A fresh schema has a head of its own.
    to.execute("DELETE FROM head", &[]).await?;
    let mut copied = 0;
    for table in tables(rooms) {
        let Some((key, kind)) = table.columns.first() else { continue };
        let names = table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let insert = format!("INSERT INTO {} ({names})", table.name);
        let select =
            format!("SELECT {names} FROM {} WHERE {key} > $1 ORDER BY {key} LIMIT {ROWS}", table.name);
        let mut last = match kind {
            Kind::Integer => Value::from(i64::MIN),
            Kind::Text => Value::from(""),
            Kind::Bytes | Kind::Sealed => Value::from(Vec::new()),
        };
        loop {
            let page = read(from, &select, &last, &table).await?;
            let Some(key) = page.last().and_then(|row| row.first()).cloned() else { break };
            last = key;
            copied += page.len() as u64;
            to.insert_many(&insert, table.columns.len(), page).await?;
            progress(Progress { stage: "rows copied", done: copied, of: 0 });
        }
    }
    Ok(copied)
}

/// Some rows after a key.
async fn read(
    from: &mut Snapshot,
    select: &str,
    after: &Value,
    table: &Copied,
) -> Result<Vec<Vec<Value>>, RecordError> {
    let mut rows = Vec::new();
    let mut bytes = 0;
    let read = from
        .for_each(select, std::slice::from_ref(after), |row| {
            let values = values(&row, table)?;
            bytes += values.iter().map(size).sum::<usize>();
            rows.push(values);
            // Enough for now: ends the reading, and the next one begins here.
            if bytes < BYTES { Ok(()) } else { Err(StoreError::Busy) }
        })
        .await;
    match read {
        Err(_) if bytes >= BYTES => Ok(rows),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(rows),
    }
}

fn values(row: &Row, table: &Copied) -> Result<Vec<Value>, StoreError> {
    table
        .columns
        .iter()
        .enumerate()
        .map(|(index, (_, kind))| {
            Ok(match kind {
                Kind::Integer => row.optional_integer(index)?.into(),
                Kind::Text => row.optional_text(index)?.into(),
                Kind::Bytes | Kind::Sealed => row.optional_bytes(index)?.map(<[u8]>::to_vec).into(),
            })
        })
        .collect()
}

fn size(value: &Value) -> usize {
    match value {
        Value::Integer(_) => 8,
        Value::Text(text) => text.as_ref().map_or(0, String::len),
        Value::Bytes(bytes) => bytes.as_ref().map_or(0, Vec::len),
    }
}
