//! Copies of a database in use.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use store::{Store, StoreError};

use crate::place::{Place, change, file, number};

async fn filled() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&file(&folder)).await.unwrap();
    change(&store, "CREATE TABLE act (number INTEGER PRIMARY KEY) STRICT").await.unwrap();
    change(&store, "INSERT INTO act (number) VALUES (1), (2), (3)").await.unwrap();
    (folder, store)
}

#[tokio::test]
async fn a_backup_is_whole_and_private_and_replaces_an_earlier_one() {
    let (folder, store) = filled().await;
    let target = folder.path().join("backup");
    store.backup(&target).await.unwrap();
    change(&store, "INSERT INTO act (number) VALUES (4)").await.unwrap();
    store.backup(&target).await.unwrap();
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let copy = Store::sqlite(&target).await.unwrap();
    assert_eq!(number(&copy, "SELECT COUNT(*) FROM act").await, 4);
    let names: Vec<_> = folder.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_str().unwrap().starts_with(".tmp")), "{names:?}");
}

#[tokio::test]
async fn a_backup_during_a_change_has_none_of_it() {
    let (folder, store) = filled().await;
    let target = folder.path().join("backup");
    let (store, target) = (&store, &target);
    store
        .transaction("change", async |mut transaction| {
            transaction.execute("INSERT INTO act (number) VALUES (4)", &[]).await?;
            store.backup(target).await
        })
        .await
        .unwrap();
    let copy = Store::sqlite(target).await.unwrap();
    assert_eq!(number(&copy, "SELECT COUNT(*) FROM act").await, 3);
}

#[tokio::test]
async fn a_backup_never_replaces_its_own_database() {
    let (folder, store) = filled().await;
    let link = folder.path().join("link");
    symlink(folder.path(), &link).unwrap();
    assert_eq!(store.backup(&file(&folder)).await, Err(StoreError::OntoItself));
    assert_eq!(store.backup(&link.join("record.sqlite")).await, Err(StoreError::OntoItself));
    assert_eq!(number(&store, "SELECT COUNT(*) FROM act").await, 3);
}

#[tokio::test]
async fn a_backup_into_a_missing_folder_says_so() {
    let (folder, store) = filled().await;
    let target = folder.path().join("missing/backup");
    assert_eq!(store.backup(&target).await, Err(StoreError::CannotBackUp { path: target }));
}

#[tokio::test]
async fn a_server_is_backed_up_by_its_own_program() {
    let store = Place::postgres().open().await;
    assert_eq!(store.backup("anywhere".as_ref()).await, Err(StoreError::UsePgDump));
}
