//! What can happen to a server.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use postgres_for_tests::{Cluster, Durability};
use store::{Connecting, Migration, Migrations, Store, StoreError};

use crate::place::{change, number};

const TABLE: &str = "CREATE TABLE act (number BIGINT PRIMARY KEY)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_dies_before_the_commit_has_changed_nothing() {
    let cluster = Cluster::start(Durability::Durable);
    let store = Store::postgres(&cluster.database()).await.unwrap();
    change(&store, TABLE).await.unwrap();
    change(&store, "INSERT INTO act (number) VALUES (1)").await.unwrap();
    let outcome = store
        .transaction("die", async |mut transaction| {
            transaction.execute("INSERT INTO act (number) VALUES (2)", &[]).await?;
            cluster.kill();
            transaction.execute("INSERT INTO act (number) VALUES (3)", &[]).await
        })
        .await;
    assert_eq!(outcome, Err(StoreError::Lost));
    cluster.restart();
    assert_eq!(number(&store, "SELECT COUNT(*) FROM act").await, 1);
}

/// A check that is put off until the commit, and then takes its time.
const SLOW_COMMIT: Migrations = Migrations {
    ledger: "schema_migration",
    sqlite: &[],
    postgres: &[Migration {
        version: 1,
        name: "slow commit",
        sql: "CREATE TABLE act (number BIGINT PRIMARY KEY);
              CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql
                  AS $$ BEGIN PERFORM pg_sleep(600); RETURN NULL; END $$;
              CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON act DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION wait();",
    }],
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_dies_during_the_commit_leaves_it_unknown() {
    let cluster = Cluster::start(Durability::Durable);
    let url = cluster.database();
    let store = Store::postgres(&url).await.unwrap();
    store.migrate(&SLOW_COMMIT).await.unwrap();
    let committing = tokio::spawn(async move { change(&store, "INSERT INTO act (number) VALUES (1)").await });
    let other = Store::postgres(&url).await.unwrap();
    while number(&other, "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'").await == 0 {}
    cluster.kill();
    assert_eq!(committing.await.unwrap(), Err(StoreError::CommitUnknown));
    cluster.restart();
    assert_eq!(number(&other, "SELECT COUNT(*) FROM act").await, 0, "this time, none of it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_a_server_dies_what_was_confirmed_is_there_and_nothing_is_there_in_part() {
    let cluster = Cluster::start(Durability::Durable);
    let store = Store::postgres(&cluster.database()).await.unwrap();
    change(&store, TABLE).await.unwrap();
    let mut confirmed = 0;
    let mut unknown = 0;
    for round in 0..4 {
        let working = store.clone();
        let killed = Arc::new(AtomicBool::new(false));
        let until = Arc::clone(&killed);
        // Pairs, until one fails. A server that dies between two of them may be back before the next needs it.
        let work = tokio::spawn(async move {
            let mut confirmed = 0;
            while !until.load(Ordering::SeqCst) {
                let outcome = working
                    .transaction("pair", async |mut transaction| {
                        let next = "INSERT INTO act (number) SELECT COALESCE(MAX(number), 0) + 1 FROM act";
                        transaction.execute(next, &[]).await?;
                        transaction.execute(next, &[]).await
                    })
                    .await;
                match outcome {
                    Ok(_) => confirmed += 2,
                    Err(error) => return (confirmed, Some(error)),
                }
            }
            (confirmed, None)
        });
        tokio::time::sleep(std::time::Duration::from_millis(150 + 37 * round)).await;
        cluster.kill();
        killed.store(true, Ordering::SeqCst);
        cluster.restart();
        let (more, error) = work.await.unwrap();
        confirmed += more;
        match error {
            Some(StoreError::CommitUnknown) => unknown += 2,
            Some(StoreError::Lost) | None => {}
            Some(other) => panic!("{other}"),
        }
        let found = number(&store, "SELECT COUNT(*) FROM act").await;
        assert_eq!(found % 2, 0, "a half pair");
        assert!((confirmed..=confirmed + unknown).contains(&found), "{confirmed} + {unknown}, {found}");
    }
    assert!(confirmed > 0);
}

#[tokio::test]
async fn what_is_wrong_with_an_address_is_told_and_the_address_is_not() {
    let cluster = Cluster::shared();
    let folder = cluster.folder().display().to_string();
    let good = cluster.database();
    let cases = [
        (format!("postgres:///none?host={folder}&user=postgres&password=hunter2"), Connecting::Database),
        (good.replace("user=postgres", "user=hunter2"), Connecting::SignIn),
        ("postgres://u:hunter2@localhost:9/d".to_owned(), Connecting::Unreachable),
        ("postgres://u:hunter2@localhost:9/d?sslmod=off".to_owned(), Connecting::Address),
        ("postgres://u:hunter2@[::1/d".to_owned(), Connecting::Address),
    ];
    for (url, why) in cases {
        let error = Store::postgres(&url).await.unwrap_err();
        assert_eq!(error, StoreError::CannotConnect(why));
        let told = format!("{error} {error:?}");
        assert!(!told.contains("hunter2") && !told.contains(&folder), "{told}");
    }
    let store = Store::postgres(&good).await.unwrap();
    assert_eq!(format!("{store:?}"), "Store(Postgres)");
}
