//! Many rows at once.

use crate::{
    connection::{Arguments, Connection},
    error::{Shape, StoreError},
    placeholders,
    store::StoreKind,
    value::Value,
};

/// Values per statement, at most. PostgreSQL counts them in 16 bits, SQLite allows 32,766.
const VALUES: usize = 10_000;

/// Bytes per statement after which it is sent, however few its rows.
const BYTES: usize = 1 << 22;

/// See [`Transaction::insert_many`](crate::Transaction::insert_many).
pub(crate) async fn insert_many<R>(
    connection: &mut Connection,
    insert: &str,
    columns: usize,
    rows: impl IntoIterator<Item = R>,
) -> Result<u64, StoreError>
where
    R: IntoIterator<Item = Value>,
{
    placeholders::check(insert, 0)?;
    let kind = connection.kind();
    let full = (VALUES / columns.max(1)).max(1);
    // Full batches share one prepared statement. Others are of any size, and not worth keeping.
    let full_sql = statement(kind, insert, columns, full);
    let mut batch = Batch::new(kind);
    let mut inserted = 0;
    for row in rows {
        batch.push(row, columns)?;
        if batch.rows == full {
            let batch = std::mem::replace(&mut batch, Batch::new(kind));
            inserted += connection.execute_generated(&full_sql, batch.arguments, true).await?;
        } else if batch.bytes >= BYTES {
            let batch = std::mem::replace(&mut batch, Batch::new(kind));
            let sql = statement(kind, insert, columns, batch.rows);
            inserted += connection.execute_generated(&sql, batch.arguments, false).await?;
        }
    }
    if batch.rows > 0 {
        let sql = statement(kind, insert, columns, batch.rows);
        inserted += connection.execute_generated(&sql, batch.arguments, false).await?;
    }
    Ok(inserted)
}

/// Rows that go into one statement.
struct Batch {
    arguments: Arguments,
    rows: usize,
    bytes: usize,
}

impl Batch {
    fn new(kind: StoreKind) -> Self {
        Self { arguments: Arguments::for_kind(kind), rows: 0, bytes: 0 }
    }

    fn push(&mut self, row: impl IntoIterator<Item = Value>, columns: usize) -> Result<(), StoreError> {
        let mut found = 0;
        for value in row {
            found += 1;
            self.bytes += value.weight();
            self.arguments.push(value)?;
        }
        if found != columns || columns == 0 {
            return Err(Shape::Width { columns, found }.into());
        }
        self.rows += 1;
        Ok(())
    }
}

/// `INSERT INTO t (a, b) VALUES ($1,$2),($3,$4),…`
fn statement(kind: StoreKind, insert: &str, columns: usize, rows: usize) -> String {
    let mut sql = format!("{insert} VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            if column > 0 {
                sql.push(',');
            }
            match kind {
                // To SQLite `$n` is a name, looked for among all names: with thousands of them that takes longer than to
                // insert the rows.
                StoreKind::Sqlite => sql.push('?'),
                StoreKind::Postgres => {
                    sql.push('$');
                    sql.push_str(&(row * columns + column + 1).to_string());
                }
            }
        }
        sql.push(')');
    }
    sql
}
