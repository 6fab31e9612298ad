//! One moment, however long it takes to look at it.

use crate::{
    on_both,
    place::{Place, change, number},
};

on_both!(a_snapshot_is_one_moment_while_others_write, a_dropped_snapshot_leaves_nothing_behind);

async fn a_snapshot_is_one_moment_while_others_write(place: Place) {
    let store = place.with("CREATE TABLE act (number BIGINT PRIMARY KEY)").await;
    let other = place.open().await;
    change(&store, "INSERT INTO act (number) VALUES (1)").await.unwrap();
    let mut snapshot = store.snapshot().await.unwrap();
    let count = "SELECT COUNT(*) FROM act";
    for writer in [&store, &other] {
        change(writer, "INSERT INTO act (number) SELECT MAX(number) + 1 FROM act").await.unwrap();
        assert_eq!(snapshot.read(count, &[]).await.unwrap()[0].integer(0), Ok(1));
    }
    let mut seen = 0;
    let sum = |row: store::Row| row.integer(0).map(|number| seen += number);
    snapshot.for_each("SELECT number FROM act", &[], sum).await.unwrap();
    assert_eq!(seen, 1);
    snapshot.end().await.unwrap();
    assert_eq!(number(&store, count).await, 3);
}

async fn a_dropped_snapshot_leaves_nothing_behind(place: Place) {
    let store = place.with("CREATE TABLE act (number BIGINT PRIMARY KEY)").await;
    // More than there are connections.
    for rounds in 1..=20 {
        let mut snapshot = store.snapshot().await.unwrap();
        let rows = snapshot.read("SELECT COUNT(*) FROM act", &[]).await.unwrap();
        assert_eq!(rows[0].integer(0), Ok(rounds - 1));
        drop(snapshot);
        change(&store, "INSERT INTO act (number) SELECT COALESCE(MAX(number), 0) + 1 FROM act")
            .await
            .unwrap();
    }
}
