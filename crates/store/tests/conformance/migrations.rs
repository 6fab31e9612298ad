//! Steps of the schema.

use store::{Migration, Migrations, Shape, StoreError};

use crate::{
    on_both,
    place::{Place, number},
};

on_both!(
    an_older_database_is_brought_forward,
    a_newer_database_is_left_alone,
    an_altered_step_is_found,
    line_ends_of_another_system_are_no_alteration,
    a_step_that_fails_leaves_nothing,
    two_programs_that_start_together_take_each_step_once,
    steps_are_numbered_from_one,
    two_ledgers_in_one_database_know_nothing_of_each_other,
    a_ledgers_name_is_a_plain_word,
);

const ONE: Migration =
    Migration { version: 1, name: "one", sql: "CREATE TABLE one (n INTEGER); INSERT INTO one VALUES (1)" };
const TWO: Migration = Migration { version: 2, name: "two", sql: "ALTER TABLE one ADD COLUMN m INTEGER;" };
const THREE: Migration =
    Migration { version: 3, name: "three", sql: "INSERT INTO one VALUES (2, 2); SELECT nonsense" };
const WINDOWS_LINES: Migration =
    Migration { version: 1, name: "lines", sql: "CREATE TABLE lines (\r\nn INTEGER)" };
const UNIX_LINES: Migration =
    Migration { version: 1, name: "lines", sql: "CREATE TABLE lines (\nn INTEGER)" };

const ALTERED: Migration = Migration { version: 1, name: "one", sql: "CREATE TABLE other (n INTEGER)" };

const LEDGER: &str = "schema_migration";

const fn same(steps: &'static [Migration]) -> Migrations {
    Migrations { ledger: LEDGER, sqlite: steps, postgres: steps }
}

async fn an_older_database_is_brought_forward(place: Place) {
    let store = place.open().await;
    assert_eq!(store.schema_version(LEDGER).await, Ok(0));
    store.migrate(&same(&[ONE])).await.unwrap();
    assert_eq!(store.schema_version(LEDGER).await, Ok(1));
    store.migrate(&same(&[ONE, TWO])).await.unwrap();
    store.migrate(&same(&[ONE, TWO])).await.unwrap();
    assert_eq!(store.schema_version(LEDGER).await, Ok(2));
    assert_eq!(number(&store, "SELECT COUNT(*) FROM one WHERE m IS NULL").await, 1);
}

async fn a_newer_database_is_left_alone(place: Place) {
    let store = place.open().await;
    store.migrate(&same(&[ONE, TWO])).await.unwrap();
    assert_eq!(store.migrate(&same(&[ONE])).await, Err(StoreError::Newer { found: 2, known: 1 }));
    assert_eq!(store.migrate(&same(&[])).await, Err(StoreError::Newer { found: 2, known: 0 }));
    assert_eq!(store.schema_version(LEDGER).await, Ok(2));
}

async fn an_altered_step_is_found(place: Place) {
    let store = place.open().await;
    store.migrate(&same(&[ONE])).await.unwrap();
    assert_eq!(store.migrate(&same(&[ALTERED, TWO])).await, Err(StoreError::Altered { version: 1 }));
    assert_eq!(store.schema_version(LEDGER).await, Ok(1));
}

async fn line_ends_of_another_system_are_no_alteration(place: Place) {
    let store = place.open().await;
    store.migrate(&same(&[WINDOWS_LINES])).await.unwrap();
    store.migrate(&same(&[UNIX_LINES])).await.unwrap();
}

async fn a_step_that_fails_leaves_nothing(place: Place) {
    let store = place.open().await;
    assert!(matches!(store.migrate(&same(&[ONE, TWO, THREE])).await, Err(StoreError::Other { .. })));
    assert_eq!(store.schema_version(LEDGER).await, Ok(2));
    assert_eq!(number(&store, "SELECT COUNT(*) FROM one").await, 1);
}

async fn two_programs_that_start_together_take_each_step_once(place: Place) {
    let programs = [place.open().await, place.open().await, place.open().await];
    let starts = programs.map(|store| tokio::spawn(async move { store.migrate(&same(&[ONE, TWO])).await }));
    for start in starts {
        assert_eq!(start.await.unwrap(), Ok(()));
    }
    assert_eq!(number(&place.open().await, "SELECT COUNT(*) FROM one").await, 1);
}

async fn steps_are_numbered_from_one(place: Place) {
    let store = place.open().await;
    assert_eq!(store.migrate(&same(&[TWO])).await, Err(Shape::Versions.into()));
    assert_eq!(store.migrate(&same(&[ONE, ONE])).await, Err(Shape::Versions.into()));
}

async fn two_ledgers_in_one_database_know_nothing_of_each_other(place: Place) {
    const ROOM: Migration = Migration { version: 1, name: "room", sql: "CREATE TABLE room (n INTEGER)" };
    let room = Migrations { ledger: "schema_migration_room", sqlite: &[ROOM], postgres: &[ROOM] };
    let store = place.open().await;
    store.migrate(&same(&[ONE, TWO])).await.unwrap();
    assert_eq!(store.schema_version("schema_migration_room").await, Ok(0));
    store.migrate(&room).await.unwrap();
    store.migrate(&room).await.unwrap();
    assert_eq!(store.schema_version("schema_migration_room").await, Ok(1));
    assert_eq!(store.schema_version(LEDGER).await, Ok(2));
}

async fn a_ledgers_name_is_a_plain_word(place: Place) {
    let store = place.open().await;
    for ledger in ["", "two words", "x; DROP TABLE one"] {
        let wrong = Migrations { ledger, sqlite: &[ONE], postgres: &[ONE] };
        assert_eq!(store.migrate(&wrong).await, Err(StoreError::Shape(Shape::Statement)));
    }
}
