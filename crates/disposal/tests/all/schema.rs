//! Two migration folders make one schema, and a backup has what is gone.

use crate::house::{House, days};
use force_for_tests::{BOTH, On, is_sound};

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_have_the_same_tables_and_every_column_is_explained() {
    let (mut columns, mut comments) = (Vec::new(), Vec::new());
    for on in BOTH {
        let house = House::new(on).await;
        house.disposing().await;
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
async fn a_backup_knows_what_is_gone_and_has_the_lists() {
    let house = House::new(On::Sqlite).await;
    let planned = house.planned(&["a.mp4"]).await;
    house.approved(&planned, days(1)).await;
    let (by, signs) = &house.manager;
    house.disposing().await.carry_out(by, signs, planned.disposal, &|| days(9)).await.unwrap();
    is_sound(&house.record).await;
    let target = house.folder.path().join("backup");
    house.record.back_up(&target, days(9), &mut |_| {}).await.unwrap();
    let lists = std::fs::read_dir(target.join("sealed").join("inventory")).unwrap().count();
    assert!(lists >= 2, "the list of the disposal and that of the receipts, {lists}");
}
