//! Running a statement on SQLite.

use futures::StreamExt as _;
use sqlx::{
    AssertSqlSafe, Row as _, Sqlite, SqliteConnection, TypeInfo as _, ValueRef as _,
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

use super::failure;
use crate::{
    connection::Rows,
    error::{Shape, StoreError},
    row::{Cell, Row},
    value::Value,
};

/// Values on their way to SQLite.
#[derive(Default)]
pub(crate) struct Arguments(SqliteArguments);

impl Arguments {
    pub(crate) fn push(&mut self, value: Value) -> Result<(), StoreError> {
        use sqlx::Arguments as _;
        let pushed = match value {
            Value::Integer(number) => self.0.add(number),
            Value::Text(text) => self.0.add(text),
            Value::Bytes(bytes) => self.0.add(bytes),
        };
        pushed.map_err(|_| StoreError::Other { code: "SQLite: value".to_owned() })
    }

    /// `keep` says whether the prepared statement is worth keeping for the next time.
    pub(crate) async fn execute(
        self,
        connection: &mut SqliteConnection,
        sql: &str,
        keep: bool,
    ) -> Result<u64, StoreError> {
        let done = self.query(sql, keep).execute(connection).await.map_err(|error| failure(&error))?;
        Ok(done.rows_affected())
    }

    pub(crate) fn rows<'c>(self, connection: &'c mut SqliteConnection, sql: &str) -> Rows<'c> {
        let rows = self.query(sql, true).fetch(connection);
        Box::pin(rows.map(|row| decode(&row.map_err(|error| failure(&error))?)))
    }

    fn query(self, sql: &str, keep: bool) -> Query<'static, Sqlite, SqliteArguments> {
        sqlx::query_with(AssertSqlSafe(sql), self.0).persistent(keep)
    }
}

fn decode(row: &SqliteRow) -> Result<Row, StoreError> {
    (0..row.len())
        .map(|column| cell(row, column))
        .collect::<Result<_, _>>()
        .map(Row::new)
        .map_err(StoreError::Shape)
}

fn cell(row: &SqliteRow, column: usize) -> Result<Cell, Shape> {
    use sqlx::Decode;
    let foreign = Shape::Foreign(column);
    let value = row.try_get_raw(column).map_err(|_| foreign)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    // The value's own kind: a column of SQLite may hold another than it declares.
    let kind = value.type_info().into_owned();
    let cell = match kind.name() {
        "INTEGER" => Decode::<Sqlite>::decode(value).map(Cell::Integer),
        "TEXT" => Decode::<Sqlite>::decode(value).map(Cell::Text),
        "BLOB" => Decode::<Sqlite>::decode(value).map(Cell::Bytes),
        _ => return Err(foreign),
    };
    cell.map_err(|_| foreign)
}
