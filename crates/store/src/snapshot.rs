//! Several questions about one moment.

use crate::{
    connection::Connection,
    error::StoreError,
    row::Row,
    store::{Store, StoreKind},
    value::Value,
};

/// A view of the database as it was when [`Store::snapshot`] returned, whatever others write meanwhile. Writers do not
/// wait for it; but while it lives, what they replace cannot be cleared away, so end it soon.
pub struct Snapshot {
    connection: Connection,
    open: bool,
}

impl Store {
    /// Takes a view of this moment, for reading only.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let mut snapshot = Snapshot { connection: self.reader().await?, open: true };
        let (begin, first) = match self.kind() {
            StoreKind::Sqlite => ("BEGIN DEFERRED", "SELECT COUNT(*) FROM sqlite_schema"),
            StoreKind::Postgres => ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SELECT 1"),
        };
        snapshot.connection.run(begin).await?;
        // Both databases fix the view at the first question, not at BEGIN.
        snapshot.connection.read(first, &[]).await?;
        Ok(snapshot)
    }
}

impl Snapshot {
    /// All rows of an answer.
    pub async fn read(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.connection.read(sql, values).await
    }

    /// The only row of an answer, if there is one; several are an error.
    pub async fn read_one(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, StoreError> {
        self.connection.read_one(sql, values).await
    }

    /// Hands over each row of an answer as it arrives. An error of `each` ends the reading.
    pub async fn for_each(
        &mut self,
        sql: &str,
        values: &[Value],
        each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.connection.for_each(sql, values, each).await
    }

    /// Ends the view and keeps its connection for the next. A snapshot that is merely dropped ends too, but its connection
    /// is closed.
    pub async fn end(mut self) -> Result<(), StoreError> {
        self.connection.run("ROLLBACK").await?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        if self.open {
            self.connection.discard();
        }
    }
}
