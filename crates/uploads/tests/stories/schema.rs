//! Two migration folders make one schema, and the record is at peace with it.

use crate::common::{On, room};
use record::VerifyOptions;

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_have_the_same_tables_and_every_column_is_explained() {
    let (sqlite, postgres) = (room(On::Sqlite).await, room(On::Postgres).await);
    let mine = |name: &str| name.starts_with("upload");
    let mut columns = Vec::new();
    let mut comments = Vec::new();
    for room in [&sqlite, &postgres] {
        let mut own = room.record.database().columns().await.unwrap();
        own.retain(|column| mine(&column.table));
        columns.push(own);
        let mut own = room.record.database().comments().await.unwrap();
        own.retain(|comment| mine(&comment.table));
        comments.push(own);
    }
    assert_eq!(columns[0], columns[1]);
    assert_eq!(comments[0], comments[1]);
    for column in &columns[0] {
        let explained = comments[0]
            .iter()
            .any(|comment| comment.table == column.table && comment.column.as_ref() == Some(&column.name));
        assert!(explained, "{}.{}", column.table, column.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_verifies_with_this_room_in_its_database() {
    for on in crate::common::BOTH {
        let room = room(on).await;
        room.receive("a.csv", b"a").await;
        room.record.publish().await.unwrap();
        let verification = room.record.verify(&VerifyOptions::default(), &mut |_| {}).await.unwrap();
        assert!(verification.is_sound(), "{:?}", verification.differences);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_leaves_uploads_out() {
    for on in crate::common::BOTH {
        let room = room(on).await;
        room.receive("a.csv", b"a").await;
        room.record.publish().await.unwrap();
        let target = room.folder.path().join("backup");
        room.record.back_up(&target, jiff::Timestamp::now(), &mut |_| {}).await.unwrap();
        let copy = store::Store::sqlite(&target.join("record.sqlite")).await.unwrap();
        for table in ["upload", "upload_job", "upload_copy", "upload_aside"] {
            let rows = copy.read(&format!("SELECT COUNT(*) FROM {table}"), &[]).await.unwrap();
            assert_eq!(rows[0].integer(0).unwrap(), 0, "{table}");
        }
    }
}
