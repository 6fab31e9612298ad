//! One connection to either database: the only place that asks which.
//!
//! What takes time here is boxed ([`Soon`]). The compiler makes the code of a future where it is awaited: without a box,
//! each program and each crate above would compile the drivers of both databases anew.

use std::pin::Pin;

use futures::{Stream, TryStreamExt as _};
use sqlx::{AssertSqlSafe, Executor as _, pool::PoolConnection};

use crate::{
    error::{Shape, StoreError},
    placeholders, postgres,
    row::Row,
    sqlite,
    store::StoreKind,
    value::Value,
};

/// What is there after a while, compiled in this crate.
pub(crate) type Soon<'s, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 's>>;

/// The rows of an answer as they arrive, likewise.
pub(crate) type Rows<'s> = Pin<Box<dyn Stream<Item = Result<Row, StoreError>> + Send + 's>>;

/// A connection that was taken out of a pool and goes back to it.
pub(crate) enum Connection {
    Sqlite(PoolConnection<sqlx::Sqlite>),
    Postgres(PoolConnection<sqlx::Postgres>),
}

/// Values on their way to the database behind a connection.
pub(crate) enum Arguments {
    Sqlite(sqlite::Arguments),
    Postgres(postgres::Arguments),
}

impl Connection {
    pub(crate) fn kind(&self) -> StoreKind {
        match self {
            Self::Sqlite(_) => StoreKind::Sqlite,
            Self::Postgres(_) => StoreKind::Postgres,
        }
    }

    /// Changes rows; says how many.
    pub(crate) fn execute<'s>(&'s mut self, sql: &'s str, values: &'s [Value]) -> Soon<'s, u64> {
        Box::pin(async move {
            let arguments = self.arguments(sql, values)?;
            self.execute_generated(sql, arguments, true).await
        })
    }

    /// Runs a statement that was put together here, with as many values as it has places.
    pub(crate) fn execute_generated<'s>(
        &'s mut self,
        sql: &'s str,
        arguments: Arguments,
        keep: bool,
    ) -> Soon<'s, u64> {
        Box::pin(async move {
            match (self, arguments) {
                (Self::Sqlite(connection), Arguments::Sqlite(arguments)) => {
                    arguments.execute(connection, sql, keep).await
                }
                (Self::Postgres(connection), Arguments::Postgres(arguments)) => {
                    arguments.execute(connection, sql, keep).await
                }
                _ => Err(Shape::Statement.into()),
            }
        })
    }

    /// Hands over each row of an answer as it arrives.
    pub(crate) async fn for_each(
        &mut self,
        sql: &str,
        values: &[Value],
        mut each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut rows = self.rows(sql, values)?;
        while let Some(row) = rows.try_next().await? {
            each(row)?;
        }
        Ok(())
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Rows<'_>, StoreError> {
        match (self.arguments(sql, values)?, self) {
            (Arguments::Sqlite(arguments), Self::Sqlite(connection)) => Ok(arguments.rows(connection, sql)),
            (Arguments::Postgres(arguments), Self::Postgres(connection)) => {
                Ok(arguments.rows(connection, sql))
            }
            _ => Err(Shape::Statement.into()),
        }
    }

    /// All rows of an answer.
    pub(crate) async fn read(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        self.for_each(sql, values, |row| {
            rows.push(row);
            Ok(())
        })
        .await?;
        Ok(rows)
    }

    /// The only row of an answer, if there is one.
    pub(crate) async fn read_one(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, StoreError> {
        let mut only = None;
        self.for_each(sql, values, |row| match only.replace(row) {
            None => Ok(()),
            Some(_) => Err(Shape::Several.into()),
        })
        .await?;
        Ok(only)
    }

    /// Runs fixed statements without values: the beginning and end of a transaction, a step of the schema.
    pub(crate) fn run<'s>(&'s mut self, sql: &'s str) -> Soon<'s, ()> {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        Box::pin(async move {
            match self {
                Self::Sqlite(connection) => {
                    connection.execute(sql).await.map_err(|error| sqlite::failure(&error))?;
                }
                Self::Postgres(connection) => {
                    connection.execute(sql).await.map_err(|error| postgres::failure(&error))?;
                }
            }
            Ok(())
        })
    }

    /// Makes a transaction permanent.
    pub(crate) fn commit(&mut self) -> Soon<'_, ()> {
        let sql = sqlx::raw_sql("COMMIT");
        Box::pin(async move {
            match self {
                Self::Sqlite(connection) => {
                    connection.execute(sql).await.map_err(|error| sqlite::committing(&error))?;
                }
                Self::Postgres(connection) => {
                    connection
                        .execute(sql)
                        .await
                        .map_err(|error| postgres::failure(&error).while_committing())?;
                }
            }
            Ok(())
        })
    }

    /// Closes the connection instead of giving it back: whatever was under way on it ends, and nobody meets its rest.
    pub(crate) fn discard(&mut self) {
        match self {
            Self::Sqlite(connection) => connection.close_on_drop(),
            Self::Postgres(connection) => connection.close_on_drop(),
        }
    }

    fn arguments(&self, sql: &str, values: &[Value]) -> Result<Arguments, StoreError> {
        placeholders::check(sql, values.len())?;
        let mut arguments = Arguments::for_kind(self.kind());
        for value in values {
            arguments.push(value.clone())?;
        }
        Ok(arguments)
    }
}

impl Arguments {
    pub(crate) fn for_kind(kind: StoreKind) -> Self {
        match kind {
            StoreKind::Sqlite => Self::Sqlite(sqlite::Arguments::default()),
            StoreKind::Postgres => Self::Postgres(postgres::Arguments::default()),
        }
    }

    pub(crate) fn push(&mut self, value: Value) -> Result<(), StoreError> {
        // SQLite would keep it and PostgreSQL refuse it: what one database holds, the other must be able to.
        if matches!(&value, Value::Text(Some(text)) if text.contains('\0')) {
            return Err(StoreError::ZeroCharacter);
        }
        match self {
            Self::Sqlite(arguments) => arguments.push(value),
            Self::Postgres(arguments) => arguments.push(value),
        }
    }
}

/// A connection that is closed instead of given back, unless what it was borrowed for came to its end.
pub(crate) struct Lease {
    pub(crate) connection: Connection,
    whole: bool,
}

impl Lease {
    pub(crate) fn of(connection: Connection) -> Self {
        Self { connection, whole: false }
    }

    /// After what the connection was borrowed for. With an error, or when the caller stopped waiting and this is never
    /// called, rows may still be on their way.
    pub(crate) fn end<T>(mut self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        self.whole = outcome.is_ok();
        outcome
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if !self.whole {
            self.connection.discard();
        }
    }
}
