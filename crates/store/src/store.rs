//! The database, whichever it is.

use std::{fmt, path::Path, pin::Pin, time::Duration};

use crate::{
    connection::{Connection, Lease, Soon},
    error::{Connecting, StoreError},
    postgres,
    row::Row,
    sqlite,
    value::Value,
};

/// How long we queue for a connection. Long, because an import may hold SQLite's one writer for a while.
pub(crate) const WAIT: Duration = Duration::from_mins(1);

/// A SQLite file or a PostgreSQL database. Cheap to clone; all clones share the same connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) pools: Pools,
}

/// Which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreKind {
    /// A file on this machine.
    Sqlite,
    /// A server.
    Postgres,
}

#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite(sqlite::Pools),
    Postgres(postgres::Pools),
}

impl Store {
    /// Opens a SQLite file; a missing one is created, readable by its owner only. The folder must be on a local disk: the
    /// write-ahead log does not work over a network.
    pub async fn sqlite(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { pools: Pools::Sqlite(sqlite::open(path).await?) })
    }

    /// Connects to a PostgreSQL database, as in `postgres://user@host/database`.
    ///
    /// Another machine must show a certificate that we trust for its name, unless the address names another `sslmode`.
    /// The address, which may hold a password, never appears in an error.
    pub async fn postgres(url: &str) -> Result<Self, StoreError> {
        Ok(Self { pools: Pools::Postgres(postgres::open(url).await?) })
    }

    /// Which database this is.
    pub fn kind(&self) -> StoreKind {
        match &self.pools {
            Pools::Sqlite(_) => StoreKind::Sqlite,
            Pools::Postgres(_) => StoreKind::Postgres,
        }
    }

    /// All rows of an answer. The connection cannot write.
    pub async fn read(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut lease = Lease::of(self.reader().await?);
        let outcome = lease.connection.read(sql, values).await;
        lease.end(outcome)
    }

    /// Hands over each row of an answer as it arrives, so that memory does not grow with the answer. An error of `each`
    /// ends the reading. The connection cannot write.
    pub async fn for_each(
        &self,
        sql: &str,
        values: &[Value],
        each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut lease = Lease::of(self.reader().await?);
        let outcome = lease.connection.for_each(sql, values, each).await;
        lease.end(outcome)
    }

    /// Closes all connections, of all clones too; what is under way ends first. On SQLite the write-ahead log is folded
    /// into the file, which is whole by itself afterwards.
    pub async fn close(&self) {
        self.closed().await;
    }

    fn closed(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            match &self.pools {
                Pools::Sqlite(pools) => {
                    // Only a connection that may write can fold the log in, and only the last one does.
                    pools.readers.close().await;
                    pools.writer.close().await;
                }
                Pools::Postgres(pools) => {
                    pools.readers.close().await;
                    pools.writers.close().await;
                }
            }
        })
    }

    pub(crate) fn reader(&self) -> Soon<'_, Connection> {
        match &self.pools {
            Pools::Sqlite(pools) => sqlite_connection(&pools.readers),
            Pools::Postgres(pools) => postgres_connection(&pools.readers),
        }
    }

    pub(crate) fn writer(&self) -> Soon<'_, Connection> {
        match &self.pools {
            Pools::Sqlite(pools) => sqlite_connection(&pools.writer),
            Pools::Postgres(pools) => postgres_connection(&pools.writers),
        }
    }
}

fn sqlite_connection(pool: &sqlx::SqlitePool) -> Soon<'_, Connection> {
    Box::pin(
        async move { pool.acquire().await.map(Connection::Sqlite).map_err(|error| sqlite::failure(&error)) },
    )
}

fn postgres_connection(pool: &sqlx::PgPool) -> Soon<'_, Connection> {
    Box::pin(async move {
        pool.acquire().await.map(Connection::Postgres).map_err(|error| match postgres::failure(&error) {
            // The pool goes on trying to connect until its time is up, and then only says that it is.
            StoreError::Busy if pool.size() == 0 => StoreError::CannotConnect(Connecting::Unreachable),
            other => other,
        })
    })
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Store({:?})", self.kind())
    }
}
