//! Two migration folders make one schema, backups are whole, and a balance is signed.

use crate::house::{House, after};
use evidence::BALANCE_KEY;
use force_for_tests::On;

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_have_the_same_tables_and_every_column_is_explained() {
    let (mut columns, mut comments) = (Vec::new(), Vec::new());
    for on in force_for_tests::BOTH {
        let house = House::new(on).await;
        house.watched().await;
        let mut own = house.record.database().columns().await.unwrap();
        own.retain(|column| column.table.starts_with("evidence"));
        columns.push(own);
        let mut own = house.record.database().comments().await.unwrap();
        own.retain(|comment| comment.table.starts_with("evidence"));
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
async fn a_backup_has_the_lists_and_is_restored_with_them() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.take_away("2020/b.mp4");
    house.sweep(&store, 1).await;
    house.record.publish().await.unwrap();
    let target = house.folder.path().join("backup");
    house.record.back_up(&target, after(2), &mut |_| {}).await.unwrap();
    let lists = std::fs::read_dir(target.join("sealed").join("inventory")).unwrap().count();
    assert!(lists >= 1, "the list of the first day and that of the loss");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_balance_is_signed_and_names_no_item() {
    let house = House::new(On::Sqlite).await;
    house.watched().await;
    let evidence = house.evidence().await;
    let [last] = evidence.last_sweeps().await.unwrap().try_into().unwrap();
    let key = house.record.statement_key(BALANCE_KEY).unwrap();
    let text = tlog::open_statement(&last.note, key.verifier()).unwrap();
    assert!(text.contains("\nexpected 3 15 "), "{text}");
    assert!(!text.contains("mp4"));
}
