//! Reading, and statements that do not fit.

use store::{Shape, StoreError};

use crate::{
    on_both,
    place::{Place, number},
};

on_both!(
    a_reader_cannot_write,
    a_question_for_one_row_does_not_take_two,
    reading_row_by_row_ends_where_the_reader_ends_it,
    a_statement_needs_as_many_values_as_it_has_places,
    two_statements_are_not_one,
    many_rows_at_once_are_all_there,
    heavy_rows_are_all_there,
    a_row_of_another_width_is_refused,
);

const TABLE: &str = "CREATE TABLE act (number BIGINT PRIMARY KEY, word TEXT, data BYTEA)";

async fn a_reader_cannot_write(place: Place) {
    let store = place.with(TABLE).await;
    let insert = "INSERT INTO act (number) VALUES (1)";
    assert_eq!(store.read(insert, &[]).await, Err(StoreError::ReadOnly));
    let mut snapshot = store.snapshot().await.unwrap();
    assert_eq!(snapshot.read(insert, &[]).await, Err(StoreError::ReadOnly));
    assert_eq!(number(&store, "SELECT COUNT(*) FROM act").await, 0);
}

async fn a_question_for_one_row_does_not_take_two(place: Place) {
    let store = place.open().await;
    let mut snapshot = store.snapshot().await.unwrap();
    assert!(snapshot.read_one("SELECT 1", &[]).await.unwrap().is_some());
    assert!(snapshot.read_one("SELECT 1 WHERE 1 = 2", &[]).await.unwrap().is_none());
    let two = snapshot.read_one("SELECT 1 UNION ALL SELECT 2", &[]).await;
    assert_eq!(two, Err(Shape::Several.into()));
}

async fn reading_row_by_row_ends_where_the_reader_ends_it(place: Place) {
    let store = place.open().await;
    let numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n";
    // Often enough for each connection to be met again after its reading was broken off.
    for _ in 0..20 {
        let mut seen = 0;
        let outcome = store
            .for_each(numbers, &[], |row| {
                seen = row.integer(0)?;
                if seen == 3 { Err(StoreError::Busy) } else { Ok(()) }
            })
            .await;
        assert_eq!((seen, outcome), (3, Err(StoreError::Busy)));
        assert_eq!(number(&store, "SELECT 7").await, 7);
    }
}

async fn a_statement_needs_as_many_values_as_it_has_places(place: Place) {
    let store = place.open().await;
    let error = store.read("SELECT $1, $2", &[1.into()]).await;
    assert_eq!(error, Err(Shape::Placeholders { placeholders: 2, values: 1 }.into()));
}

async fn two_statements_are_not_one(place: Place) {
    let store = place.with(TABLE).await;
    let outcome: Result<_, StoreError> = store
        .transaction("two", async |mut transaction| {
            transaction
                .execute("INSERT INTO act (number) VALUES (1); INSERT INTO act (number) VALUES (2)", &[])
                .await
        })
        .await;
    assert_eq!(outcome, Err(Shape::Statement.into()));
}

async fn many_rows_at_once_are_all_there(place: Place) {
    let store = place.with(TABLE).await;
    let inserted = store
        .transaction("many", async |mut transaction| {
            let rows =
                (0..50_000_i64).map(|n| [n.into(), format!("word {n}").into(), n.to_be_bytes().into()]);
            transaction.insert_many("INSERT INTO act (number, word, data)", 3, rows).await
        })
        .await;
    assert_eq!(inserted, Ok(50_000));
    let mut next = 0;
    store
        .for_each("SELECT number, word, data FROM act ORDER BY number", &[], |row| {
            assert_eq!(row.integer(0)?, next);
            assert_eq!(row.text(1)?, format!("word {next}"));
            assert_eq!(row.bytes(2)?, next.to_be_bytes());
            next += 1;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(next, 50_000);
}

async fn heavy_rows_are_all_there(place: Place) {
    let store = place.with(TABLE).await;
    let inserted = store
        .transaction("heavy", async |mut transaction| {
            let rows = (0..60_i64).map(|n| vec![n.into(), vec![7; 300_000].into()]);
            transaction.insert_many("INSERT INTO act (number, data)", 2, rows).await
        })
        .await;
    assert_eq!(inserted, Ok(60));
    assert_eq!(number(&store, "SELECT CAST(SUM(LENGTH(data)) AS BIGINT) FROM act").await, 18_000_000);
}

async fn a_row_of_another_width_is_refused(place: Place) {
    let store = place.with(TABLE).await;
    let outcome = store
        .transaction("narrow", async |mut transaction| {
            let rows = [vec![1.into(), "a".into()], vec![2.into()]];
            transaction.insert_many("INSERT INTO act (number, word)", 2, rows).await
        })
        .await;
    assert_eq!(outcome, Err(StoreError::Shape(Shape::Width { columns: 2, found: 1 })));
    assert_eq!(number(&store, "SELECT COUNT(*) FROM act").await, 0);
}
