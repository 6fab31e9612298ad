//! A fresh database for one story.

use std::path::PathBuf;

use postgres_for_tests::Cluster;
use store::{Store, StoreError, StoreKind};
use tempfile::TempDir;

/// Where a story's database is. It can be opened several times.
pub(crate) enum Place {
    Sqlite(TempDir),
    Postgres(String),
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub(crate) fn postgres() -> Self {
        Self::Postgres(Cluster::shared().database())
    }

    pub(crate) async fn open(&self) -> Store {
        match self {
            Self::Sqlite(folder) => Store::sqlite(&file(folder)).await.unwrap(),
            Self::Postgres(url) => Store::postgres(url).await.unwrap(),
        }
    }

    /// Opens it with a table in it.
    pub(crate) async fn with(&self, table: &str) -> Store {
        let store = self.open().await;
        create(&store, table).await;
        store
    }
}

pub(crate) fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("record.sqlite")
}

/// Makes a table that is written down in PostgreSQL's words.
pub(crate) async fn create(store: &Store, table: &str) {
    let sql = match store.kind() {
        StoreKind::Sqlite => {
            format!("{} STRICT", table.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB"))
        }
        StoreKind::Postgres => table.to_owned(),
    };
    change(store, &sql).await.unwrap();
}

/// Runs one statement in a transaction of its own.
pub(crate) async fn change(store: &Store, sql: &str) -> Result<u64, StoreError> {
    store.transaction("change", async |mut transaction| transaction.execute(sql, &[]).await).await
}

/// The one number that answers a question.
pub(crate) async fn number(store: &Store, sql: &str) -> i64 {
    store.read(sql, &[]).await.unwrap().first().unwrap().integer(0).unwrap()
}
