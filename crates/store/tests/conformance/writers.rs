//! Several writers at once.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use store::{Store, StoreError, StoreKind};
use tokio::sync::Barrier;

use crate::{
    on_both,
    place::{Place, change, create, number},
};

on_both!(two_writers_lose_nothing, two_programs_lose_nothing, work_that_met_others_is_run_again);

const ROUNDS: i64 = 200;

/// Takes the next number from the head row and writes a leaf with it: what every act does.
async fn append(store: &Store) -> Result<(), StoreError> {
    store
        .transaction("append", async |mut transaction| {
            transaction.execute("UPDATE head SET size = size + 1", &[]).await?;
            let size =
                transaction.read_one("SELECT size FROM head", &[]).await?.expect("a head").integer(0)?;
            transaction.execute("INSERT INTO leaf (number) VALUES ($1)", &[size.into()]).await?;
            Ok(())
        })
        .await
}

async fn append_from_both(place: &Place, one: Store, other: Store) {
    let writers = [one, other].map(|store| {
        tokio::spawn(async move {
            for _ in 0..ROUNDS {
                append(&store).await.unwrap();
            }
        })
    });
    for writer in writers {
        writer.await.unwrap();
    }
    let store = place.open().await;
    assert_eq!(number(&store, "SELECT size FROM head").await, 2 * ROUNDS);
    assert_eq!(number(&store, "SELECT COUNT(*) FROM leaf").await, 2 * ROUNDS);
    assert_eq!(number(&store, "SELECT MAX(number) FROM leaf").await, 2 * ROUNDS);
}

async fn with_head(place: &Place) -> Store {
    let store = place.with("CREATE TABLE head (size BIGINT NOT NULL)").await;
    create(&store, "CREATE TABLE leaf (number BIGINT PRIMARY KEY)").await;
    change(&store, "INSERT INTO head (size) VALUES (0)").await.unwrap();
    store
}

async fn two_writers_lose_nothing(place: Place) {
    let store = with_head(&place).await;
    append_from_both(&place, store.clone(), store).await;
}

async fn two_programs_lose_nothing(place: Place) {
    let store = with_head(&place).await;
    let other = place.open().await;
    append_from_both(&place, store, other).await;
}

/// On PostgreSQL, two that take two rows in opposite order block each other for good, until the server ends one. On
/// SQLite, another program holds the file for longer than SQLite waits by itself.
async fn work_that_met_others_is_run_again(place: Place) {
    let store = place.with("CREATE TABLE act (number BIGINT PRIMARY KEY, times BIGINT NOT NULL)").await;
    change(&store, "INSERT INTO act (number, times) VALUES (1, 0), (2, 0)").await.unwrap();
    let runs = AtomicU32::new(0);
    let both = Barrier::new(2);
    let other = place.open().await;
    let work = |store: Store, first: i64, second: i64| {
        let (runs, both) = (&runs, &both);
        async move {
            store
                .transaction("meet", async |mut transaction| {
                    let add = "UPDATE act SET times = times + 1 WHERE number = $1";
                    let is_first_round = runs.fetch_add(1, Ordering::SeqCst) < 2;
                    transaction.execute(add, &[first.into()]).await?;
                    if store.kind() == StoreKind::Postgres && is_first_round {
                        both.wait().await;
                    }
                    if store.kind() == StoreKind::Sqlite && first == 1 {
                        tokio::time::sleep(Duration::from_secs(6)).await;
                    }
                    transaction.execute(add, &[second.into()]).await
                })
                .await
        }
    };
    let (one, two) = tokio::join!(work(store.clone(), 1, 2), work(other, 2, 1));
    assert_eq!((one, two), (Ok(1), Ok::<_, StoreError>(1)));
    assert_eq!(number(&store, "SELECT MIN(times) FROM act").await, 2);
    if store.kind() == StoreKind::Postgres {
        assert!(runs.into_inner() > 2, "one of them was run again");
    }
}
