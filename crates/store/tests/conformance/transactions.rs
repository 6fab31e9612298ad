//! All of it or nothing.

use std::{future::pending, time::Duration};

use futures::FutureExt as _;
use store::{Rule, Shape, StoreError};

use crate::{
    on_both,
    place::{Place, change, number},
};

on_both!(
    what_a_transaction_did_is_there_afterwards,
    after_an_error_nothing_happened,
    after_a_panic_nothing_happened,
    when_the_caller_stops_waiting_nothing_happened,
    a_failed_step_is_the_end_even_if_the_work_makes_light_of_it,
    a_step_given_up_half_way_is_not_committed,
    a_transaction_that_is_kept_beyond_its_work_is_not_committed,
    rows_can_keep_the_name_of_their_transaction,
    a_transaction_runs_in_a_task_of_its_own,
);

const TABLE: &str = "CREATE TABLE act (number BIGINT PRIMARY KEY, word TEXT)";
const INSERT: &str = "INSERT INTO act (number) VALUES ($1)";

async fn acts(store: &store::Store) -> i64 {
    number(store, "SELECT COUNT(*) FROM act").await
}

async fn what_a_transaction_did_is_there_afterwards(place: Place) {
    let store = place.with(TABLE).await;
    let told = store
        .transaction("do", async |mut transaction| {
            assert_eq!(transaction.execute(INSERT, &[1.into()]).await?, 1);
            assert_eq!(transaction.execute("UPDATE act SET word = $1", &["x".into()]).await?, 1);
            assert_eq!(transaction.execute("DELETE FROM act WHERE number = 9", &[]).await?, 0);
            let returned =
                transaction.read("INSERT INTO act (number) VALUES (2) RETURNING number, word", &[]).await?;
            assert_eq!(returned[0].integer(0), Ok(2));
            Ok::<_, StoreError>("told")
        })
        .await;
    assert_eq!(told, Ok("told"));
    store.close().await;
    assert_eq!(acts(&place.open().await).await, 2);
}

async fn after_an_error_nothing_happened(place: Place) {
    let store = place.with(TABLE).await;
    let outcome: Result<(), StoreError> = store
        .transaction("fail", async |mut transaction| {
            transaction.execute(INSERT, &[1.into()]).await?;
            Err(StoreError::Full)
        })
        .await;
    assert_eq!(outcome, Err(StoreError::Full));
    assert_eq!(acts(&store).await, 0);
    change(&store, "INSERT INTO act (number) VALUES (1)").await.unwrap();
}

async fn after_a_panic_nothing_happened(place: Place) {
    let store = place.with(TABLE).await;
    let panicking = store.clone();
    let task = tokio::spawn(async move {
        panicking
            .transaction("panic", async |mut transaction| {
                transaction.execute(INSERT, &[1.into()]).await?;
                assert_eq!(transaction.name(), "something else");
                Ok::<_, StoreError>(())
            })
            .await
    });
    assert!(task.await.unwrap_err().is_panic());
    assert_eq!(acts(&store).await, 0);
    change(&store, "INSERT INTO act (number) VALUES (1)").await.unwrap();
}

async fn when_the_caller_stops_waiting_nothing_happened(place: Place) {
    let store = place.with(TABLE).await;
    let (tell, told) = tokio::sync::oneshot::channel();
    let tell = std::sync::Mutex::new(Some(tell));
    let work = store.transaction("wait", async |mut transaction| {
        transaction.execute(INSERT, &[1.into()]).await?;
        tell.lock().unwrap().take().unwrap().send(()).unwrap();
        pending::<Result<(), StoreError>>().await
    });
    tokio::select! {
        _ = work => panic!("it waits forever"),
        inserted = told => inserted.unwrap(),
    }
    assert_eq!(acts(&store).await, 0);
    change(&store, "INSERT INTO act (number) VALUES (1)").await.unwrap();
}

async fn a_failed_step_is_the_end_even_if_the_work_makes_light_of_it(place: Place) {
    let store = place.with(TABLE).await;
    let outcome: Result<(), StoreError> = store
        .transaction("make light", async |mut transaction| {
            transaction.execute(INSERT, &[1.into()]).await?;
            let again = transaction.execute(INSERT, &[1.into()]).await;
            assert!(matches!(again, Err(StoreError::Refused { rule: Rule::Unique, .. })), "{again:?}");
            assert_eq!(transaction.execute(INSERT, &[2.into()]).await, again);
            Ok(())
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::Refused { rule: Rule::Unique, .. })), "{outcome:?}");
    assert_eq!(acts(&store).await, 0);
}

async fn a_step_given_up_half_way_is_not_committed(place: Place) {
    let store = place.with(TABLE).await;
    let outcome: Result<(), StoreError> = store
        .transaction("give up", async |mut transaction| {
            transaction.execute(INSERT, &[1.into()]).await?;
            // On a busy machine a step may be done before it is looked at: the first that is not is given up.
            let mut given_up = false;
            for number in 2..1000 {
                given_up = transaction.execute(INSERT, &[number.into()]).now_or_never().is_none();
                if given_up {
                    break;
                }
            }
            assert!(given_up, "no step could be given up");
            assert_eq!(transaction.execute(INSERT, &[1000.into()]).await, Err(Shape::Unfinished.into()));
            Ok(())
        })
        .await;
    assert_eq!(outcome, Err(Shape::Unfinished.into()));
    assert_eq!(acts(&store).await, 0);
}

async fn a_transaction_that_is_kept_beyond_its_work_is_not_committed(place: Place) {
    let store = place.with(TABLE).await;
    let kept = std::sync::Mutex::new(None);
    let outcome: Result<(), StoreError> = store
        .transaction("keep", async |mut transaction| {
            transaction.execute(INSERT, &[1.into()]).await?;
            *kept.lock().unwrap() = Some(transaction);
            Ok(())
        })
        .await;
    assert_eq!(outcome, Err(Shape::Unfinished.into()));
    drop(kept);
    assert_eq!(acts(&store).await, 0);
    change(&store, "INSERT INTO act (number) VALUES (1)").await.unwrap();
}

async fn rows_can_keep_the_name_of_their_transaction(place: Place) {
    let store = place.with(TABLE).await;
    store
        .transaction("import people", async |mut transaction| {
            let name = transaction.name();
            transaction.execute("INSERT INTO act (number, word) VALUES (1, $1)", &[name.into()]).await
        })
        .await
        .unwrap();
    let rows = store.read("SELECT word FROM act", &[]).await.unwrap();
    assert_eq!(rows[0].text(0), Ok("import people"));
}

async fn a_transaction_runs_in_a_task_of_its_own(place: Place) {
    let store = place.with(TABLE).await;
    let words = vec!["one".to_owned(), "two".to_owned()];
    let other = store.clone();
    let task = tokio::spawn(async move {
        other
            .transaction("in a task", async |mut transaction| {
                for (number, word) in (1..).zip(&words) {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                    let values = [number.into(), word.as_str().into()];
                    transaction.execute("INSERT INTO act (number, word) VALUES ($1, $2)", &values).await?;
                }
                let mut total = 0;
                let sum = |row: store::Row| row.integer(0).map(|number| total += number);
                transaction.for_each("SELECT number FROM act", &[], sum).await?;
                Ok::<_, StoreError>(total)
            })
            .await
    });
    assert_eq!(task.await.unwrap(), Ok(3));
}
