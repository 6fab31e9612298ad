//! People without names: rows as an import and an erasure leave them, for stories that need only numbers.

use super::Case;
use store::{Store, Value};

/// A second door to the same database.
pub async fn door(case: &Case) -> Store {
    match &case.place.database {
        Some(url) => Store::postgres(url).await.unwrap(),
        None => Store::sqlite(&case.place.sqlite()).await.unwrap(),
    }
}

async fn execute(case: &Case, sql: &str, values: &[Value]) {
    let door = door(case).await;
    let mut transaction = door.begin("prepare a story").await.unwrap();
    transaction.execute(sql, values).await.unwrap();
    transaction.finish().await.unwrap();
    door.close().await;
}

/// People 1 to `count` are in the record.
pub async fn number(case: &Case, count: i64) {
    let door = door(case).await;
    let mut transaction = door.begin("prepare a story").await.unwrap();
    let rows = (1..=count).map(|number| [Value::from(number), 0.into(), None::<i64>.into()]);
    transaction.insert_many("INSERT INTO person (number, act, ended)", 3, rows).await.unwrap();
    let next = "INSERT INTO counter (name, next) VALUES ('person', $1)";
    transaction.execute(next, &[(count + 1).into()]).await.unwrap();
    transaction.finish().await.unwrap();
    door.close().await;
}

/// A person was erased by that act.
pub async fn erase(case: &Case, person: u32, act: u64) {
    let values = [i64::from(person).into(), act.cast_signed().into()];
    execute(case, "UPDATE person SET ended = $2 WHERE number = $1", &values).await;
}
