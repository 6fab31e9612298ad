//! The schema, step by step.
//!
//! sqlx has a runner of its own. It takes no lock on SQLite, so two programs that start together would take a step twice;
//! and it does not tell a database that is *newer* than the program from one that misses a file. Both matter here.

use sha2::{Digest as _, Sha256};

use crate::{
    error::{Shape, StoreError},
    row::Row,
    store::{Store, StoreKind},
    transaction::Transaction,
};

/// The same schema in the words of both databases.
#[derive(Clone, Copy, Debug)]
pub struct Migrations {
    /// The table in which the database keeps the steps it has taken. Whoever has tables of its own in a database has its own:
    /// a name of lower-case letters and underscores.
    pub ledger: &'static str,
    /// The steps on SQLite.
    pub sqlite: &'static [Migration],
    /// The steps on PostgreSQL.
    pub postgres: &'static [Migration],
}

/// One step. Once released it never changes; what must change becomes a further step.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// 1 for the first, then one more each.
    pub version: i64,
    /// What it is for, in a few words.
    pub name: &'static str,
    /// Its statements, separated by semicolons. They run in one transaction and must not end it.
    pub sql: &'static str,
}

/// The steps that a database has taken.
fn table(ledger: &str) -> String {
    format!(
        "CREATE TABLE IF NOT EXISTS {ledger} (
    version BIGINT NOT NULL PRIMARY KEY, -- The step, from 1.
    name TEXT NOT NULL, -- What it was for.
    digest TEXT NOT NULL -- SHA-256 of its statements, in hexadecimal.
)"
    )
}

/// The steps that were taken, in order.
fn taken(ledger: &str) -> String {
    format!("SELECT version, digest FROM {ledger} ORDER BY version")
}

/// Held by whoever takes a step on PostgreSQL. The number means nothing and must never change.
const LOCK: i64 = 0x7469_7073_7461_6666;

impl Store {
    /// Takes the steps that this database has not taken yet, each in a transaction of its own, under a lock that makes a
    /// second program wait.
    ///
    /// # Errors
    /// [`StoreError::Newer`] if the database has steps that are unknown here; [`StoreError::Altered`] if a step it has taken
    /// is not the one known here. Neither changes anything.
    pub async fn migrate(&self, migrations: &Migrations) -> Result<(), StoreError> {
        let steps = match self.kind() {
            StoreKind::Sqlite => migrations.sqlite,
            StoreKind::Postgres => migrations.postgres,
        };
        if !steps.iter().map(|step| step.version).eq((1..).take(steps.len())) {
            return Err(Shape::Versions.into());
        }
        let ledger = migrations.ledger;
        if ledger.is_empty() || !ledger.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(Shape::Statement.into());
        }
        // Who only asks needs no room on the disk: a schema that is up to date is read and not touched.
        if self.is_up_to_date(ledger, steps).await? {
            return Ok(());
        }
        while self
            .transaction("take a step of the schema", |transaction| step(transaction, ledger, steps))
            .await?
        {}
        Ok(())
    }

    /// The last step of this ledger that the database has taken; 0 if none.
    pub async fn schema_version(&self, ledger: &str) -> Result<i64, StoreError> {
        let exists = match self.kind() {
            StoreKind::Sqlite => "SELECT 1 FROM sqlite_schema WHERE name = $1",
            StoreKind::Postgres => "SELECT 1 WHERE to_regclass($1) IS NOT NULL",
        };
        if self.read(exists, &[ledger.into()]).await?.is_empty() {
            return Ok(0);
        }
        let rows = self.read(&format!("SELECT COALESCE(MAX(version), 0) FROM {ledger}"), &[]).await?;
        rows.first().map_or(Ok(0), |row| row.integer(0))
    }

    async fn is_up_to_date(&self, ledger: &str, steps: &[Migration]) -> Result<bool, StoreError> {
        if self.schema_version(ledger).await? == 0 {
            return Ok(false);
        }
        let taken = self.read(&taken(ledger), &[]).await?;
        agree(&taken, steps)?;
        Ok(taken.len() == steps.len())
    }
}

/// Whether the steps that were taken are the ones known here.
fn agree(taken: &[Row], steps: &[Migration]) -> Result<(), StoreError> {
    let known = i64::try_from(steps.len()).map_err(|_| Shape::Versions)?;
    if let Some(last) = taken.last() {
        let found = last.integer(0)?;
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
    }
    for (row, step) in taken.iter().zip(steps) {
        if row.integer(0)? != step.version || row.text(1)? != digest(step.sql) {
            return Err(StoreError::Altered { version: step.version });
        }
    }
    Ok(())
}

/// Takes the next step; says whether there was one.
async fn step(
    mut transaction: Transaction,
    ledger: &'static str,
    steps: &[Migration],
) -> Result<bool, StoreError> {
    // SQLite's transaction is the lock.
    if transaction.kind() == StoreKind::Postgres {
        transaction.read("SELECT 1 FROM pg_advisory_xact_lock($1)", &[LOCK.into()]).await?;
    }
    transaction.run(&table(ledger)).await?;
    let taken = transaction.read(&taken(ledger), &[]).await?;
    agree(&taken, steps)?;
    let Some(step) = steps.get(taken.len()) else { return Ok(false) };
    transaction.run(step.sql).await?;
    transaction
        .execute(
            &format!("INSERT INTO {ledger} (version, name, digest) VALUES ($1, $2, $3)"),
            &[step.version.into(), step.name.into(), digest(step.sql).into()],
        )
        .await?;
    Ok(true)
}

/// Line ends do not count: a checkout on Windows changes them.
fn digest(sql: &str) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(sql.replace("\r\n", "\n"));
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
