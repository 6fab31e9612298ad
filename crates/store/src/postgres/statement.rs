//! Running a statement on PostgreSQL.

use futures::StreamExt as _;
use sqlx::{
    AssertSqlSafe, PgConnection, Postgres, Row as _, TypeInfo as _, ValueRef as _,
    postgres::{PgArguments, PgRow},
    query::Query,
};

use super::failure;
use crate::{
    connection::Rows,
    error::{Shape, StoreError},
    row::{Cell, Row},
    value::Value,
};

/// Values on their way to PostgreSQL.
#[derive(Default)]
pub(crate) struct Arguments(PgArguments);

impl Arguments {
    pub(crate) fn push(&mut self, value: Value) -> Result<(), StoreError> {
        use sqlx::Arguments as _;
        let pushed = match value {
            Value::Integer(number) => self.0.add(number),
            Value::Text(text) => self.0.add(text),
            Value::Bytes(bytes) => self.0.add(bytes),
        };
        pushed.map_err(|_| StoreError::Other { code: "PostgreSQL: value".to_owned() })
    }

    /// `keep` says whether the prepared statement is worth keeping for the next time.
    pub(crate) async fn execute(
        self,
        connection: &mut PgConnection,
        sql: &str,
        keep: bool,
    ) -> Result<u64, StoreError> {
        let done = self.query(sql, keep).execute(connection).await.map_err(|error| failure(&error))?;
        Ok(done.rows_affected())
    }

    pub(crate) fn rows<'c>(self, connection: &'c mut PgConnection, sql: &str) -> Rows<'c> {
        let rows = self.query(sql, true).fetch(connection);
        Box::pin(rows.map(|row| decode(&row.map_err(|error| failure(&error))?)))
    }

    fn query(self, sql: &str, keep: bool) -> Query<'static, Postgres, PgArguments> {
        sqlx::query_with(AssertSqlSafe(sql), self.0).persistent(keep)
    }
}

fn decode(row: &PgRow) -> Result<Row, StoreError> {
    (0..row.len())
        .map(|column| cell(row, column))
        .collect::<Result<_, _>>()
        .map(Row::new)
        .map_err(StoreError::Shape)
}

fn cell(row: &PgRow, column: usize) -> Result<Cell, Shape> {
    use sqlx::Decode;
    let foreign = Shape::Foreign(column);
    let value = row.try_get_raw(column).map_err(|_| foreign)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info().into_owned();
    let cell = match kind.name() {
        "INT8" => Decode::<Postgres>::decode(value).map(Cell::Integer),
        "INT4" => <i32 as Decode<Postgres>>::decode(value).map(|number| Cell::Integer(number.into())),
        "INT2" => <i16 as Decode<Postgres>>::decode(value).map(|number| Cell::Integer(number.into())),
        // SQLite says 0 or 1 for the same question.
        "BOOL" => <bool as Decode<Postgres>>::decode(value).map(|truth| Cell::Integer(truth.into())),
        "TEXT" | "VARCHAR" | "NAME" => Decode::<Postgres>::decode(value).map(Cell::Text),
        "BYTEA" => Decode::<Postgres>::decode(value).map(Cell::Bytes),
        _ => return Err(foreign),
    };
    cell.map_err(|_| foreign)
}
