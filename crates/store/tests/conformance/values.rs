//! What goes in comes out.

use proptest::{prelude::*, test_runner::TestRunner};
use store::{Shape, Store, StoreError, Value};

use crate::{on_both, place::Place};

const TABLE: &str = "CREATE TABLE kept (number BIGINT, word TEXT, data BYTEA)";

on_both!(
    every_kind_of_value_comes_back_as_it_went_in,
    any_value_comes_back_as_it_went_in,
    text_with_a_zero_character_is_refused,
    a_truth_is_a_one_or_a_zero,
    a_wrong_kind_a_null_and_a_missing_column_are_told_by_their_number,
    what_is_none_of_the_kinds_is_an_error,
);

async fn keep(store: &Store, values: &[Value]) -> Result<[Value; 3], StoreError> {
    store
        .transaction("keep", async |mut transaction| {
            transaction.execute("DELETE FROM kept", &[]).await?;
            transaction.execute("INSERT INTO kept (number, word, data) VALUES ($1, $2, $3)", values).await?;
            let row = transaction.read_one("SELECT number, word, data FROM kept", &[]).await?.expect("a row");
            let data = row.optional_bytes(2)?.map(<[u8]>::to_vec);
            Ok([row.optional_integer(0)?.into(), row.optional_text(1)?.into(), data.into()])
        })
        .await
}

async fn every_kind_of_value_comes_back_as_it_went_in(place: Place) {
    let store = place.with(TABLE).await;
    let all_bytes: Vec<u8> = (0..=255).collect();
    let rows: [[Value; 3]; 4] = [
        [i64::MAX.into(), "Ærøskøbing, 東京 🚓\n'\"\\%_$1".into(), all_bytes.into()],
        [i64::MIN.into(), "".into(), Value::Bytes(Some(Vec::new()))],
        [0.into(), " ".into(), b"\0".into()],
        [Value::Integer(None), Value::Text(None), Value::Bytes(None)],
    ];
    for row in rows {
        assert!(keep(&store, &row).await.unwrap() == row, "{row:?}");
    }
}

async fn any_value_comes_back_as_it_went_in(place: Place) {
    let store = place.with(TABLE).await;
    let runtime = tokio::runtime::Handle::current();
    let values = (
        any::<Option<i64>>(),
        proptest::option::of("[^\\x00]*"),
        proptest::option::of(proptest::collection::vec(any::<u8>(), 0..2000)),
    );
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 64, failure_persistence: None, ..<_>::default() });
    tokio::task::block_in_place(|| {
        runner.run(&values, |(number, word, data)| {
            let row = [number.into(), word.into(), data.into()];
            let back = runtime
                .block_on(keep(&store, &row))
                .map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(back == row);
            Ok(())
        })
    })
    .unwrap();
}

async fn text_with_a_zero_character_is_refused(place: Place) {
    let store = place.with(TABLE).await;
    let error = keep(&store, &[0.into(), "a\0b".into(), b"".into()]).await.unwrap_err();
    assert_eq!(error, StoreError::ZeroCharacter);
}

async fn a_truth_is_a_one_or_a_zero(place: Place) {
    let store = place.open().await;
    let rows = store.read("SELECT $1 = $2, $1 = $1", &[1.into(), 2.into()]).await.unwrap();
    assert_eq!(rows[0].integer(0), Ok(0));
    assert_eq!(rows[0].integer(1), Ok(1));
}

async fn a_wrong_kind_a_null_and_a_missing_column_are_told_by_their_number(place: Place) {
    let store = place.with(TABLE).await;
    store
        .transaction("keep", async |mut transaction| {
            let values = [5.into(), Value::Text(None), b"x".into()];
            transaction.execute("INSERT INTO kept (number, word, data) VALUES ($1, $2, $3)", &values).await
        })
        .await
        .unwrap();
    let row = store.read("SELECT number, word, data FROM kept", &[]).await.unwrap().remove(0);
    assert_eq!(row.width(), 3);
    assert_eq!(row.text(0), Err(Shape::Kind(0).into()));
    assert_eq!(row.integer(2), Err(Shape::Kind(2).into()));
    assert_eq!(row.bytes(0), Err(Shape::Kind(0).into()));
    assert_eq!(row.text(1), Err(Shape::Null(1).into()));
    assert_eq!(row.integer(3), Err(Shape::NoColumn(3).into()));
    assert_eq!(row.clone().into_bytes(2), Ok(b"x".to_vec()));
    assert_eq!(row.clone().into_bytes(1), Err(Shape::Null(1).into()));
    assert_eq!(row.into_bytes(0), Err(Shape::Kind(0).into()));
}

async fn what_is_none_of_the_kinds_is_an_error(place: Place) {
    let store = place.open().await;
    assert_eq!(store.read("SELECT 'a', 1.5", &[]).await, Err(Shape::Foreign(1).into()));
}

#[test]
fn debug_output_shows_kinds_and_lengths_and_no_content() {
    let values: [Value; 5] =
        [7_391.into(), "Zoltan".into(), b"Zoltan".into(), Value::Text(None), Value::Integer(None)];
    assert_eq!(format!("{values:?}"), "[Integer, Text(6 bytes), Bytes(6 bytes), Text(null), Integer(null)]");
}
