//! How fast rows go in and small transactions end, on both databases, waiting for the disk.
//!
//! `cargo run --release -p store --example speed [FOLDER]`; the SQLite file is made in FOLDER, PostgreSQL in the
//! system's temporary folder.
#![cfg(unix)]
#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

use std::{path::PathBuf, time::Instant};

use postgres_for_tests::{Cluster, Durability};
use store::{Store, StoreError, StoreKind};

const ROWS: i64 = 100_000;
const TRANSACTIONS: i64 = 300;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), StoreError> {
    let parent = std::env::args_os().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let other = |_| StoreError::NotFound { path: parent.clone() };
    let folder = tempfile::tempdir_in(&parent).map_err(other)?;
    let cluster = Cluster::start(Durability::Durable);
    for store in [
        Store::sqlite(&folder.path().join("speed.sqlite")).await?,
        Store::postgres(&cluster.database()).await?,
    ] {
        measure(&store).await?;
    }
    Ok(())
}

async fn measure(store: &Store) -> Result<(), StoreError> {
    let (number, bytes, strict) = match store.kind() {
        StoreKind::Sqlite => ("INTEGER", "BLOB", "STRICT"),
        StoreKind::Postgres => ("BIGINT", "BYTEA", ""),
    };
    let tables = [
        format!("CREATE TABLE head (size {number}) {strict}"),
        "INSERT INTO head (size) VALUES (0)".to_owned(),
        format!("CREATE TABLE leaf (number {number} PRIMARY KEY, data {bytes}) {strict}"),
        format!(
            "CREATE TABLE value (number {number} PRIMARY KEY, person {number}, field {number}, \
             source TEXT, sealed {bytes}, recorded {number}) {strict}"
        ),
    ];
    for table in tables {
        store.transaction("table", async |mut transaction| transaction.execute(&table, &[]).await).await?;
    }

    let begun = Instant::now();
    store
        .transaction("import", async |mut transaction| {
            let insert = "INSERT INTO value (number, person, field, source, sealed, recorded)";
            let row = |n: i64| {
                [
                    n.into(),
                    (n / 7).into(),
                    (n % 7).into(),
                    "roster.csv".into(),
                    [9; 72].into(),
                    1_795_000_000.into(),
                ]
            };
            transaction.insert_many(insert, 6, (0..ROWS).map(row)).await
        })
        .await?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("{:?}: {:.0} rows of 6 columns a second", store.kind(), ROWS as f64 / seconds);

    let begun = Instant::now();
    let mut seen = 0_i64;
    let count = |_| {
        seen += 1;
        Ok(())
    };
    store.for_each("SELECT number, person, field, source, sealed, recorded FROM value", &[], count).await?;
    println!("{:?}: {:.0} rows read a second", store.kind(), seen as f64 / begun.elapsed().as_secs_f64());

    let mut times = Vec::new();
    for _ in 0..TRANSACTIONS {
        let begun = Instant::now();
        store
            .transaction("append", async |mut transaction| {
                transaction.execute("UPDATE head SET size = size + 1", &[]).await?;
                let rows = transaction.read("SELECT size FROM head", &[]).await?;
                let size = rows.first().ok_or(StoreError::Damaged)?.integer(0)?;
                let leaf = [size.into(), [7; 400].into()];
                transaction.execute("INSERT INTO leaf (number, data) VALUES ($1, $2)", &leaf).await
            })
            .await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!(
        "{:?}: a small transaction takes {:.2} ms (median), {:.2} ms (95 %)",
        store.kind(),
        at(50),
        at(95)
    );
    Ok(())
}
